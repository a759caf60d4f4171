"""Blocks that hold words only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LIMITED = ["bold", "italic", "ol", "ul", "h3", "link"]
"""What running text may hold: no pictures, no embeds, no headings that the page itself gives."""


class TextBlock(blocks.StructBlock):
    """A part of the page: a heading and running text."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    content = blocks.RichTextBlock(label=_("text"), features=LIMITED)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("A heading and a few short paragraphs or a list.")
        template = "home/blocks/text.html"
        preview_value = {
            "heading": "Väsymys on merkki kuormasta",
            "content": "<p>Olet kantanut paljon. Sinun ei tarvitse tietää syytä, ennen kuin pyydät apua.</p>",
        }


class StepBlock(blocks.StructBlock):
    """One step: what to do, and a sentence or two on how."""

    title = blocks.CharBlock(label=_("what to do"), max_length=120)
    text = blocks.TextBlock(label=_("how"), required=False, rows=3)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """Steps in order, numbered by the page."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("steps"), min_num=1, max_num=9)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, in order: at most nine short steps.")
        template = "home/blocks/steps.html"
        preview_value = {
            "heading": "Tänä iltana riittää vähän",
            "steps": [
                {"title": "Pudota yksi asia", "text": "Valitse kotityö, joka saa odottaa huomiseen."},
                {"title": "Pyydä yhtä ihmistä", "text": "Lähetä viesti: voitko soittaa minulle illalla."},
            ],
        }


class QuoteBlock(blocks.StructBlock):
    """Somebody's words; invented ones are marked as an example."""

    text = blocks.TextBlock(label=_("words"), rows=3)
    attribution = blocks.CharBlock(
        label=_("whose"), max_length=120, help_text=_("A role such as “a small child's parent”, never a name.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("One or two sentences in another person's words.")
        template = "home/blocks/quote.html"
        preview_value = {
            "text": "Luulin, että muut jaksavat. Kun sanoin sen ääneen, apua alkoi löytyä.",
            "attribution": "Esimerkki: pienen lapsen vanhempi",
        }


class DetailsBlock(blocks.StructBlock):
    """Words that open when the visitor asks for them."""

    heading = blocks.CharBlock(label=_("question or heading"), max_length=120)
    content = blocks.RichTextBlock(label=_("text"), features=LIMITED)

    class Meta:
        icon = "collapse-down"
        label = _("Details")
        description = _("For what only some readers need. Nothing urgent goes here.")
        template = "home/blocks/details.html"
        preview_value = {
            "heading": "Mitä yhteydenotosta seuraa?",
            "content": "<p>Työntekijä kysyy, millaista apua itse toivot.</p>",
        }
