"""Blocks that lead to help. Their numbers and addresses are facts of the county, never typed on a page."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.core.locales import DEFAULT_VARIANT
from portal.home.channels import ADVICE_PHONE, channel, channel_choices
from portal.services.service import service_choices, services_by_keys

CARE_LEVELS = [
    ("not_urgent", _("Not urgent: call the advice phone")),
    ("urgent", _("Urgent: help is needed today")),
    ("emergency", _("Emergency: call 112")),
]


CARE_STYLE: Final = {"not_urgent": "calm", "urgent": "soon", "emergency": "now"}
"""The levels as the component of the design system names them."""

CARE_WAY: Final = {"not_urgent": ADVICE_PHONE, "urgent": "social_emergency", "emergency": "emergency"}
"""Whom each level tells the reader to call."""


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

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The level as the component names it, and the number to call."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        level = value.get("level")
        context["level"] = CARE_STYLE.get(level, "calm")
        context["way"] = channel(CARE_WAY.get(level), get_language())
        return context


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


class ServiceKeyBlock(blocks.FieldBlock):
    """A service by its key.

    A ChoiceBlock would read every service of the catalogue for each value whenever a page is shown; this one reads them
    for the editor's form only. wagtail-localize translates neither.
    """

    def __init__(self, *, required: bool = True, help_text: str | None = None, **kwargs: Any) -> None:
        self._required, self._help_text = required, help_text or ""
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.ChoiceField:
        """The editor's field: every service by its Finnish name."""
        return forms.ChoiceField(choices=service_choices, required=self._required, help_text=self._help_text)

    class Meta:
        icon = "list-ul"


class RelatedServicesBlock(blocks.StructBlock):
    """Services beside the text, by key: name and summary are the catalogue's own."""

    services = blocks.ListBlock(ServiceKeyBlock(), label=_("services"), min_num=1, max_num=5)

    class Meta:
        icon = "list-ul"
        label = _("Services")
        description = _("Up to five services. Their names and numbers are always the newest.")
        template = "home/blocks/related_services.html"
        preview_template = "home/block_previews/related_services.html"
        preview_value: ClassVar[dict[str, list[str]]] = {"services": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The cards of the services that are live in the language of the page.

        A page that fetched the cards of all its blocks at once hands them down as `service_cards`, by key.
        """
        context: dict[str, Any] = super().get_context(value, parent_context)
        keys = list(value.get("services") or [])
        known = context.get("service_cards")
        cards = known if known is not None else services_by_keys(keys, get_language() or DEFAULT_VARIANT.code)
        context["cards"] = [cards[key] for key in dict.fromkeys(keys) if key in cards]
        context["heading_id"] = "services-" + (keys[0] if keys else "none")
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """One invented card, because a preview has no page and perhaps no catalogue."""
        example = {
            "name": "Perheneuvola",
            "summary": "Juttelet ammattilaisen kanssa lapsen ja perheen asioista.",
            "url": "#",
        }
        return {**super().get_preview_context(value, parent_context), "example_cards": [example]}
