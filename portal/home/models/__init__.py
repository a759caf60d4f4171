"""Pages of the portal."""

from __future__ import annotations

from portal.home.models.base import BasePage
from portal.home.models.pages import AdvicePage, HomePage, ProcessPage, TopicPage
from portal.home.models.reminders import ReminderMail

__all__ = ["AdvicePage", "BasePage", "HomePage", "ProcessPage", "ReminderMail", "TopicPage"]
