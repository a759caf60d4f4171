"""The forms by which a professional signs in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.professionals import is_work_address


class WorkAddressForm(forms.Form):
    """A work address; one of another place is refused in the same words, whether or not an account has it."""

    email = forms.EmailField(
        label=gettext_lazy("Your work e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def clean_email(self) -> str:
        """The address in lower case. Raises ValidationError for one that is of no work place in the settings."""
        email = str(self.cleaned_data["email"]).lower()
        if not is_work_address(email):
            places = ", ".join(f"@{one}" for one in settings.PROFESSIONAL_EMAIL_DOMAINS)
            raise ValidationError(
                _("Use an address that ends in one of these: %(places)s.") % {"places": places}
                if places
                else _("No work place has been opened yet.")
            )
        return email


class WorkCodeForm(ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=gettext_lazy("Code"),
            max_length=64,
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
        )
