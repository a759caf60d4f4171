"""By which channels and at which places the registry gives a service: its connections, as links of ours.

A value is the sorted ids of the registry's channels and places. Ours names those that our links lead to and that follow an
entry of the registry; links to what is ours alone are neither compared nor touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from portal.services.models import (
    Choice,
    FieldDecision,
    ServiceChannel,
    ServiceFacts,
    ServicePlace,
    StagedEntry,
    StagedKind,
    StagedState,
)
from portal.services.ptv import ConnectionRecord

WAYS: Final = "ways"
OWN: Final = ("hours", "phones", "emails", "web_pages", "addresses", "description", "cost")
"""What a connection may say of its own; our links hold nothing of it."""
LINKS: Final[dict[str, Any]] = {"channel": ServiceChannel, "place": ServicePlace}
SETTLED: Final = (StagedState.UNCHANGED, StagedState.ACKNOWLEDGED)


def said(connections: Iterable[ConnectionRecord]) -> list[str] | None:
    """What the source says; None where it connects the service with nothing."""
    return sorted({one.channel for one in connections}) or None


def not_held(connections: Iterable[ConnectionRecord]) -> list[str]:
    """What connections say of their own, by name of the field and the channel's id."""
    found = []
    for one in connections:
        own = [name for name in OWN if getattr(one, name)]
        if own:
            found.append(f"{WAYS}: {one.channel}: {', '.join(own)}")
    return found


def ours(facts: ServiceFacts) -> list[str]:
    """What our links say, with one query."""
    return sorted(_followed(facts).values())


def put(facts: ServiceFacts, ids: Collection[str]) -> None:
    """Links what the catalogue has of these, and unlinks what follows another entry of the registry; ours stay first."""
    lost = {tied for tied, source_id in _followed(facts).items() if source_id not in ids}
    staged = list(StagedEntry.objects.filter(source_id__in=list(ids)).order_by("pk").only("channel", "place"))
    for tie, model in LINKS.items():
        key, links = f"{tie}_id", f"{tie}_links"
        kept: list[Any] = [one for one in getattr(facts, links).all() if (tie, getattr(one, key)) not in lost]
        there = {getattr(one, key) for one in kept}
        wanted = [getattr(one, key) for one in staged if getattr(one, key)]
        kept += [model(**{key: one}) for one in wanted if one not in there]
        for number, one in enumerate(kept):
            one.sort_order = number
        setattr(facts, links, kept)


def still_says(mine: Sequence[str], theirs: Sequence[str] | None) -> bool:
    """Whether our links of the registry are among those that were taken; those that came to us later are no change."""
    return bool(mine) and set(mine) <= set(theirs or ())


def ask_again(source_id: str) -> None:
    """Puts the services whose ways were taken without this one, since the catalogue did not have it, before the editor."""
    taken = FieldDecision.objects.filter(field=WAYS, choice=Choice.TAKE, entry__kind=StagedKind.SERVICE)
    rows = taken.values_list("entry", "source_value").iterator()
    waiting = [entry for entry, value in rows if source_id in (value or ())]
    StagedEntry.objects.filter(pk__in=waiting, state__in=SETTLED).update(state=StagedState.CHANGED)


def _followed(facts: ServiceFacts) -> dict[tuple[str, int], str]:
    """The registry's id of each linked channel and place that has one."""
    linked = {"channel": facts.channel_links.all(), "place": facts.place_links.all()}
    ids = {tie: [getattr(one, f"{tie}_id") for one in links] for tie, links in linked.items()}
    if not any(ids.values()):
        return {}
    by_channel = StagedEntry.objects.filter(channel__in=ids["channel"])
    rows = by_channel | StagedEntry.objects.filter(place__in=ids["place"])
    found = {}
    for channel, place, source_id in rows.values_list("channel", "place", "source_id"):
        found["channel" if channel else "place", channel or place] = source_id
    return found
