"""What this room hangs up in the registries of the ground floor, in the portal half only."""

from __future__ import annotations

from django.http import HttpRequest

from portal.core.registries import erasers, own_cookies
from portal.intake.drafts import draft_cookies, erase_own
from portal.intake.own_kinds import register_own_kinds
from portal.intake.sending import held_cookie_name, receipt_cookie_name, refused_cookie_name
from portal.intake.status_cookies import just_sent_cookie_name, status_cookie_name


def register() -> None:
    """Registers the eraser of drafts, the names of our cookies, and this room's kinds of contact."""
    erasers.register("intake drafts", erase_own)
    own_cookies.register("intake drafts", draft_cookies)
    own_cookies.register("intake receipts and status", short_cookies)
    register_own_kinds()


def short_cookies(request: HttpRequest) -> list[str]:
    """The names of this browser's cookies of receipts, of boxes and of held texts."""
    named = (receipt_cookie_name, status_cookie_name, just_sent_cookie_name, held_cookie_name, refused_cookie_name)
    prefixes = tuple(name("") for name in named)
    return [name for name in request.COOKIES if name.startswith(prefixes)]
