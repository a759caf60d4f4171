"""The catalogue's part of the portal's open API."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Path, Query, Router

from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind
from portal.services.models import Dimension, ServiceFacet
from portal.services.models.classifications import TOPICS
from portal.services.open_data import hsds_api, shapes, tables
from portal.services.open_data.asking import AskedInLanguage, AskedKey, AskedList, AskedPage, Problem, Turn, moment
from portal.services.open_data.entries import MAKERS
from portal.services.open_data.reading import Links, links_of, one_entry, public_words, with_facts

router: Final = Router(tags=["catalogue"])
router.add_router("/hsds", hsds_api.router)

REFUSALS: Final = {422: Problem, 429: Problem, 500: Problem, 503: Problem}
SHAPES: Final[tuple[tuple[Kind, Any, Any], ...]] = (
    (SERVICES, shapes.ServiceOut, shapes.Listed[shapes.ServiceOut]),
    (PLACES, shapes.PlaceOut, shapes.Listed[shapes.PlaceOut]),
    (CHANNELS, shapes.ChannelOut, shapes.Listed[shapes.ChannelOut]),
    (PARTNERS, shapes.PartnerOut, shapes.Listed[shapes.PartnerOut]),
)


def said(answer: Any) -> HttpResponse:
    """A shape as JSON; it was checked when it was made."""
    return HttpResponse(answer.model_dump_json(), content_type="application/json")


def _list(request: HttpRequest, kind: Kind, asked: AskedList) -> HttpResponse:
    rows = public_words(kind, asked.lang, moment(asked.modified_since))
    turn = Turn(asked.page, asked.page_size, rows.count())
    begin = (turn.number - 1) * turn.size
    found = with_facts(rows, begin, begin + turn.size)
    links = links_of((one.facts_id for one in found), asked.lang) if kind is SERVICES else Links()
    made = [MAKERS[kind.name](one, request.build_absolute_uri, links) for one in found]
    return said(_listed(request, turn, made))


def _listed(request: HttpRequest, turn: Turn, made: list[Any]) -> shapes.Listed[Any]:
    return shapes.Listed[Any](
        count=turn.count,
        next=turn.address(request, turn.number + 1),
        previous=turn.address(request, turn.number - 1),
        results=made,
    )


def _one(request: HttpRequest, kind: Kind, key: str, language: str) -> HttpResponse:
    words = one_entry(kind, key, language)
    links = links_of([words.facts_id], language) if kind is SERVICES else Links()
    return said(MAKERS[kind.name](words, request.build_absolute_uri, links))


def _offer(kind: Kind, shape: Any, listed: Any) -> None:
    """Adds a kind's list, single entries and table to the API."""
    name = kind.name

    @router.get(
        f"/{name}/",
        response={200: listed, 404: Problem, **REFUSALS},
        url_name=f"api-{name}",
        operation_id=f"list_{name}",
        summary=f"Public {name}, by id",
    )
    def entries(request: HttpRequest, asked: Query[AskedList]) -> HttpResponse:
        return _list(request, kind, asked)

    @router.get(
        f"/{name}/{{key}}/",
        response={200: shape, 404: Problem, 410: Problem, **REFUSALS},
        url_name=f"api-{name}-one",
        operation_id=f"read_{name}",
        summary=f"One of the {name}",
    )
    def entry(request: HttpRequest, asked: Query[AskedInLanguage], named: Path[AskedKey]) -> HttpResponse:
        return _one(request, kind, named.key, asked.lang)

    @router.get(
        f"/{name}.csv",
        response={200: None, **REFUSALS},
        url_name=f"api-{name}-table",
        operation_id=f"table_{name}",
        summary=f"All public {name} as a table (CSV)",
        openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
    )
    def table(request: HttpRequest, asked: Query[AskedInLanguage]) -> StreamingHttpResponse:
        return tables.streamed(kind, asked.lang, request.build_absolute_uri)


for _kind, _shape, _listed_shape in SHAPES:
    _offer(_kind, _shape, _listed_shape)


def _topics(language: str) -> list[shapes.TopicOut]:
    """Every topic with the number of its services, in one query."""
    services = public_words(SERVICES, language).order_by().values("facts")
    counted = ServiceFacet.objects.filter(dimension=Dimension.TOPIC, facts__in=services).values("code")
    counts = dict(counted.annotate(services=Count("pk")).values_list("code", "services"))
    return [
        shapes.TopicOut(id=code, lang=language, name=name.get(language), services=counts.get(code, 0))
        for code, name in sorted(TOPICS.items())
    ]


@router.get(
    "/topics/",
    response={200: shapes.Listed[shapes.TopicOut], 404: Problem, **REFUSALS},
    url_name="api-topics",
    operation_id="list_topics",
    summary="The portal's own topics, by id; they change only with a new version of the portal",
)
def topics(request: HttpRequest, asked: Query[AskedPage]) -> HttpResponse:
    """The topics."""
    found = _topics(asked.lang)
    turn = Turn(asked.page, asked.page_size, len(found))
    begin = (turn.number - 1) * turn.size
    return said(_listed(request, turn, found[begin : begin + turn.size]))


@router.get(
    "/topics/{key}/",
    response={200: shapes.TopicOut, 404: Problem, **REFUSALS},
    url_name="api-topics-one",
    operation_id="read_topics",
    summary="One of the topics",
)
def topic(request: HttpRequest, asked: Query[AskedInLanguage], named: Path[AskedKey]) -> HttpResponse:
    """One topic. Raises Http404."""
    found = next((one for one in _topics(asked.lang) if one.id == named.key), None)
    if found is None:
        raise Http404
    return said(found)


@router.get(
    "/topics.csv",
    response={200: None, **REFUSALS},
    url_name="api-topics-table",
    operation_id="table_topics",
    summary="The topics as a table (CSV)",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def topic_table(request: HttpRequest, asked: Query[AskedInLanguage]) -> StreamingHttpResponse:
    """The topics as a table."""
    return tables.answer("topics", asked.lang, tables.rows(shapes.TopicOut, _topics(asked.lang)))
