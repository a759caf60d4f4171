"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.roles import give_rights
from portal.accounts.second_factor import MFA_METHOD


def connect() -> None:
    """Connects this room's handlers; called once when Django starts."""
    post_migrate.connect(give_rights_after_migrate, dispatch_uid="accounts.roles")
    authenticator_added.connect(remember_first_code, dispatch_uid="accounts.first_code")


def give_rights_after_migrate(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Gives the roles their rights when the last app has got its permissions.

    Django and Wagtail make permissions in handlers of the same signal, app by app; only the last app's turn finds all.
    """
    last = [one for one in apps.get_app_configs() if one.models_module is not None][-1]
    if sender == last and using == "default":
        give_rights()


def remember_first_code(
    sender: type[Authenticator], request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Counts the code that set up a second factor as one shown in this session, so that nobody types two in a row."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method=MFA_METHOD, id=authenticator.pk, type=authenticator.type)
