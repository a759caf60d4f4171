"""Panels that help an editor to finish an entry: what it lacks, and what to look at again in its text."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from portal.services.cms.care import completeness_of, for_care
from portal.services.cms.content_lint import advice_on
from portal.services.kinds import kind_of
from portal.services.models.entry_words import rows_of


class CompletenessPanel(Panel):
    """How complete the entry is, in the form of its facts and in that of its words."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/cms/care_panel.html"

        def is_shown(self) -> bool:
            """Only for an entry that is saved."""
            return bool(super().is_shown() and self._key())

        def _key(self) -> int | None:
            key: int | None = getattr(self.instance, "facts_id", self.instance.pk)
            return key

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The share and what is missing, as it is saved."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = for_care(rows_of(kind_of(self.instance).facts).filter(pk=self._key())).first()
            if saved is not None:
                found = completeness_of(saved)
                context |= {"share": found.share, "missing": found.missing}
            return context


class AdvicePanel(Panel):
    """What to look at again in the words; it never stops anybody."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/cms/advice_panel.html"

        def is_shown(self) -> bool:
            """Only for words that are saved."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The advice on the newest saved text."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            words = self.instance
            texts = {name: getattr(words, name) for name in words.TEXT_FIELDS}
            found = advice_on(texts, language=words.locale.language_code, name=words.name)
            context["advice"] = [
                {"label": words._meta.get_field(one.field).verbose_name, "said": one.said, "excerpt": one.excerpt}
                for one in found
            ]
            return context
