"""Editors' forms of the pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.home.guards import reason_against
from portal.services.service import service_choices


class BasePageForm(WagtailAdminPageForm):
    """Refuses to publish what may not go live, and keeps what was typed; a draft is always saved."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or self.is_deferred_validation or not self.instance.pk:
            return
        if reason := reason_against(self.instance):
            self.add_error(None, reason)


class AdvicePageForm(BasePageForm):
    """Adds the services that stand beside the advice, chosen by key."""

    related_service_keys = forms.MultipleChoiceField(
        label=_("Related services"), choices=service_choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("related_service_keys")
        if field is not None:
            known = {key for key, _name in field.choices}
            kept = [key for key in self.instance.related_service_keys or [] if key not in known]
            field.choices = [*field.choices, *((key, key) for key in kept)]
