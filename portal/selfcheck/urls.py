"""Addresses of sittings: neutral, the same in every variant, with nothing in them but a random id and a step."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from portal.selfcheck import views


class SittingIdConverter(StringConverter):
    """The id of a draft: 26 signs of lower-case base32."""

    regex = "[a-z2-7]{26}"


register_converter(SittingIdConverter, "sitting_id")

urlpatterns: list[URLPattern] = [
    path("a/", views.start, name="selfcheck-start"),
    path("a/erase/", views.erase_all, name="selfcheck-erase-all"),
    path("a/erased/", views.erased, name="selfcheck-erased"),
    path("a/<sitting_id:sitting_id>/", views.sitting, name="selfcheck-sitting"),
    path("a/<sitting_id:sitting_id>/<int:number>/", views.step, name="selfcheck-step"),
    path("a/<sitting_id:sitting_id>/check/", views.check, name="selfcheck-check"),
    path("a/<sitting_id:sitting_id>/result/", views.result, name="selfcheck-result"),
    path("a/<sitting_id:sitting_id>/help/", views.help_from, name="selfcheck-help"),
    path("a/<sitting_id:sitting_id>/keep/", views.keep, name="selfcheck-keep"),
    path("a/<sitting_id:sitting_id>/erase/", views.erase, name="selfcheck-erase"),
]
