"""The door of this room beside BasePage and the blocks."""

from __future__ import annotations

from portal.home.forms import BasePageForm

__all__ = ["BasePageForm"]
