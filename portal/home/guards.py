"""What may go live: guards that stand where every way of publishing passes, which is the saving of a live page.

Wagtail publishes by several ways: the form, a workflow's last approval, the bulk action, `revision.publish()`, the
scheduled command, and wagtail-localize's own buttons, which write the live row before they make a revision. All of
them end in `save()`, so the guard stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import Translation

from portal.core.locales import DEFAULT_VARIANT
from portal.core.plainness import is_a_copy
from portal.home.refusals import PublishingRefusedError, RefusedError
from portal.home.texts import PieceOfText, pieces_of, read_on_the_page

TRANSLATED_BY_SEGMENTS: Final = "sv"
"""The one variant that wagtail-localize translates; plain language is written anew instead."""

FRONT_PAGE_DEPTH: Final = 2


def check_saving(page: Any, update_fields: Iterable[str] | None) -> None:
    """Nothing, when the page may be saved so. Raises RefusedError, with a sentence, when it may not.

    A save that changes no text of a live page (a lock, a move, a privacy setting) is never refused.
    """
    fields = None if update_fields is None else set(update_fields)
    if page.alias_of_id and (fields is None or "alias_of_id" in fields or "alias_of" in fields):
        refuse_foreign_alias(page)
    if not page.live or (fields is not None and not fields & _fields_with_text(page)):
        return
    if page.locale.language_code == DEFAULT_VARIANT.code:
        return
    row = type(page)._base_manager.filter(pk=page.pk).first() if page.pk else None
    if row is not None and row.live and pieces_of(row) == pieces_of(page):
        return
    refuse_unready(page)


def refuse_unready(page: Any) -> None:
    """Nothing, when the page's text may go live. Raises PublishingRefusedError with the reason otherwise."""
    if reason := reason_against(page):
        raise PublishingRefusedError(reason, page_id=page.pk)


def reason_against(page: Any) -> str:
    """Why the text of this page may not go live, in a sentence for its editor; empty when it may."""
    if reason := page.own_reason_against():
        return str(reason)
    if _stands_in_another_tree(page):
        return _("“%(title)s” stands among pages of another language. Move it back first.") % {"title": page.title}
    if page.locale.language_code == DEFAULT_VARIANT.code:
        return ""
    pieces = pieces_of(page)
    translation = _translation_into(page)
    if translation is not None:
        count = _untranslated(translation, pieces)
        return gap_sentence(page.title, count) if count else ""
    if is_a_copy(read_on_the_page(pieces), twin_texts(page)):
        return _(
            "“%(title)s” cannot be published yet: a fifth or more of its sentences are the same as on the Finnish page. "
            "Write them anew first. Your draft is kept."
        ) % {"title": page.title}
    return ""


def missing_translations(page: Any) -> int:
    """How many texts of a page that is translated by segments have no translation yet; 0 for every other page."""
    translation = _translation_into(page)
    return 0 if translation is None else _untranslated(translation, ())


def gap_sentence(title: str, count: int) -> str:
    """Why a page with untranslated texts is not published."""
    return ngettext(
        "“%(title)s” cannot be published yet: %(count)d text has no translation. The published page stays as it was.",
        "“%(title)s” cannot be published yet: %(count)d texts have no translation. The published page stays as it was.",
        count,
    ) % {"title": title, "count": count}


def parent_first_sentence() -> str:
    """Why a page is not started in a variant that the page above it does not have."""
    return _("Start the page above this one first.")


def already_there_sentence() -> str:
    """Why a variant is not started twice."""
    return _("This page already has that variant.")


def copy_the_finnish_sentence() -> str:
    """Why a page of another variant is not copied: the copy would no longer be compared with its Finnish page."""
    return _("Copy the Finnish page and start its other languages from the copy.")


def only_swedish_sentence() -> str:
    """Why a plain-language page is not translated piece by piece."""
    return _("Only Swedish is translated piece by piece. Use “Plain-language page” for plain Finnish.")


def no_mirrors_sentence() -> str:
    """Why a language is not set to mirror another one."""
    return _("A language of this portal never mirrors another one: its pages are translated or written.")


def refuse_foreign_alias(page: Any) -> None:
    """Nothing for an alias within one variant. Raises RefusedError for one that mirrors another variant's page.

    Such an alias would show Finnish text at a Swedish address. wagtail-localize makes them for missing parents, for
    synchronised trees and by "convert to alias".
    """
    if page.alias_of.locale_id != page.locale_id:
        raise RefusedError(
            _("“%(title)s” cannot stand here as a mirror of another language's page. Start the page above it first.")
            % {"title": page.title},
            page_id=page.pk,
        )


def twin_texts(page: Any) -> list[str]:
    """The texts of the Finnish page with the same key: the live ones and those of its newest draft."""
    twin = (
        type(page)
        ._base_manager.filter(translation_key=page.translation_key, locale__language_code=DEFAULT_VARIANT.code)
        .exclude(pk=page.pk)
        .first()
    )
    if twin is None:
        return []
    newest = twin.get_latest_revision_as_object()
    return read_on_the_page(pieces_of(twin)) + read_on_the_page(pieces_of(newest))


def _stands_in_another_tree(page: Any) -> bool:
    parent = page.get_parent() if page.depth and page.depth > FRONT_PAGE_DEPTH else None
    return parent is not None and parent.locale_id != page.locale_id


def _translation_into(page: Any) -> Translation | None:
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )


def _untranslated(translation: Translation, pieces: tuple[PieceOfText, ...]) -> int:
    """How many texts have no translation, or stand on the page in Finnish although a translation exists."""
    on_the_page = {(one.path, one.source) for one in pieces}
    segments = (
        translation.source.stringsegment_set.annotate_translation(translation.target_locale)
        .select_related("string", "context")
        .order_by("order")
    )
    return sum(
        segment.translation is None
        or (segment.translation != segment.string.data and (segment.context.path, segment.string.data) in on_the_page)
        for segment in segments
    )


def _fields_with_text(page: Any) -> set[str]:
    return {"live", *(field.field_name for field in get_translatable_fields(type(page)))}
