"""What a visitor has chosen on the list, as codes in the address and in nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.locales import Words
from portal.core.needs import SUPPORT_NEEDS
from portal.services.models import ChannelKind, Dimension
from portal.services.models.classifications import GROUPS, LANGUAGES, LIFE_EVENTS, TARGET_GROUPS, TOPICS

OPEN: Final = "open"
PARAMETERS: Final[Mapping[str, Dimension]] = {
    "municipality": Dimension.MUNICIPALITY,
    "group": Dimension.GROUP,
    "need": Dimension.NEED,
    "topic": Dimension.TOPIC,
    "life_event": Dimension.LIFE_EVENT,
    "target_group": Dimension.TARGET_GROUP,
    "channel": Dimension.CHANNEL,
    "language": Dimension.LANGUAGE,
    "low": Dimension.LOW_THRESHOLD,
}
"""The names in the address, in the order in which they stand there and on the page."""


def _named(labels: Mapping[str, Words]) -> dict[str, str]:
    return {code: str(name) for code, name in labels.items()}


def codes_of(dimension: Dimension) -> dict[str, str]:
    """The codes that may be chosen in a dimension, with their names in the active language."""
    if dimension is Dimension.MUNICIPALITY:
        return {one.code: str(one.name) for one in county().municipalities}
    if dimension is Dimension.CHANNEL:
        return {kind.value: str(kind.label) for kind in ChannelKind}
    if dimension is Dimension.LOW_THRESHOLD:
        return {"yes": _("Low-threshold place")}
    return _named(
        {
            Dimension.NEED: SUPPORT_NEEDS,
            Dimension.TOPIC: TOPICS,
            Dimension.LIFE_EVENT: LIFE_EVENTS,
            Dimension.TARGET_GROUP: TARGET_GROUPS,
            Dimension.GROUP: GROUPS,
            Dimension.LANGUAGE: LANGUAGES,
        }[dimension]
    )


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen code of each dimension, one at most, and whether only what is open now is wanted."""

    codes: tuple[tuple[Dimension, str], ...] = ()
    open_now: bool = False

    def __bool__(self) -> bool:
        return bool(self.codes or self.open_now)

    def code(self, dimension: Dimension) -> str:
        """The chosen code of a dimension; empty where none was chosen."""
        return dict(self.codes).get(dimension, "")

    def but(self, dimension: Dimension, code: str = "") -> Selection:
        """The choice with another code in one dimension, or with none."""
        kept = tuple(one for one in self.codes if one[0] is not dimension)
        return replace(self, codes=(*kept, (dimension, code)) if code else kept)

    def query(self, **more: object) -> str:
        """The choice as the end of an address, in one order always; empty where nothing was chosen."""
        chosen = dict(self.codes)
        pairs: dict[str, object] = {name: chosen[one] for name, one in PARAMETERS.items() if one in chosen}
        if self.open_now:
            pairs[OPEN] = "1"
        query = urlencode({**pairs, **more})
        return f"?{query}" if query else ""


def read_selection(asked: Mapping[str, str]) -> Selection | None:
    """The choice in an address; an empty parameter chooses nothing. None for a code that there is not."""
    codes = []
    for name, dimension in PARAMETERS.items():
        if code := asked.get(name, ""):
            if code not in codes_of(dimension):
                return None
            codes.append((dimension, code))
    if asked.get(OPEN, "") not in {"", "1"}:
        return None
    return Selection(tuple(codes), bool(asked.get(OPEN)))
