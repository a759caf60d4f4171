"""A picture with what it shows and where it comes from."""

from __future__ import annotations

from typing import Any, Final

from django.templatetags.static import static
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
        """Address and size of the rendition made at publishing, or of the original where none is there yet."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        image = value.get("image")
        context["picture"] = shown_picture(image) if image else None
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """A drawing of ours, because a preview has no picture of its own."""
        example = {"url": static("core/logo.svg"), "width": 240, "height": 240}
        return {**super().get_preview_context(value, parent_context), "example_picture": example, "value": value}


def shown_picture(image: Any) -> dict[str, Any]:
    """Address, width and height of a picture as pages show it."""
    found = image.find_existing_renditions(Filter(RENDITION))
    picture = next(iter(found.values()), None)
    if picture is not None:
        return {"url": picture.url, "width": picture.width, "height": picture.height}
    return {"url": image.file.url, "width": image.width, "height": image.height}
