"""Which blocks stand in which field."""

from __future__ import annotations

from wagtail import blocks

from portal.home.blocks.care import CareCardBlock, ContactBlock, RelatedServicesBlock
from portal.home.blocks.picture import PictureBlock
from portal.home.blocks.words import DetailsBlock, QuoteBlock, StepsBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """The body of an advice page or a process page."""

    text = TextBlock()
    steps = StepsBlock()
    care_card = CareCardBlock()
    contact = ContactBlock()
    related_services = RelatedServicesBlock()
    quote = QuoteBlock()
    details = DetailsBlock()
    picture = PictureBlock()
