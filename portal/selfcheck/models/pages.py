"""A questionnaire as its editors and its visitors see it before anyone answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.home.models import BasePage
from portal.selfcheck.authoring import definition_of, words_of
from portal.selfcheck.blocks import RulesBlock, SectionsBlock
from portal.selfcheck.forms.editing import QuestionnairePageForm
from portal.selfcheck.journey import Definition
from portal.selfcheck.publishing import reason_against
from portal.selfcheck.versions import current_version


class QuestionnairePage(BasePage):
    """A questionnaire in one variant, and its public start page.

    Codes, conditions and rules are facts and the same in every variant; texts are words. A visitor answers the
    compiled version of all live variants together; see publishing.py.
    """

    minutes = models.PositiveSmallIntegerField(_("minutes it takes, about"), default=10)
    sections = StreamField(SectionsBlock(), verbose_name=_("sections and questions"))
    rules = StreamField(RulesBlock(), verbose_name=_("rules of the result"), blank=True)

    template = "selfcheck/questionnaire_page.html"
    plain_template = "selfcheck/plain/questionnaire_page.html"
    base_form_class = QuestionnairePageForm
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Questions that a family answers for itself, with next steps and no verdict.")
    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("sections"),
        FieldPanel("rules"),
    ]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("minutes", overridable=False),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields]

    class Meta(BasePage.Meta):
        verbose_name = _("questionnaire")

    def definition(self) -> Definition:
        """The facts of this page as it stands."""
        return definition_of(self.sections, self.rules)

    def words(self) -> dict[str, str]:
        """The words of this page as it stands, by key."""
        return words_of(self.title, self.sections, self.rules, self.locale.language_code)

    def own_reason_against(self) -> str:
        """Why this page may not go live, as far as it is a questionnaire; empty when it may."""
        return reason_against(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The start page: how many questions there are at most, in the version that a sitting would get."""
        version = current_version(self.translation_key)
        is_ready = version is not None and self.locale.language_code in version.words
        return {
            **super().get_context(request, *args, **kwargs),
            "question_count": len(version.definition.questions) if version else 0,
            "is_ready": is_ready,
            "draft_minutes": settings.DRAFT_MINUTES,
            "draft_hours": settings.DRAFT_EXTENDED_HOURS,
        }
