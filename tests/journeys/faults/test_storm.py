"""A storm of kills over the real processes: what was acknowledged is at the desk, once, with every amendment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.faults.conftest import engine
from tests.journeys.faults.ground import ENGINES, standing
from tests.journeys.faults.storm import storm_over

CONTACTS = 200
STOPS = {"sqlite": 0, "postgresql": 2}

pytestmark = pytest.mark.wide


@pytest.mark.parametrize("name", [engine(one) for one in ENGINES])
def test_a_storm_loses_and_doubles_nothing(name: str, tmp_path: Path) -> None:
    with standing(name, tmp_path) as ground:
        out = storm_over(ground, CONTACTS, stops=STOPS[name])
    assert len(out.acknowledged) == CONTACTS
    assert (out.lost, out.lost_amendments, out.doubles, out.strangers) == ([], [], [], [])
    assert (out.desk["aside"], out.desk["waiting"]) == (0, 0)
    assert out.letters == CONTACTS + len(out.edited)
    assert out.doubled >= CONTACTS // 10
    assert len(out.edited) >= CONTACTS // 34
    assert out.web_kills >= CONTACTS // 10
    assert out.courier_kills >= CONTACTS // 25
    assert out.stops == STOPS[name]
