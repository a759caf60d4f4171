"""The Open Referral export (HSDS 3): which edition it is, the services of a page, and one service with all it has."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from portal.services.kinds import SERVICES
from portal.services.models import ServiceFacts
from portal.services.open_data import hsds
from portal.services.open_data.asking import (
    LARGEST_PAGE,
    LARGEST_SIZE,
    AskedInLanguage,
    Problem,
    Turn,
    moment,
)
from portal.services.open_data.reading import has_ended, public_words, with_facts

router: Final = Router(tags=["hsds"])
REFUSALS: Final = {422: Problem, 429: Problem, 500: Problem, 503: Problem}
PROFILE: Final = "https://docs.openreferral.org/en/v3.0.1/"


class Edition(Schema):
    """Which edition of the specification this is."""

    version: str
    profile: str
    openapi_url: str


class AskedServices(AskedInLanguage):
    """Which page of the services is wanted, in the specification's own words."""

    page: int = Field(1, ge=1, le=LARGEST_PAGE)
    per_page: int = Field(50, ge=1, le=LARGEST_SIZE)
    modified_after: datetime | None = None


class HsdsPage(Schema):
    """One page of the list, as the specification has it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


@router.get("", response={200: Edition, **REFUSALS}, url_name="api-hsds", operation_id="hsds", summary="The edition")
def edition(request: HttpRequest) -> JsonResponse:
    """The edition of the specification, and where the OpenAPI document is."""
    document = request.build_absolute_uri("/api/v1/openapi.json")
    return JsonResponse({"version": "3.0", "profile": PROFILE, "openapi_url": document})


@router.get(
    "/services",
    response={200: HsdsPage, 404: Problem, **REFUSALS},
    url_name="api-hsds-services",
    operation_id="hsds_services",
    summary="The services of a page, in short",
)
def services(request: HttpRequest, asked: Query[AskedServices]) -> JsonResponse:
    """The services of a page. Raises Http404 behind the last one."""
    rows = public_words(SERVICES, asked.lang, moment(asked.modified_after))
    turn = Turn(asked.page, asked.per_page, rows.count())
    begin = (turn.number - 1) * turn.size
    found = [hsds.listed(one, request.build_absolute_uri) for one in with_facts(rows, begin, begin + turn.size)]
    return JsonResponse(
        {
            "total_items": turn.count,
            "total_pages": turn.last,
            "page_number": turn.number,
            "size": len(found),
            "first_page": turn.number == 1,
            "last_page": turn.number == turn.last,
            "empty": not found,
            "contents": found,
        }
    )


@router.get(
    "/services/{uuid:identity}",
    response={200: dict[str, Any], 404: Problem, 410: Problem, **REFUSALS},
    url_name="api-hsds-service",
    operation_id="hsds_service",
    summary="One service with all that belongs to it",
)
def service(request: HttpRequest, identity: UUID, asked: Query[AskedInLanguage]) -> JsonResponse:
    """One service. Raises Http404, or HttpError 410 where it has ended."""
    key = _key_of(identity)
    found = with_facts(public_words(SERVICES, asked.lang).filter(facts__key=key), 0, 1)
    if found:
        return JsonResponse(hsds.whole(found[0], request.build_absolute_uri))
    if has_ended(SERVICES, key, asked.lang):
        raise HttpError(410, "This has ended.")
    raise Http404


def _key_of(identity: UUID) -> str:
    """The key of the service with an id, with one query by an index. Raises Http404."""
    key = ServiceFacts.objects.filter(open_id=identity).values_list("key", flat=True).first()
    if key is None:
        raise Http404
    return str(key)
