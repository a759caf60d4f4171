"""A few entries of the demo that stand for all of them: loading the whole county takes a minute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.demo.public.loading import services
from portal.demo.public.loading.content import CONTENT, read
from portal.demo.public.loading.pages import specs
from portal.services.kinds import Kind

FIRST = "aikuisten-mielenterveyspalvelut"
"""A service with places, partners and more than one channel."""


def load_only_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the loading see one service with all that it needs, and one page of each kind."""
    wanted = with_what_it_needs(FIRST)
    every = services.fact_files

    def some(kind: Kind) -> list[Path]:
        return [file for file in every(kind) if (kind.name, file.stem) in wanted]

    monkeypatch.setattr(services, "fact_files", some)
    monkeypatch.setattr("portal.demo.public.loading.ORDER", ("pages", "services", "people"))
    monkeypatch.setattr("portal.demo.public.loading.pages.specs", one_of_each_kind)


def with_what_it_needs(key: str) -> set[tuple[str, str]]:
    """The kind and the key of a service and of everything that it points to, near or far."""
    found: set[tuple[str, str]] = set()
    waiting = [("services", key)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += pointed_to(*one)
    return found


def pointed_to(kind: str, key: str) -> Iterator[tuple[str, str]]:
    """What one entry points to in its file of facts."""
    data = read("facts", kind, f"{key}.toml")
    yield from (("channels", one) for one in data.get("channels", []))
    yield from (("places", one) for one in [*data.get("places", []), data.get("place")] if one)
    yield from (("partners", one["key"]) for one in data.get("partners", []))
    yield from (("partners", one) for one in [data.get("partner")] if one)
    for one in data.get("outreach", []):
        is_service = (CONTENT / "facts" / "services" / f"{one['who']}.toml").exists()
        yield ("services" if is_service else "partners", one["who"])


def one_of_each_kind() -> Iterator[Any]:
    """The front page, one topic with one piece of advice, and one page about the portal."""
    wanted = {"home": "home", "topics": "jaksaminen", "advice": "yksinaisyys", "pages": "oikeudet"}
    return (spec for spec in specs() if wanted[spec.kind] == spec.key)
