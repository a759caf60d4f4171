"""Professionals who have shown, by a code sent to it, that a work address is theirs. None of them reaches the CMS.

An account begins when a code is asked for, and is worth nothing before the code was given: then its address counts as
verified. Whose work place is taken from the list loses access with the next request.
"""

from __future__ import annotations

from typing import Final

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from portal.accounts.models import KeptService, User

PROFESSIONALS: Final = "Professionals"
MOST_KEPT: Final = 100


def is_work_address(email: str) -> bool:
    """Whether the address is of a work place that the settings name; a subdomain is a work place of its own."""
    name, _at, domain = email.rpartition("@")
    return bool(name) and domain.lower() in {one.lower() for one in settings.PROFESSIONAL_EMAIL_DOMAINS}


def professional_of(request: HttpRequest) -> User | None:
    """The professional who is signed in here, with a verified address of a known work place; else None."""
    user = request.user
    if not isinstance(user, User) or not user.is_active or not is_work_address(user.email):
        return None
    is_one = user.groups.filter(name=PROFESSIONALS).exists()
    is_verified = EmailAddress.objects.filter(user_id=user.pk, email=user.email, verified=True).exists()
    return user if is_one and is_verified else None


def send_code(request: HttpRequest, email: str) -> None:
    """Begins a sign-in in this session; a code goes to the address when it is, or becomes, a professional's.

    No code is sent to accounts of the CMS, which open with a password and a second factor, nor to those that were
    ended; the session looks the same, and no code will be right.
    """
    LoginCodeVerificationProcess.initiate(request=request, user=_professional_with(email), email=email)


def _professional_with(email: str) -> User | None:
    try:
        with transaction.atomic():
            user, is_new = User.objects.get_or_create(email=email)
            if is_new:
                user.set_unusable_password()
                user.save(update_fields=["password"])
                user.groups.add(Group.objects.get_or_create(name=PROFESSIONALS)[0])
                EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    except IntegrityError:  # asked for twice at once
        return _professional_with(email)
    is_one = user.is_active and not user.is_superuser and not user.has_perm("wagtailadmin.access_admin")
    return user if is_one and user.groups.filter(name=PROFESSIONALS).exists() else None


def kept_services(user: User) -> list[str]:
    """The keys of the services on the professional's own list, in the order in which they were put there."""
    return list(KeptService.objects.filter(user=user).order_by("pk").values_list("key", flat=True))


def keep_service(user: User, key: str) -> None:
    """Puts a service on the list; nothing happens where it is there already, or the list is full."""
    if KeptService.objects.filter(user=user).count() < MOST_KEPT:
        KeptService.objects.get_or_create(user=user, key=key)


def drop_service(user: User, key: str) -> None:
    """Takes a service from the list; nothing happens where it is not there."""
    KeptService.objects.filter(user=user, key=key).delete()
