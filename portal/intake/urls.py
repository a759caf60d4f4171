"""Addresses of this room: three public pages, and neutral addresses that say nothing of the topic."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from portal.core.locales import localized_path
from portal.intake import views


class RandomIdConverter(StringConverter):
    """An id of 26 signs of lower-case base32."""

    regex = "[a-z2-7]{26}"


register_converter(RandomIdConverter, "random_id")

urlpatterns: list[URLPattern] = [
    *localized_path(
        {"fi": "pyyda-apua/", "sv": "be-om-hjalp/", "fi-simple": "pyyda-apua/"}, views.help_request, name="help-request"
    ),
    *localized_path(
        {"fi": "yhteydenotto/", "sv": "kontakt/", "fi-simple": "yhteydenotto/"},
        views.contact_social_services,
        name="contact-social-services",
    ),
    *localized_path(
        {"fi": "ammattilaiselle/", "sv": "for-yrkespersoner/", "fi-simple": "ammattilaiselle/"},
        views.professionals,
        name="professionals",
    ),
    path("w/<int:number>/", views.guide, name="guide"),
    path("b/", views.begin_contact, name="contact-begin"),
    path("b/<random_id:draft_id>/", views.gate, name="contact-gate"),
    path("b/<random_id:draft_id>/now/", views.call_now, name="contact-call-now"),
    path("b/<random_id:draft_id>/w/<int:number>/", views.route_page, name="contact-route"),
    path("b/<random_id:draft_id>/<int:number>/", views.page, name="contact-page"),
    path("r/<random_id:receipt>/", views.show_receipt, name="contact-receipt"),
    path("h/<random_id:held_id>/", views.show_held, name="contact-held"),
    path("t/", views.ask_code, name="family-code"),
    path("t/<random_id:try_id>/", views.show_code_try, name="family-code-shown"),
    path("s/", views.ask_status, name="contact-status"),
    path("s/<random_id:status_id>/", views.show_status, name="contact-status-shown"),
    path("s/<random_id:status_id>/write/", views.begin_later, name="contact-later"),
    path("s/<random_id:status_id>/done/", views.say_task_done, name="contact-task-done"),
]
