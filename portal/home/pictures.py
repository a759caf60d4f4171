"""Pictures on pages: their sizes are made when a page is published and only looked up when it is read."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from portal.home.blocks.picture import RENDITION, PictureBlock


def pictures_in(body: Any) -> list[Any]:
    """The images of every picture block in a StreamField's value."""
    return [one.value["image"] for one in body or () if isinstance(one.block, PictureBlock) and one.value.get("image")]


def prepare_pictures(body: Any) -> None:
    """Fetches what exists of the pictures' sizes, all at once, so that rendering asks nothing more."""
    if images := pictures_in(body):
        prefetch_related_objects(images, "renditions")


def make_renditions(body: Any) -> None:
    """Makes the size that pages show for every picture that has none yet."""
    for image in pictures_in(body):
        image.get_rendition(RENDITION)
