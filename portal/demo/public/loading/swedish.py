"""The Swedish pages of the demo: true translations, every piece with a translation of its own in wagtail-localize."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.demo.public.loading.finnish import fields_of, set_body
from portal.home.texts import PieceOfText, pieces_of


def load_swedish(spec: Any, original: Any, locale: Locale) -> str:
    """Translates a Finnish page by its Swedish content file and publishes it; says whether it was new, changed or not.

    Raises CommandError, naming the file and the place, where the two files do not mirror each other.
    """
    wanted = _pieces_wanted(spec, original)
    page = original.get_translation_or_none(locale)
    page = page.specific if page is not None else None
    if page is not None and page.live and pieces_of(page) == wanted and _same_facts(page, original):
        return "unchanged"
    source, _created = TranslationSource.update_or_create_from_instance(original)
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    _translate(source, locale, wanted)
    translated, _made = source.create_or_update_translation(locale, publish=False)
    translated.get_latest_revision().publish()
    return "new" if page is None else "changed"


def _pieces_wanted(spec: Any, original: Any) -> tuple[PieceOfText, ...]:
    """The Swedish texts at the places of the Finnish ones."""
    mirror = spec.model(locale=original.locale, **fields_of(spec, "sv"))
    set_body(mirror, spec, "sv", ids_of="fi")
    here, there = pieces_of(original), pieces_of(mirror)
    for one, other in zip(here, there, strict=False):
        if one.path != other.path:
            raise CommandError(f"sv/{spec.kind}/{spec.key}.toml does not mirror fi: “{one.text}” meets “{other.text}”.")
    if len(here) != len(there):
        raise CommandError(f"sv/{spec.kind}/{spec.key}.toml has {len(there)} texts where fi has {len(here)}.")
    return there


def _same_facts(page: Any, original: Any) -> bool:
    names = ("reviewed_on", "next_review", "owner_role", "sensitive", "related_service_keys", "key", "minutes")
    if hasattr(page, "definition") and page.definition() != original.definition():
        return False
    return all(getattr(page, name, None) == getattr(original, name, None) for name in names)


def _translate(source: Any, locale: Locale, wanted: tuple[PieceOfText, ...]) -> None:
    segments = source.stringsegment_set.select_related("string", "context").order_by("order")
    for segment, piece in zip(segments, wanted, strict=True):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": piece.source,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "has_error": False,
                "field_error": "",
            },
        )
