"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from portal.desk.views import audit, contacts, duty, health, queue, reasons, tasks, teams, workers

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/take/", contacts.take, name="contact-take"),
    path("contacts/<uuid:contact_id>/status/", contacts.status, name="contact-status"),
    path("contacts/<uuid:contact_id>/write/", contacts.write, name="contact-write"),
    path("contacts/<uuid:contact_id>/tasks/", tasks.tasks, name="contact-tasks"),
    path("contacts/<uuid:contact_id>/tasks/<uuid:task_id>/", tasks.change, name="contact-task"),
    path("contacts/<uuid:contact_id>/tell/<slug:what>/", tasks.tell, name="contact-tell"),
    path("contacts/<uuid:contact_id>/reason/", reasons.reason, name="contact-reason"),
    path("duty/", duty.duty, name="duty"),
    path("duty/enter/", duty.enter_duty, name="duty-enter"),
    path("duty/absences/", duty.enter_absence, name="absence-enter"),
    path("duty/absences/<int:absence_id>/remove/", duty.remove_absence, name="absence-remove"),
    path("teams/", teams.team_list, name="teams"),
    path("teams/new/", teams.new_team, name="team-new"),
    path("teams/<slug:key>/", teams.team, name="team"),
    path("teams/<slug:key>/members/", teams.add_member, name="team-member-add"),
    path("teams/<slug:key>/members/<int:worker_id>/remove/", teams.remove_member, name="team-member-remove"),
    path("audit/", audit.log, name="audit-log"),
    path("workers/", workers.workers, name="workers"),
    path("workers/<int:worker_id>/end/", workers.end, name="worker-end"),
    path("workers/<int:worker_id>/new-second-factor/", workers.new_second_factor, name="worker-new-second-factor"),
    path("health/intake", health.health, name="health-intake"),
    path("accounts/", include("portal.core.sign_in_urls")),
]
