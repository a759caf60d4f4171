"""The public page that an invite begins at."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.frame import alternates_at
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import cacheable
from portal.invites.service import INVITE

CACHE_SECONDS = 300


@cacheable(CACHE_SECONDS)
def invite_start(request: HttpRequest) -> HttpResponse:
    """What an invite is, what it does not replace, and the button that begins one."""
    here = current_variant()
    alternates = alternates_at(partial(reverse_in, "invite-start"))
    breadcrumbs = [{"text": _("Front page"), "href": f"/{here.code}/"}, {"text": _("Invite people to a joint mapping")}]
    context = {"kind": INVITE, "county": county(), "alternates": alternates, "breadcrumbs": breadcrumbs}
    return render(request, "invites/start.html", context)
