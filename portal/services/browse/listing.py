"""One page of a list of services: by name, paged by key, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.http import Http404
from wagtail.models import Locale

from portal.services.addresses import page_url
from portal.services.browse.counting import Found
from portal.services.browse.selection import Selection
from portal.services.models import EVERYWHERE, Dimension, OpenSpan, ServiceFacet, ServiceWords
from portal.services.presentation import Listed

PAGE_LENGTH: Final = 50
LARGEST_KEY: Final = 2**63 - 1
LONGEST_KEY: Final = 19


@dataclass(frozen=True, slots=True)
class Page:
    """The services of one page, the key of its last one where more follow, and the keys of their facts."""

    services: tuple[Listed, ...]
    last_key: int = 0
    facts: tuple[int, ...] = ()


def page_of(
    language: str, selection: Selection, left: Found | None, at: datetime, *, after: str = "", letter: str = ""
) -> Page:
    """The page after an entry, or the first one; one query, and one more for `after`.

    Without `left` nothing is chosen, and all services are listed. Raises Http404 for an `after` that is no entry.
    """
    # Both as values that are equal to a column: PostgreSQL sorts every name behind a join, SQLite behind a bare `live`.
    locale = Locale.objects.filter(language_code=language).values("pk")[:1]
    live = ServiceWords.objects.filter(locale=Subquery(locale), live=Value(value=True), facts__archived_on=None)
    rows = _left_by(live, selection, left, at, f"{language}:{letter}" if letter else "") if left is not None else live
    if after:
        last = live.filter(pk=_key(after)).values_list("name", "pk").first()
        if last is None:
            raise Http404
        rows = rows.filter(name__gte=last[0]).filter(Q(name__gt=last[0]) | Q(pk__gt=last[1]))
    values = rows.order_by("name", "pk").values_list("pk", "name", "summary", "slug", "facts")
    found = list(values[: PAGE_LENGTH + 1])
    shown = found[:PAGE_LENGTH]
    return Page(
        tuple(Listed(name, summary, page_url(language, slug)) for _pk, name, summary, slug, _facts in shown),
        shown[-1][0] if len(found) > PAGE_LENGTH else 0,
        tuple(row[4] for row in shown),
    )


def _left_by(
    live: QuerySet[ServiceWords], selection: Selection, left: Found, at: datetime, letter: str
) -> QuerySet[ServiceWords]:
    """The words that a choice leaves: a few by their keys, many by walking the names and asking of each."""
    if left.few is not None:
        return live.filter(facts__in=left.few)
    chosen = [(dimension, (code, EVERYWHERE)) for dimension, code in selection.codes]
    if letter:
        chosen.append((Dimension.LETTER, (letter, EVERYWHERE)))
        live = live.filter(name__gte=letter[-1].upper()) if letter[-1].isalpha() else live
    for dimension, codes in chosen:
        facets = ServiceFacet.objects.filter(facts=OuterRef("facts"), dimension=dimension, code__in=codes)
        live = live.filter(Exists(facets))
    if selection.open_now:
        live = live.filter(Exists(OpenSpan.objects.filter(facts=OuterRef("facts"), since__lte=at, until__gt=at)))
    return live


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY) or not 0 < int(text) <= LARGEST_KEY:
        raise Http404
    return int(text)
