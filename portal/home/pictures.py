"""Pictures on pages: their sizes are made when a page is published and only looked up when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from portal.home.blocks.picture import RENDITION, PictureBlock


def pictures_in(body: Any) -> list[Any]:
    """The images of every picture block in a StreamField's value, nested ones included."""
    return [image for block, value in _walk(body) if isinstance(block, PictureBlock) and (image := value.get("image"))]


def prepare_pictures(body: Any) -> None:
    """Fetches what exists of the pictures' sizes, all at once, so that rendering asks nothing more."""
    if images := pictures_in(body):
        prefetch_related_objects(images, "renditions")


def make_renditions(body: Any) -> None:
    """Makes the size that pages show for every picture that has none yet."""
    for image in pictures_in(body):
        image.get_rendition(RENDITION)


def _walk(value: Any) -> Iterator[tuple[Any, Any]]:
    for child in value or ():
        yield child.block, child.value
        if isinstance(child.block, StreamBlock):
            yield from _walk(child.value)
        elif isinstance(child.block, StructBlock | ListBlock):
            yield from _walk_parts(child.block, child.value)


def _walk_parts(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, ListBlock):
        for item in value.bound_blocks:
            yield item.block, item.value
    elif isinstance(block, StructBlock):
        for name, part in value.items():
            yield block.child_blocks[name], part
