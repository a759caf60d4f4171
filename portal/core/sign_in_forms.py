"""The forms of signing in, in our own words and without placeholders; codes that work once only."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as MFAAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django import forms
from django.db import router, transaction
from django.utils.translation import gettext_lazy as _

from portal.core.second_factor import decrypt_secret

LAST_COUNTER = "last_counter"


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
        )
        self.fields["password"] = _password_field()
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """The address in lower case, as accounts hold it."""
        return str(self.cleaned_data["login"]).lower()


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password_field()


class CodeForm(MFAAuthenticateForm):
    """A code from the authenticator app, or a recovery code; each works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """The code, which now works no more."""
        code = str(super().clean_code())
        spend(self.authenticator, code)
        return code


class CodeAgainForm(MFAReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()

    def clean_code(self) -> str:
        """The code, which now works no more."""
        code = str(super().clean_code())
        spend(self.authenticator, code)
        return code


class FirstCodeForm(ActivateTOTPForm):
    """The first code from an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field()


def spend(authenticator: Any, code: str) -> None:
    """Remembers with the second factor that this code was used. Raises ValidationError when it was used before.

    allauth remembers used codes in a cache, for a shorter time than it accepts them and in each process by itself.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    alias = router.db_for_write(Authenticator)
    with transaction.atomic(using=alias):
        row = Authenticator.objects.using(alias).select_for_update().get(pk=authenticator.pk)
        counter = _counter_of(decrypt_secret(row.data["secret"]), code)
        if counter is None or counter <= row.data.get(LAST_COUNTER, -1):
            raise get_adapter().validation_error("incorrect_code")
        row.data[LAST_COUNTER] = counter
        row.save(update_fields=["data"])


def _counter_of(secret: str, code: str) -> int | None:
    """Which of the time steps that are accepted now the code belongs to."""
    digits = "".join(sign for sign in code if sign.isdigit())
    for counter in yield_hotp_counters_from_time():
        if format_hotp_value(hotp_value(secret, counter)) == digits:
            return int(counter)
    return None


def _password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )
