"""Blocks that lead to help. Their numbers and addresses are facts of the county, never typed on a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.home.channels import channel, channel_choices
from portal.services.service import related_services, service_choices

CARE_LEVELS = [
    ("not_urgent", _("Not urgent: call the advice phone")),
    ("urgent", _("Urgent: help is needed today")),
    ("emergency", _("Emergency: call 112")),
]


class CareCardBlock(blocks.StructBlock):
    """Signs by which a reader knows whom to call: three levels."""

    level = blocks.ChoiceBlock(label=_("level"), choices=CARE_LEVELS)
    heading = blocks.CharBlock(
        label=_("heading"), max_length=120, help_text=_("Short, with “if” at its end: “Call 112 if”.")
    )
    content = blocks.RichTextBlock(label=_("signs"), features=["ul", "bold"])

    class Meta:
        icon = "warning"
        label = _("Care card")
        description = _("When to call and whom. One card for each level, at most three on a page.")
        template = "home/blocks/care_card.html"
        preview_value = {
            "level": "urgent",
            "heading": "Soita sosiaalipäivystykseen, jos",
            "content": "<ul><li>et pysty huolehtimaan lapsesta tänä yönä</li></ul>",
        }


class ContactBlock(blocks.StructBlock):
    """A way to reach help: the page says why, the county's file says where."""

    channel = blocks.ChoiceBlock(label=_("way"), choices=channel_choices)
    text = blocks.TextBlock(label=_("what to say, or what to expect"), rows=2, required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("A phone or the help request. Number and hours come from the county's own data.")
        template = "home/blocks/contact.html"
        preview_value = {"channel": "advice_phone", "text": "Kerro, että olet väsynyt vanhempi."}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The facts of the way in the language of the page."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["way"] = channel(value.get("channel"), get_language())
        return context


class RelatedServicesBlock(blocks.StructBlock):
    """Services beside the text, by key: name and summary are the catalogue's own."""

    services = blocks.ListBlock(blocks.ChoiceBlock(choices=service_choices), label=_("services"), min_num=1, max_num=5)

    class Meta:
        icon = "list-ul"
        label = _("Services")
        description = _("Up to five services. Their names and numbers are always the newest.")
        template = "home/blocks/related_services.html"
        preview_template = "home/block_previews/related_services.html"
        preview_value = {"services": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The cards of the services that are live in the language of the page."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["cards"] = related_services(list(value.get("services") or []), get_language() or "fi")
        return context
