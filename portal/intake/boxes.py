"""The sender's box: what the desk put there, opened in memory for one request by who brings the words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from portal.intake.letter_box import arrivals
from portal.intake.models import BoxItem
from portal.vault.sealing import CannotOpen
from portal.vault.secrets import BoxKeys, open_box

STATES: Final = ("received", "being_handled", "closed")


@dataclass(frozen=True, slots=True)
class BoxMessage:
    """A message from the desk and when it was written."""

    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxContent:
    """What lies in a box. `arrival` is None where the letter itself has left the portal; `unreadable` counts odd items."""

    state: str
    state_at: datetime | None
    arrival: datetime | None
    messages: tuple[BoxMessage, ...]
    unreadable: int


def box_context(reference: str) -> str:
    """The context that an item of the box is sealed in."""
    return f"box:{reference}"


def look(reference: str, keys: BoxKeys) -> BoxContent | None:
    """What lies here for who brings the reference and the keys; None when neither a letter nor a box has both."""
    times = arrivals(reference, keys.public_key)
    items = BoxItem.objects.filter(reference=reference, box_key=keys.public_key).order_by("created_at", "id")
    sealed = [bytes(one) for one in items.values_list("sealed", flat=True)]
    if not times and not sealed:
        return None
    opened = [_opened(one, reference, keys) for one in sealed]
    readable = [one for one in opened if one is not None]
    state, state_at = _state(readable)
    return BoxContent(
        state=state,
        state_at=state_at,
        arrival=times[0] if times else None,
        messages=tuple(BoxMessage(one["text"], one["at"]) for one in readable if one["type"] == "message"),
        unreadable=len(opened) - len(readable),
    )


def _state(items: Sequence[dict[str, Any]]) -> tuple[str, datetime | None]:
    states = [one for one in items if one["type"] == "state"]
    latest = max(states, key=lambda one: one["at"], default=None)
    return (latest["state"], latest["at"]) if latest else (STATES[0], None)


def _opened(sealed: bytes, reference: str, keys: BoxKeys) -> dict[str, Any] | None:
    try:
        item = json.loads(open_box(sealed, keys.private_key, box_context(reference)))
        found = {"type": item["type"], "at": datetime.fromisoformat(item["at"])}
        if item["type"] == "state" and item["state"] in STATES:
            return {**found, "state": item["state"]}
        if item["type"] == "message":
            return {**found, "text": str(item["text"])}
    except (CannotOpen, ValueError, KeyError, TypeError):
        return None
    return None
