"""An invite is sealed and counted as every contact is."""

from __future__ import annotations

from tests.portal.intake.conftest import _fresh_counters, _sealed_for_the_desk, desk_key

__all__ = ["_fresh_counters", "_sealed_for_the_desk", "desk_key"]
