"""Pages of the portal."""

from __future__ import annotations

from portal.home.models.base import BasePage
from portal.home.models.pages import AdvicePage, HomePage, ProcessPage, TopicPage

__all__ = ["AdvicePage", "BasePage", "HomePage", "ProcessPage", "TopicPage"]
