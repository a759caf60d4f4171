"""The national accessibility register: the sentences of a service point, which v12 names and does not carry.

That a point's sentences stand at `<address>/<point>/sentences`, one row for each, is known from others' readers and not from
a description of the register's own. A row: entranceId, sentenceOrderText, sentenceGroups and sentences, the last two lists of
{language, value}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from portal.services.ptv.fetching import Fetcher, Missing
from portal.services.ptv.sources import CannotRead

SENTENCES: Final = "accessibilitySentences"
"""The field of a street address beside which the sentences are put."""
POINT: Final = "accessibilityRegisterServicePointId"
_POINT: Final = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)


class AccessibilityRegister:
    """The register at an address, which ends in the id of the system whose points are asked for."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher

    def with_sentences(self, channel: Any) -> Any:
        """A channel of v12 with the sentences of each of its street addresses. Raises CannotRead where there is no answer."""
        location = channel.get("location") if isinstance(channel, dict) else None
        streets = location.get("streetAddresses") if isinstance(location, dict) else None
        if not isinstance(location, dict) or not isinstance(streets, list):
            return channel
        return {**channel, "location": {**location, "streetAddresses": [self._street(one) for one in streets]}}

    def _street(self, street: Any) -> Any:
        point = street.get(POINT) if isinstance(street, Mapping) else None
        if not isinstance(point, str) or not _POINT.fullmatch(point.strip()):
            return street
        return {**street, SENTENCES: self._rows(point.strip())}

    def _rows(self, point: str) -> list[Any]:
        path = f"{point}/sentences"
        try:
            answer = self.fetcher.get(path)
        except Missing:
            return []
        if not isinstance(answer, list):
            raise CannotRead(f"{path}: no list")
        return answer
