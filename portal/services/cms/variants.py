"""The language variants of an entry as an editor meets them: their state, and how one begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, router, transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Locale

from portal.core.locales import DEFAULT_VARIANT, VARIANTS, Variant
from portal.services.kinds import KINDS, kind_of
from portal.services.models import EntryFacts, EntryWords, PageWords

LIVE: Final = "live"
LIVE_WITH_DRAFT: Final = "live_with_draft"
DRAFT: Final = "draft"
MISSING: Final = "missing"
STATE_LABELS: Final = {
    LIVE: gettext_lazy("Published"),
    LIVE_WITH_DRAFT: gettext_lazy("Published, with a newer draft"),
    DRAFT: gettext_lazy("Draft"),
    MISSING: gettext_lazy("Not started"),
}


@dataclass(frozen=True, slots=True)
class VariantState:
    """Where the words of one variant stand; `words_id` is None where nobody has started them."""

    variant: Variant
    state: str
    words_id: int | None
    name: str

    @property
    def label(self) -> str:
        """The state in words."""
        return str(STATE_LABELS[self.state])


def with_words(facts: QuerySet[Any]) -> QuerySet[Any]:
    """The entries with what `states_of` needs of their words, in one query more for all of them."""
    words = next(one.words for one in KINDS if one.facts is facts.model)
    return facts.prefetch_related(_words_of_all(words))


def states_of(facts: EntryFacts) -> tuple[VariantState, ...]:
    """The state of each variant of an entry, in the order of the variants."""
    if facts.pk:
        prefetch_related_objects([facts], _words_of_all(kind_of(facts).words))
    rows: Iterable[EntryWords] = words_of(facts) if facts.pk else ()
    by_code = {row.locale.language_code: row for row in rows}
    return tuple(_state(one, by_code.get(one.code)) for one in VARIANTS)


def words_of(facts: Any) -> QuerySet[Any]:
    """The words of an entry, whatever its kind."""
    rows: QuerySet[Any] = facts.words.all()
    return rows


def _words_of_all(words: type[EntryWords]) -> Prefetch[str]:
    columns = ("facts_id", "name", "live", "has_unpublished_changes", "locale__language_code")
    return Prefetch("words", queryset=words._default_manager.select_related("locale").only(*columns))


def _state(variant: Variant, words: EntryWords | None) -> VariantState:
    if words is None:
        return VariantState(variant, MISSING, None, "")
    published = LIVE_WITH_DRAFT if words.has_unpublished_changes else LIVE
    return VariantState(variant, published if words.live else DRAFT, words.pk, words.name)


def name_for_editors(facts: EntryFacts) -> str:
    """The entry's name in the first variant that has words, else its key."""
    return next((one.name for one in states_of(facts) if one.name), facts.key)


def start_variant(facts: EntryFacts, code: str, *, source: EntryWords | None, user: Any) -> EntryWords:
    """New words of the entry in a variant: a draft with the newest text of the source, drafts included.

    Nothing of the source's own life comes along: no lock, no dates, no revisions. Without a source the draft holds a
    name and an address only. Raises ValidationError with a sentence when the variant has words already, or when the
    installation lacks the language.
    """
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise ValidationError(_("This installation does not have that language."))
    model: Any = kind_of(facts).words
    words: EntryWords = model(facts=facts, locale=locale, live=False, name=facts.key)
    if source is not None:
        newest = source.get_latest_revision_as_object()
        for name in ("name", *model.TEXT_FIELDS):
            setattr(words, name, getattr(newest, name))
    if isinstance(words, PageWords):
        words.slug = _free_slug(type(words), getattr(source, "slug", facts.key), locale)
    try:
        with transaction.atomic(using=router.db_for_write(model)):
            words.save()
            revision = words.save_revision(user=user, clean=False)
            log(instance=words, action="wagtail.create", user=user, revision=revision, content_changed=True)
    except IntegrityError as error:
        raise ValidationError(_("This already has words in this language.")) from error
    return words


def _free_slug(model: type[PageWords], wanted: str, locale: Locale) -> str:
    wanted = wanted.lower().replace("_", "-").strip("-")
    taken = set(model._default_manager.filter(locale=locale, slug__startswith=wanted).values_list("slug", flat=True))
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 2))]
    return next(one for one in candidates if one not in taken)


def usual_source(facts: EntryFacts, code: str) -> EntryWords | None:
    """The words that a new variant is usually copied from: the default variant's, else any."""
    rows = [row for row in words_of(facts).select_related("locale") if row.locale.language_code != code]
    rows.sort(key=lambda row: (row.locale.language_code != DEFAULT_VARIANT.code, row.pk))
    return rows[0] if rows else None
