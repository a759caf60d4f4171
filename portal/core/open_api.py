"""The open data of the whole portal: one API, one OpenAPI document, and what holds for each of its answers.

Every room registers its router (`portal.core.registries.api_routers`). What is read here is public: anyone may read it
from any site, no cookie is set or looked at, and caches may keep it until midnight at the latest, when channels expire.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import Resolver404, URLPattern, path, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError

from portal.core.failures import DATABASE_ERRORS
from portal.core.locales import VARIANT_CODES
from portal.core.rates import seconds_to_wait
from portal.core.registries import api_routers
from portal.core.responses import cacheable, keep_until

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
ROOT: Final = "/api/v1/"
CACHE_SECONDS: Final = 300
METHODS: Final = "GET, HEAD, OPTIONS"
UNKNOWN: Final = "api-unknown"
DESCRIPTION: Final = (
    "The county's service catalogue as open data: public facts and the words of one language variant. "
    "Nothing here is meant for professionals or staff alone, and nothing is about a resident."
)


def problem(detail: str, status: int, **more: Any) -> JsonResponse:
    """An answer that says in one sentence what is wrong."""
    return JsonResponse({"detail": detail, **more}, status=status)


def open_to_all(view: View) -> View:
    """The view as open data: counted by address, readable from every site, with an ETag, never with a cookie."""
    kept = cacheable(CACHE_SECONDS)(_until_midnight(view))

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(kept, request, *args, **kwargs)
        # These addresses have no language in them: LocaleMiddleware would else lead a 404 to /fi/ and vary by language.
        request.urlconf = __name__
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After, Link"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.GET.get("lang") in VARIANT_CODES:
            response["Content-Language"] = request.GET["lang"]
        response.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in {"GET", "HEAD"}:
        refused = problem("Open data can only be read.", 405)
        refused["Allow"] = METHODS
        return refused
    wait = seconds_to_wait(request, "open-data", limit=settings.OPEN_DATA_LIMIT_PER_MINUTE, seconds=60)
    if wait:
        refused = problem("This address has asked too often. Try again a little later.", 429)
        refused["Retry-After"] = str(wait)
        return refused
    asked, request.method = request.method, "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = asked
    return _unless_known(request, response)


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, Accept"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its ETag, or 304 where the asker has it already."""
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    known = get_conditional_response(request, etag=etag, response=response)
    return known if isinstance(known, HttpResponseBase) else response


def _until_midnight(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse):
            tomorrow = timezone.localdate() + timedelta(days=1)
            keep_until(response, timezone.make_aware(datetime.combine(tomorrow, time.min)))
        return response

    return answer


def _made() -> NinjaAPI:
    api = NinjaAPI(
        title="Tukiportti open data",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
    )
    for router in api_routers:
        api.add_router("", router)
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(Http404, lambda _request, _error: problem("There is nothing public here.", 404))
    for error in DATABASE_ERRORS:
        api.add_exception_handler(error, lambda _request, _error: problem("The database does not answer.", 503))
    api.add_exception_handler(Exception, _broken)
    return api


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    """What is wrong in which parameter; what was sent is not said again."""
    found = [{"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors]
    return problem("A parameter is not understood.", 422, errors=found)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    logger.error("Open data failed: %s", type(error).__name__, exc_info=error)
    return problem("Something went wrong on our side.", 500)


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of every router."""
    return JsonResponse(_api.get_openapi_schema(path_prefix=ROOT))


def front(request: HttpRequest) -> HttpResponse:
    """The way to the document."""
    return HttpResponseRedirect(f"{ROOT}openapi.json")


def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """The same address with the slash that is missing at its end, or 404 in JSON."""
    try:
        if not rest.endswith("/") and resolve(f"{ROOT}{rest}/").url_name != UNKNOWN:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{ROOT}{rest}/{'?' if query else ''}{query}")
    except Resolver404:
        pass
    return problem("There is nothing public here.", 404)


_api: Final = _made()

urlpatterns: list[URLPattern] = [
    path("", open_to_all(front), name="api"),
    path("openapi.json", open_to_all(document), name="api-document"),
    *(
        path(str(one.pattern), open_to_all(one.callback), name=one.name)
        for one in _api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ),
    path("<path:rest>", open_to_all(unknown), name=UNKNOWN),
]
