"""The desk's own texts: reply templates and help pages. Every change is a new version; the newest one is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.desk.contacts import DESK, NotPossible, actor
from portal.desk.models import HELP_LOCALES, REPLY_LOCALES, ReplyTemplate, TextVersion, Worker
from portal.vault import service as vault

DeskText = TypeVar("DeskText", bound=TextVersion)

LOCALE_NAMES: Final[Mapping[str, str]] = dict((*REPLY_LOCALES, *HELP_LOCALES))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a text is to say. `version` is the one that the writer saw; 0 where there was none."""

    key: str
    locale: str
    title: str
    text: str
    version: int
    is_in_use: bool = True


def newest(model: type[DeskText], *, with_unused: bool = False) -> list[DeskText]:
    """The newest version of each text by title and locale; those taken out of use only when asked for. One query."""
    found: dict[tuple[str, str], DeskText] = {}
    rows: Iterable[DeskText] = model._default_manager.select_related("by").order_by("key", "locale", "version")
    for one in rows:
        found[one.key, one.locale] = one
    kept = [one for one in found.values() if with_unused or one.is_in_use]
    return sorted(kept, key=lambda one: (one.key, one.locale))


def versions(model: type[DeskText], key: str, locale: str) -> list[DeskText]:
    """Every version of one text, the newest first."""
    return list(model._default_manager.filter(key=key, locale=locale).select_related("by").order_by("-version"))


def save(model: type[DeskText], draft: Draft, worker: Worker) -> None:
    """Keeps the next version. Raises NotPossible where somebody else has kept one meanwhile.

    The same form sent twice is one version.
    """
    row = model(
        key=draft.key,
        locale=draft.locale,
        title=draft.title,
        text=draft.text,
        is_in_use=draft.is_in_use,
        version=draft.version + 1,
        by=worker,
    )
    try:
        with transaction.atomic(using=DESK):
            row.save(force_insert=True)
            vault.record(
                actor=actor(worker),
                action="text.changed",
                subject=f"{model._meta.model_name}:{draft.key}",
                detail={"locale": draft.locale, "version": str(row.version)},
            )
    except IntegrityError:
        there = model._default_manager.filter(key=draft.key, locale=draft.locale, version=row.version).first()
        if there is None:
            raise
        if (there.title, there.text, there.is_in_use) != (row.title, row.text, row.is_in_use):
            raise NotPossible(_("Somebody else has changed this text. See what it says now and try again.")) from None


def template_choices(language: str) -> list[tuple[str, str]]:
    """The reply templates in use, those in the sender's language first, each with its language in its name."""
    found = sorted(newest(ReplyTemplate), key=lambda one: (one.locale != language, one.locale, one.title))
    return [(f"{one.key}:{one.locale}", f"{one.title} ({LOCALE_NAMES[one.locale]})") for one in found]


def template_text(choice: str) -> str | None:
    """The text of a chosen template; None where there is no such one in use."""
    key, _sign, locale = choice.partition(":")
    return next((one.text for one in newest(ReplyTemplate) if (one.key, one.locale) == (key, locale)), None)
