"""The publisher's own examples, where a folder of them is named by PTV_EXAMPLES_DIR."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from portal.services.ptv import FolderRegistry, Record, What

FOLDER: Final = os.environ.get("PTV_EXAMPLES_DIR", "")

EXPECTED_PROBLEMS: Final = {
    # An exception that names one weekday of ten days, and a week in which one interval is by appointment.
    ("v12_service_channel_search.json", "serviceHours", What.MISSING),
    ("v12_service_channel_search.json", "serviceHours", What.PARTLY_BY_APPOINTMENT),
}


@pytest.mark.skipif(not FOLDER, reason="PTV_EXAMPLES_DIR names no folder")
def test_every_example_is_read_and_its_problems_are_known() -> None:
    registry, read, problems = FolderRegistry(Path(FOLDER)), Counter[str](), set()
    names = sorted(one.name for one in Path(FOLDER).rglob("*.json"))
    for kind in registry.kinds:
        for page in registry.pages(kind):
            assert page.fault is None
            for entry in page.entries:
                assert isinstance(entry.record, Record)
                read[type(entry.record).__name__] += 1
                problems |= {(names[page.number - 1], one.field, one.what) for one in entry.record.problems}
                assert len(entry.record.version) == 64
    assert set(read) == {"ServiceRecord", "ChannelRecord", "PlaceRecord", "ConnectionRecord"}
    assert sum(read.values()) >= 10
    assert problems == EXPECTED_PROBLEMS
