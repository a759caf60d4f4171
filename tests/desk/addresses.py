"""Every address of the desk, from its own resolver, with what stands in the brackets filled in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

BRACKETS = re.compile(r"<(\w+):(\w+)>")
ANY_VALUE = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "987654321", "slug": "nothing", "str": "nothing"}


def every_pattern() -> Iterator[tuple[str, str]]:
    """Each page's name and its address, with brackets."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, prefix + str(one.pattern))
            else:
                yield one.name or "", f"/{prefix}{one.pattern}"

    yield from walk(get_resolver().url_patterns, "")


def filled(address: str, values: Mapping[str, object] | None = None) -> str:
    """The address with these values in its brackets; whatever is not given is something that is not there."""
    given = dict(values or {})
    return BRACKETS.sub(lambda found: str(given.get(found[2], ANY_VALUE[found[1]])), address)


def missing_id() -> str:
    """The id of nothing."""
    return str(uuid.uuid4())
