"""Questionnaires and their compiled versions."""

from __future__ import annotations

from portal.selfcheck.models.pages import QuestionnairePage
from portal.selfcheck.models.versions import CurrentVersion, QuestionnaireVersion

__all__ = ["CurrentVersion", "QuestionnairePage", "QuestionnaireVersion"]
