"""Panels that show an editor the other half of an entry: facts beside the words, words beside the facts."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from portal.services.cms.provenance import provenance_of
from portal.services.cms.variants import states_of
from portal.services.kinds import SERVICES, kind_of
from portal.services.presentation import facts_shown


class FactsPanel(Panel):
    """The facts of the entry beside its words, with the way to their form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/cms/facts_panel.html"

        def is_shown(self) -> bool:
            """Only where the words have an entry."""
            return bool(super().is_shown() and self.instance.facts_id)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The facts in words, and where they are edited."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            kind = kind_of(self.instance)
            context["facts"] = facts_shown(self.instance.facts) if kind is SERVICES else None
            context["entry"] = self.instance.facts
            context["edit_url"] = reverse(f"{kind.name}_facts:edit", args=[self.instance.facts_id])
            context["locale_name"] = self.instance.locale.get_display_name()
            return context


class ProvenancePanel(Panel):
    """Where each field came from, for an entry that follows one of the national registry."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/cms/provenance_panel.html"

        def is_shown(self) -> bool:
            """Only for an entry that follows one of the registry."""
            return bool(super().is_shown() and self.instance.pk and getattr(self.instance, "staged", None))

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Each field in words, and where it is compared."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["provenance"] = provenance_of(self.instance)
            context["registry_url"] = reverse("registry:entry", args=[self.instance.staged.pk])
            return context


class VariantsPanel(Panel):
    """The state of the entry's words in each variant, with the way to each."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "services/cms/variants_panel.html"

        def is_shown(self) -> bool:
            """Only for a saved entry."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The variants and their addresses."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["variants"] = variant_links(self.instance)
            return context


def variant_links(facts: Any) -> list[dict[str, Any]]:
    """Each variant of an entry: its state, and the address where it is edited or started."""
    name = kind_of(facts).name
    return [
        {
            "own_name": one.variant.own_name,
            "code": one.variant.code,
            "state": one.state,
            "label": one.label,
            "url": reverse(f"{name}_words:edit", args=[one.words_id])
            if one.words_id
            else reverse(f"{name}_facts:start_variant", args=[facts.pk, one.variant.code]),
        }
        for one in states_of(facts)
    ]
