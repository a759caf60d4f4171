"""The public page that an invite begins at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import VARIANTS, current_variant, reverse_in
from portal.core.responses import cacheable
from portal.invites.service import INVITE

CACHE_SECONDS = 300


@cacheable(CACHE_SECONDS)
def invite_start(request: HttpRequest) -> HttpResponse:
    """What an invite is, what it does not replace, and the button that begins one."""
    here = current_variant()
    alternates = tuple(
        Alternate(one.code, one.own_name, reverse_in("invite-start", one.code), is_current=one == here)
        for one in VARIANTS
    )
    breadcrumbs = [{"text": _("Front page"), "href": f"/{here.code}/"}, {"text": _("Invite people to a joint mapping")}]
    context = {"kind": INVITE, "county": county(), "alternates": alternates, "breadcrumbs": breadcrumbs}
    return render(request, "invites/start.html", context)
