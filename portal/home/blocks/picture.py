"""A picture with what it shows and where it comes from."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import Filter

RENDITION: Final = "width-720|format-webp"
"""The one size that pages show. It is made when a page is published: a visit writes nothing."""


class PictureBlock(blocks.StructBlock):
    """A picture; empty alternative text says that it is decoration."""

    image = ImageChooserBlock(label=_("picture"))
    alt_text = blocks.CharBlock(
        label=_("what the picture shows"),
        max_length=250,
        required=False,
        help_text=_("For those who do not see it. Leave empty only when the picture is mere decoration."),
    )
    source = blocks.CharBlock(
        label=_("picture by"), max_length=160, help_text=_("Author, and licence if there is one.")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with alternative text and its source.")
        template = "home/blocks/picture.html"
        preview_template = "home/block_previews/picture.html"
        preview_value = {"alt_text": "Lapsi ja aikuinen kävelevät rannalla.", "source": "Esimerkkilä, CC BY 4.0"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The rendition made at publishing, or the original file where none is there yet."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        image = value.get("image")
        context["rendition"] = existing_rendition(image) if image else None
        return context


def existing_rendition(image: Any) -> Any:
    """The picture in the size of pages, or None where it was not made yet."""
    found = image.find_existing_renditions(Filter(RENDITION))
    return next(iter(found.values()), None)
