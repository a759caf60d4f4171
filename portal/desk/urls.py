"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from portal.desk.views import contacts, health, queue

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/take/", contacts.take, name="contact-take"),
    path("contacts/<uuid:contact_id>/status/", contacts.status, name="contact-status"),
    path("contacts/<uuid:contact_id>/write/", contacts.write, name="contact-write"),
    path("health/intake", health.health, name="health-intake"),
    path("accounts/", include("portal.core.sign_in_urls")),
]
