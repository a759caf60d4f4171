"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtail_localize.models import LocaleSynchronization, Translation

from portal.home.frame import link_memory
from portal.home.guards import TRANSLATED_BY_SEGMENTS, no_mirrors_sentence, only_swedish_sentence
from portal.home.pictures import make_renditions
from portal.home.refusals import RefusedError


def connect() -> None:
    """Connects this room's handlers; called once when Django starts."""
    pre_save.connect(refuse_segments_elsewhere, sender=Translation, dispatch_uid="home.refuse_segments_elsewhere")
    pre_save.connect(refuse_synchronised_trees, sender=LocaleSynchronization, dispatch_uid="home.refuse_trees")
    page_published.connect(make_pictures_ready, dispatch_uid="home.make_pictures_ready")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget_links, dispatch_uid="home.forget_links")
    post_delete.connect(forget_links, sender=Page, dispatch_uid="home.forget_links_of_deleted")


def refuse_segments_elsewhere(sender: Any, instance: Translation, **kwargs: Any) -> None:
    """Fires when wagtail-localize starts or restarts a translation: only Swedish is translated by segments.

    A plain-language page is written anew, and its parts stand in another order than the Finnish page's.
    """
    if instance.enabled and instance.target_locale.language_code != TRANSLATED_BY_SEGMENTS:
        raise RefusedError(only_swedish_sentence())


def refuse_synchronised_trees(sender: Any, instance: LocaleSynchronization, **kwargs: Any) -> None:
    """Fires when someone sets a language to mirror another one: it would put Finnish text live at Swedish addresses."""
    raise RefusedError(no_mirrors_sentence())


def make_pictures_ready(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Fires when a page goes live: its pictures get the size that pages show, so that a visit writes nothing."""
    body = getattr(instance, "body", None)
    if body is not None:
        make_renditions(body)


def forget_links(sender: Any, **kwargs: Any) -> None:
    """Fires when a page goes live, is taken down, moves or is deleted: the frame's links are read anew.

    Once now, and once after the commit, since another request may read the old state in between.
    """
    link_memory.forget()
    transaction.on_commit(link_memory.forget)
