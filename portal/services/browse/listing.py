"""One page of a list of services: by name, paged by key, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import BinaryField, F, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Substr
from django.http import Http404
from wagtail.models import Locale

from portal.services.addresses import page_url
from portal.services.browse import bits
from portal.services.browse.counting import Found
from portal.services.models import ServiceWords
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


def page_of(language: str, left: Found | None, *, after: str = "") -> Page:
    """The page after an entry, or the first one; one query, and one more for `after`.

    Without `left` nothing is chosen, and all services are listed. Raises Http404 for an `after` that is no entry.
    """
    # Both as values that are equal to a column: PostgreSQL sorts every name behind a join, SQLite behind a bare `live`.
    locale = Locale.objects.filter(language_code=language).values("pk")[:1]
    words = ServiceWords.objects.filter(locale=Subquery(locale), live=Value(value=True))
    live = words.filter(facts__archived_on=None)
    rows = _left_by(words, left) if left is not None else live
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


def _left_by(words: QuerySet[ServiceWords], left: Found) -> QuerySet[ServiceWords]:
    """The words that a choice leaves: a few by their keys, many by walking the names and looking each up in the signs.

    What has ended is left by no choice, so that the facts themselves need no look.

    Whether one is left stands in the statement itself, as "greater than": of that PostgreSQL expects a third of all
    rows, and walks the names until a page is full. Of "equal", or of a look at each service's rows of codes, it expects a
    few services where there are thousands, and reads and sorts them all.
    """
    if left.few is not None:
        return words.filter(facts__in=left.few)
    place = Cast(F("facts"), IntegerField()) + 1
    sign = Substr(Value(left.signs, output_field=BinaryField()), place, 1, output_field=BinaryField())
    return words.alias(sign=sign).filter(sign__gt=Value(bits.SIGN_OF_NONE, output_field=BinaryField()))


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY) or not 0 < int(text) <= LARGEST_KEY:
        raise Http404
    return int(text)
