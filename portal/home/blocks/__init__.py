"""Blocks of advice: each with a description, an example and a template of its own."""

from __future__ import annotations

from portal.home.blocks.care import CareCardBlock, ContactBlock, RelatedServicesBlock
from portal.home.blocks.picture import PictureBlock
from portal.home.blocks.streams import BodyBlock
from portal.home.blocks.words import DetailsBlock, QuoteBlock, StepBlock, StepsBlock, TextBlock

__all__ = [
    "BodyBlock",
    "CareCardBlock",
    "ContactBlock",
    "DetailsBlock",
    "PictureBlock",
    "QuoteBlock",
    "RelatedServicesBlock",
    "StepBlock",
    "StepsBlock",
    "TextBlock",
]
