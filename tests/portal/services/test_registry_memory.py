"""The memory of reading thousands of entries; the whole figure is printed by benchmarks/registry.py."""

from __future__ import annotations

import pytest

from benchmarks.registry import MOST_MEGABYTES, measure


@pytest.mark.wide
def test_three_thousand_services_are_read_within_the_memory_that_is_allowed() -> None:
    assert measure(3_000) < MOST_MEGABYTES
