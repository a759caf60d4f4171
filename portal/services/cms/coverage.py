"""Where the county has low-threshold places and where it has none: municipality by municipality, group by group, need by need.

Pure: facts in, a table out. A place that names municipalities is offered there and where it stands; one that names none is
offered in the whole county, but its door is in one municipality alone, so the table tells the two apart. A place that names
no target group, or no need, answers all of them; a group such as "citizens" holds its subgroups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class PlaceLike(Protocol):
    """What is read of a place."""

    municipality: str
    municipalities: list[str]
    low_threshold: bool
    target_groups: list[str]
    needs: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many low-threshold places answer one need of one group in one municipality."""

    here: int
    """Those that stand there, or name the municipality."""
    county_wide: int
    """Those elsewhere that are offered in the whole county."""

    @property
    def is_gap(self) -> bool:
        """Whether nothing is offered."""
        return not self.here and not self.county_wide


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality and one target group: a cell for each need, in the order of the needs."""

    municipality: str
    target_group: str
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        """How many needs nothing answers."""
        return sum(cell.is_gap for cell in self.cells)


def coverage(
    places: Iterable[PlaceLike], *, municipalities: Sequence[str], target_groups: Sequence[str], needs: Sequence[str]
) -> list[Row]:
    """One row for each municipality and target group, in their order; what is not low-threshold counts nowhere."""
    here: Counter[tuple[str, str, str]] = Counter()
    wide: Counter[tuple[str, str, str]] = Counter()
    for place in places:
        if not place.low_threshold:
            continue
        doors = {place.municipality, *place.municipalities}
        groups = [one for one in target_groups if _is_for(place, one)]
        for town in municipalities:
            if town not in doors and place.municipalities:
                continue
            counted = here if town in doors else wide
            counted.update((town, group, need) for group in groups for need in needs if _answers(place, need))
    return [
        Row(town, group, tuple(Cell(here[town, group, need], wide[town, group, need]) for need in needs))
        for town in municipalities
        for group in target_groups
    ]


def _is_for(place: PlaceLike, group: str) -> bool:
    return not place.target_groups or any(group == one or group.startswith(f"{one}.") for one in place.target_groups)


def _answers(place: PlaceLike, need: str) -> bool:
    return not place.needs or need in place.needs
