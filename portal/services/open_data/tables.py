"""The open data as tables (CSV), written row by row, whatever their length."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from django.http import StreamingHttpResponse
from ninja import Schema

from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind
from portal.services.open_data import shapes
from portal.services.open_data.entries import MAKERS, Absolute
from portal.services.open_data.reading import Links, links_of, public_words, with_facts

ROWS_AT_ONCE: Final = 200
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""
_SHAPES: Final[dict[str, type[shapes.AnyEntry]]] = {
    SERVICES.name: shapes.ServiceOut,
    CHANNELS.name: shapes.ChannelOut,
    PLACES.name: shapes.PlaceOut,
    PARTNERS.name: shapes.PartnerOut,
}


class _Line:
    """What the writer of the standard library writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def streamed(kind: Kind, language: str, absolute: Absolute) -> StreamingHttpResponse:
    """Every public entry of a kind, read a few hundred at a time."""
    return answer(kind.name, language, rows(_SHAPES[kind.name], _entries(kind, language, absolute)))


def answer(name: str, language: str, lines: Iterator[list[str]]) -> StreamingHttpResponse:
    """The rows as a file to save."""
    writer = csv.writer(_Line())
    response = StreamingHttpResponse((writer.writerow(line) for line in lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.csv"'
    return response


def rows(shape: type[Schema], entries: Iterable[Schema]) -> Iterator[list[str]]:
    """The names of the columns, then one row for each entry."""
    columns = list(shape.model_fields)
    yield columns
    for entry in entries:
        yield [cell(getattr(entry, name)) for name in columns]


def _entries(kind: Kind, language: str, absolute: Absolute) -> Iterator[Schema]:
    last = ""
    while True:
        rows_left = public_words(kind, language).filter(facts__key__gt=last)
        found = with_facts(rows_left, 0, ROWS_AT_ONCE)
        links = links_of((one.facts_id for one in found), language) if kind is SERVICES else Links()
        yield from (MAKERS[kind.name](one, absolute, links) for one in found)
        if len(found) < ROWS_AT_ONCE:
            return
        last = found[-1].facts.key


def cell(value: Any) -> str:
    """A value as the text of a cell; one that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(value, (bool, int, float)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    text = _text(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, shapes.Opening):
        return _hours(value)
    if isinstance(value, Schema):
        return " ".join(_text(getattr(value, name)) for name in type(value).model_fields).strip()
    return str(value).replace("\x00", "")


def _hours(opening: shapes.Opening) -> str:
    parts = ["24/7"] if opening.always_open else []
    parts += ["by appointment"] if opening.by_appointment else []
    parts += [f"{_period(one)}{one.days[0]}-{one.days[-1]} {one.opens}-{one.closes}" for one in opening.weekly]
    parts += [
        f"{_period(one)}{one.opens}-{one.closes}" if one.opens else f"{_period(one)}closed"
        for one in opening.exceptions
    ]
    return "; ".join(parts)


def _period(one: shapes.Weekly | shapes.Exceptional) -> str:
    if one.since is None and one.until is None:
        return ""
    return f"{one.since or ''}..{one.until or ''} "
