"""Pages and doors of the ground floor: the language, the way out, feedback, health."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST, require_safe

from portal.core.county import county
from portal.core.leaving import forget
from portal.core.locales import DEFAULT_VARIANT, VARIANT_CODES
from portal.core.registries import health_checks
from portal.core.responses import cacheable, neutral
from portal.core.same_origin import same_origin_only

PICTURE_TYPES: Final = {
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "avif": "image/avif",
}


def preferred_variant(accept_language: str) -> str:
    """The code of the variant that a browser's Accept-Language asks for first; plain language only by its own name."""
    for asked, _quality in parse_accept_lang_header(accept_language.lower()):
        if asked in VARIANT_CODES:
            return asked
        base = asked.split("-")[0]
        if base in VARIANT_CODES:
            return base
    return DEFAULT_VARIANT.code


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """A redirect to the front page in the visitor's language; the choice is kept nowhere but in the address."""
    response = HttpResponseRedirect(f"/{preferred_variant(request.headers.get('Accept-Language', ''))}/")
    response["Cache-Control"] = "public, max-age=300"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_POST
@same_origin_only
def leave(request: HttpRequest) -> HttpResponse:
    """The way out: erases what this browser's cookies name, expires the cookies, clears cache and storage, goes away."""
    return forget(request, reverse("away"))


def exit_host() -> str:
    """The host name of the neutral site, as a visitor would say it."""
    address: str = settings.EXIT_URL
    return urlsplit(address).netloc.removeprefix("www.")


@require_safe
@neutral
def away(request: HttpRequest) -> HttpResponse:
    """A page without a word of ours that leaves at once; a redirect to another host would be stopped by form-action."""
    response = render(request, "core/away.html", {"exit_url": settings.EXIT_URL, "exit_host": exit_host()})
    response["Refresh"] = f"0; url={settings.EXIT_URL}"
    return response


@require_safe
@cacheable(300)
def about_exit(request: HttpRequest) -> HttpResponse:
    """What the exit control does and what it cannot do."""
    return render(request, "core/about_exit.html", {"exit_host": exit_host()})


@require_safe
@cacheable(300)
def feedback(request: HttpRequest) -> HttpResponse:
    """The county's address for feedback, and the way on to the supervising authority (306/2019)."""
    return render(request, "core/feedback.html", {"county": county()})


@require_safe
@cacheable(86_400)
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the CMS in one of the sizes made of it. Raises Http404 for every other kind of file."""
    return _stored_picture(f"images/{name}")


@require_safe
@neutral
def original_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture as it was uploaded, for editors alone: it may tell the place and the camera. Raises Http404."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return _stored_picture(f"original_images/{name}")


def _stored_picture(stored: str) -> HttpResponseBase:
    kind = PICTURE_TYPES.get(stored.rpartition(".")[2].lower())
    if kind is None or not default_storage.exists(stored):
        raise Http404
    return FileResponse(default_storage.open(stored), content_type=kind)


@require_safe
@neutral
def live(request: HttpRequest) -> HttpResponse:
    """That the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@neutral
def ready(request: HttpRequest) -> HttpResponse:
    """Whether the process can do its work: its database and every registered check; 503 when not."""
    problems = {name: problem for name in health_checks.names() if (problem := _problem(name))}
    if not _database_answers():
        problems["database"] = "The database does not answer."
    return JsonResponse(
        {"status": "failing" if problems else "ok", "problems": problems}, status=503 if problems else 200
    )


def _problem(name: str) -> str:
    check = health_checks.get(name)
    try:
        return check() if check else ""
    except Exception as error:  # a check that breaks is itself a finding
        return f"The check failed: {type(error).__name__}."


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False
