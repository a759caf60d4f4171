"""What an editor must know to keep pages true: who looks after each, when it was read through, which languages it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.core.locales import DEFAULT_VARIANT, VARIANTS
from portal.home.guards import TRANSLATED_BY_SEGMENTS
from portal.home.models.base import BasePage, base_page_models

LIVE: Final = "live"
DRAFT: Final = "draft"
MISSING: Final = "missing"
STATES: Final = {LIVE: _("Published"), DRAFT: _("Draft"), MISSING: _("Not started")}
READ_THROUGH_FOR: Final = timedelta(days=365)
OWN_DATES: Final = tuple(one.code for one in VARIANTS if one.code != TRANSLATED_BY_SEGMENTS)
"""Variants whose pages are read through by themselves; the translated one shares the dates of its source."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page that is read through by itself, with the state of the other variants where it is their source."""

    page: BasePage
    language: str
    states: tuple[tuple[str, str], ...]
    """Variant and state, for a page in the default variant."""
    is_overdue: bool

    @property
    def said_states(self) -> list[str]:
        """The states in words, in the order of the other variants; empty for a page that is itself a variant."""
        return [str(STATES[state]) for _code, state in self.states]

    def lacks(self, code: str) -> bool:
        """Whether nobody can read the page in that variant."""
        return any(one == code and state != LIVE for one, state in self.states)


def page_rows() -> list[PageRow]:
    """Every page with dates of its own, the one to read through first before the others; queries do not grow with pages."""
    today = timezone.localdate()
    pages = [
        page
        for model in base_page_models()
        for page in model._default_manager.filter(locale__language_code__in=OWN_DATES).select_related("locale")
    ]
    found = {(str(key), code): live for key, code, live in _variants()}
    rows = [_row(page, found, today) for page in pages]
    return sorted(rows, key=lambda row: (row.page.next_review or date.max, row.page.title, row.page.pk))


def _variants() -> Iterable[tuple[Any, str, bool]]:
    rows = Page.objects.filter(depth__gt=1).values_list("translation_key", "locale__language_code", "live")
    yield from rows


def _row(page: BasePage, found: dict[tuple[str, str], bool], today: date) -> PageRow:
    code = page.locale.language_code
    states: list[tuple[str, str]] = []
    if code == DEFAULT_VARIANT.code:
        for one in VARIANTS[1:]:
            live = found.get((str(page.translation_key), one.code))
            states.append((one.code, MISSING if live is None else LIVE if live else DRAFT))
    return PageRow(page, code, tuple(states), bool(page.live and page.next_review and page.next_review < today))


def is_old(page: BasePage) -> bool:
    """Whether a live page was never read through, or not for over twelve months."""
    last = page.reviewed_on
    return bool(page.live and (last is None or timezone.localdate() - last > READ_THROUGH_FOR))


def may_review(page: BasePage, user: Any) -> bool:
    """Whether the user may change the page, and nobody has locked it."""
    tester = page.permissions_for_user(user)
    return bool(tester.can_edit() and not tester.page_locked())


def mark_reviewed(page: BasePage, *, role: str, next_review: date, user: Any) -> None:
    """Says of a page, and of its translation that shares the dates, that the role has read it through today.

    The dates are facts: they are public at once, and a draft that somebody is writing gets them without being published.
    """
    shared = [page]
    if page.locale.language_code == DEFAULT_VARIANT.code:
        shared += type(page)._default_manager.filter(
            translation_key=page.translation_key, locale__language_code=TRANSLATED_BY_SEGMENTS
        )
    for one in shared:
        _write(one, {"reviewed_on": timezone.localdate(), "next_review": next_review, "owner_role": role}, user)


def _write(page: BasePage, values: dict[str, Any], user: Any) -> None:
    with transaction.atomic():
        newest = page.get_latest_revision_as_object()
        for name, value in values.items():
            setattr(newest, name, value)
        had_draft = page.has_unpublished_changes or not page.live
        revision = newest.save_revision(user=user, log_action=True, changed=had_draft, clean=False)
        if not had_draft:
            values = {**values, "live_revision": revision}
        type(page)._default_manager.filter(pk=page.pk).update(**values)
