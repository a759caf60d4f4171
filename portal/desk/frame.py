"""What stands around every page of the desk."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.county import county
from portal.core.frame import Frame, NavigationLink
from portal.desk.models import Worker
from portal.desk.permissions import Permission, may


def desk_frame(request: HttpRequest) -> Frame:
    """The county's name and, for who is signed in, the way around. No exit and no urgent numbers: this is staff's."""
    return Frame(
        county_name=str(county().name),
        service_name=_("Intake desk"),
        home_url=reverse("queue"),
        navigation=_navigation(request),
        has_exit=False,
    )


NAVIGATION: Final = (
    (gettext_lazy("Queue"), "queue", Permission.QUEUE),
    (gettext_lazy("Key in a contact"), "contact-new", Permission.HANDLE_CONTACT),
    (gettext_lazy("Offered to you"), "handovers", Permission.HANDLE_CONTACT),
    (gettext_lazy("On duty"), "duty", Permission.READ_DUTY),
    (gettext_lazy("Handbook"), "help-pages", Permission.QUEUE),
    (gettext_lazy("Teams"), "teams", Permission.EDIT_TEAMS),
    (gettext_lazy("National codes"), "national-codes", Permission.EDIT_CODES),
    (gettext_lazy("Opened from elsewhere"), "reasons", Permission.READ_REASONS),
    (gettext_lazy("Audit log"), "audit-log", Permission.READ_AUDIT),
    (gettext_lazy("Workers"), "workers", Permission.MANAGE_WORKERS),
    (gettext_lazy("Your sign-in"), "mfa_index", Permission.SIGN_IN),
    (gettext_lazy("Sign out"), "account_logout", Permission.SIGN_IN),
)
"""The way around: what it is called, the page, and what it needs. Only what the reader's role opens is shown."""


def _navigation(request: HttpRequest) -> tuple[NavigationLink, ...]:
    worker = getattr(request, "user", None)
    if not isinstance(worker, Worker):
        return ()
    return tuple(
        NavigationLink(str(text), reverse(name), is_current=request.path == reverse(name))
        for text, name, permission in NAVIGATION
        if may(worker, permission)
    )
