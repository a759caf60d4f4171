"""Pages for what can go wrong; each keeps what was written, shows the phone numbers and lets it be sent again.

They answer the post itself, so that nothing has to be stored: they read no database and no session. The one for a
refused answer is reached through the draft and shares the look (`core/failures/failure.html`).
"""

from __future__ import annotations

import logging
import sys
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.core.county import county
from portal.core.frame import kept_frame
from portal.core.locales import current_variant
from portal.core.posted import kept_fields, may_be_shown, readable_post
from portal.core.registries import nearest_pages

logger = logging.getLogger(__name__)


class Failure(Enum):
    """What went wrong, as far as the visitor needs to know."""

    CSRF = "csrf"
    SESSION_EXPIRED = "session_expired"
    REFUSED = "refused"
    OVER_LIMIT = "over_limit"
    TOO_MANY = "too_many"
    DATABASE_DOWN = "database_down"
    UNHANDLED = "unhandled"


DATABASE_ERRORS = (OperationalError, InterfaceError)
OVER_LIMIT_ERRORS = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def failure_response(request: HttpRequest, kind: Failure, *, status: int) -> HttpResponse:
    """The failure page of that kind, with all that was posted in fields that can be changed and sent again."""
    post = readable_post(request)
    try:
        return _failure_page(request, kind, post, status)
    except (
        Exception
    ) as error:  # whatever is broken (a template, a form, the static files), the text must not go with it
        logger.warning("the failure page itself failed: %s", type(error).__name__)
        return _bare_page(request, post, status)


def _failure_page(request: HttpRequest, kind: Failure, post: QueryDict, status: int) -> HttpResponse:
    context: dict[str, Any] = {
        "failure": kind.value,
        "status": status,
        "has_errors": True,
        "fields": kept_fields(request, post),
        "was_posted": request.method == "POST",
        "send_to": request.get_full_path(),
        "token": get_token(request),
    }
    return _page(request, "core/failures/failure.html", context, status)


def _bare_page(request: HttpRequest, post: QueryDict, status: int) -> HttpResponse:
    """The same in plain HTML: no style, no component, no form class, nothing that could fail a second time."""
    fields = [(name, value) for name, values in post.lists() if may_be_shown(name) for value in values]
    context = {
        "numbers": county().bar_numbers(),
        "advice_phone": county().advice_phone,
        "fields": fields,
        "was_posted": request.method == "POST",
        "send_to": request.get_full_path(),
        "token": get_token(request),
        "variant": current_variant(),
    }
    response = HttpResponse(render_to_string("core/failures/bare.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The failure page for a form whose token is gone."""
    return failure_response(request, Failure.CSRF, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The failure page for a form with more in it than the portal takes, or for a request that makes no sense."""
    kind = Failure.OVER_LIMIT if isinstance(exception, OVER_LIMIT_ERRORS) else Failure.UNHANDLED
    return failure_response(request, kind, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """The failure page for an error that nobody caught, or for a database that does not answer."""
    if isinstance(sys.exc_info()[1], DATABASE_ERRORS):
        return failure_response(request, Failure.DATABASE_DOWN, status=503)
    return failure_response(request, Failure.UNHANDLED, status=500)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere: the same page in other variants, and the topics, where there are any."""
    nearest = nearest_pages.get("home")
    try:
        offers = nearest(request) if nearest else None
    except DATABASE_ERRORS:
        offers = None
    return _page(request, "core/failures/not_found.html", {"offers": offers}, 404)


def body_too_large(request: HttpRequest) -> HttpResponse:
    """The page for a body over the limit. It was never read, so there is no text to keep; the limits are named."""
    context = {"limit_kilobytes": settings.BODY_LIMIT_BYTES // 1000}
    return _page(request, "core/failures/body_too_large.html", context, 413)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, template, {"frame": kept_frame(request), "alternates": (), **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response
