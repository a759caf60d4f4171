"""What stands around every page of the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.frame import Frame, NavigationLink
from portal.desk.models import Worker


def desk_frame(request: HttpRequest) -> Frame:
    """The county's name and, for who is signed in, the way around. No exit and no urgent numbers: this is staff's."""
    return Frame(
        county_name=str(county().name),
        service_name=_("Intake desk"),
        home_url=reverse("queue"),
        navigation=_navigation(request),
        has_exit=False,
    )


def _navigation(request: HttpRequest) -> tuple[NavigationLink, ...]:
    if not isinstance(getattr(request, "user", None), Worker):
        return ()
    return tuple(
        NavigationLink(text, reverse(name), is_current=request.path == reverse(name))
        for text, name in ((_("Queue"), "queue"), (_("Your sign-in"), "mfa_index"), (_("Sign out"), "account_logout"))
    )
