"""What changed in a variant's source since the variant was last published or translated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from wagtail_localize.models import Translation

from portal.core.locales import DEFAULT_VARIANT
from portal.home.texts import pieces_of, read_on_the_page


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One place of the source: the texts that stood there and those that stand there now."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """What changed in the source, since when, and the source itself."""

    parts: tuple[ChangedPart, ...] = ()
    since: datetime | None = None
    source: Any = None


def changed_parts(before: list[str], after: list[str]) -> tuple[ChangedPart, ...]:
    """The places where two lists of texts differ, in order; a text that only moved shows at both its places."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        ChangedPart(tuple(before[a:b]), tuple(after[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def changes_in_source(page: Any) -> SourceChanges:
    """What changed in the Finnish page that this one is a variant of; nothing for a Finnish page.

    Compared are its newest text and the one that was newest when this variant was last published; for a draft that
    never was, when it was started; for a page that is translated by segments, the text last handed to translators.
    """
    if not page.pk or page.locale.language_code == DEFAULT_VARIANT.code:
        return SourceChanges()
    source = (
        type(page)
        ._base_manager.filter(translation_key=page.translation_key, locale__language_code=DEFAULT_VARIANT.code)
        .first()
    )
    if source is None:
        return SourceChanges()
    then, since = _source_then(page, source)
    if then is None:
        return SourceChanges(since=since, source=source)
    now = source.get_latest_revision_as_object()
    parts = changed_parts(read_on_the_page(pieces_of(then)), read_on_the_page(pieces_of(now)))
    return SourceChanges(parts, since, source)


def _source_then(page: Any, source: Any) -> tuple[Any, datetime | None]:
    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True)
        .select_related("source")
        .first()
    )
    if translation is not None:
        return translation.source.as_instance(), translation.source.last_updated_at
    since = page.last_published_at
    if since is None:
        first = page.revisions.order_by("created_at").first()
        since = first.created_at if first else None
    if since is None:
        return None, None
    revision = source.revisions.filter(created_at__lte=since).order_by("-created_at", "-id").first()
    return (revision.as_object() if revision else None), since
