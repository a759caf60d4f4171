"""Views of sittings: begin, answer, look at it all, and leave."""

from __future__ import annotations

from portal.selfcheck.views.ending import check, help_from, keep, result
from portal.selfcheck.views.erasing import erase, erase_all, erased
from portal.selfcheck.views.starting import sitting, start
from portal.selfcheck.views.steps import step

__all__ = ["check", "erase", "erase_all", "erased", "help_from", "keep", "result", "sitting", "start", "step"]
