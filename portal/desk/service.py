"""The desk's door for the rooms above it: its workers' accounts."""

from __future__ import annotations

from portal.desk.workers import create_worker, end_account, enrol_second_factor, has_second_factor

__all__ = ["create_worker", "end_account", "enrol_second_factor", "has_second_factor"]
