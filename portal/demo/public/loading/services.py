"""Loads the demo county's services: facts once, words in each variant, from the content files."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any, Final

from django.db import router, transaction
from wagtail.models import Locale

from portal.core.locales import VARIANT_CODES
from portal.demo.public.loading import Report
from portal.demo.public.loading.content import CONTENT, html_of, read
from portal.services.models import PhoneHours, ServiceFacts, ServiceWords
from portal.services.models.words import TEXT_FIELDS

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COPIED_FACTS: Final = (
    "phone",
    "email",
    "needs",
    "service_classes",
    "target_groups",
    "provider",
    "self_referral",
    "free_of_charge",
    "verified_on",
    "verified_by",
)
LINES: Final = ("everyday_names", "how_to_start")


def load(report: Report) -> None:
    """Makes the demo's services, or brings them to what the files say; the same files twice change nothing.

    Words are published the way an editor publishes them, so plain-language words that are a copy stop the load.
    """
    with transaction.atomic(using=router.db_for_write(ServiceFacts)):
        for code in VARIANT_CODES:
            Locale.objects.get_or_create(language_code=code)
        for file in fact_files():
            facts = _load_facts(file.stem, read("facts", "services", file.name))
            for code in VARIANT_CODES:
                _load_words(facts, code)
            report(f"service {file.stem}")


def remove(report: Report) -> None:
    """Takes away the services that the files name, with all their words; other services stay."""
    keys = [file.stem for file in fact_files()]
    with transaction.atomic(using=router.db_for_write(ServiceFacts)):
        for words in ServiceWords.objects.filter(facts__key__in=keys):
            words.delete()
        for facts in ServiceFacts.objects.filter(key__in=keys):
            facts.delete()
    report(f"{len(keys)} services removed")


def fact_files() -> list[Path]:
    """The files of facts, one for each service, in a fixed order."""
    return sorted((CONTENT / "facts" / "services").glob("*.toml"))


def _load_facts(key: str, data: dict[str, Any]) -> ServiceFacts:
    facts = ServiceFacts.objects.filter(key=key).first() or ServiceFacts(key=key)
    before = facts.serializable_data() if facts.pk else None
    law = data.get("law", {})
    values = {name: data[name] for name in COPIED_FACTS} | {
        "street": data.get("street", ""),
        "postal_code": data.get("postal_code", ""),
        "municipality": data.get("municipality", ""),
        "minimum_age": data.get("minimum_age"),
        "maximum_age": data.get("maximum_age"),
        "law_act": law.get("act", ""),
        "law_section": law.get("section", ""),
        "archived_on": None,
    }
    for name, value in values.items():
        setattr(facts, name, value)
    hours = [_interval(one) for one in data.get("hours", [])]
    if before is None or [_times(one) for one in facts.phone_hours.all()] != [_times(one) for one in hours]:
        facts.phone_hours.set(hours)
    if before is None or facts.serializable_data() != before:
        facts.full_clean()
        facts.save()
        facts.save_revision()
    return facts


def _interval(data: dict[str, str]) -> PhoneHours:
    first, _dash, last = data["days"].partition("-")
    return PhoneHours(
        first_day=DAYS.index(first),
        last_day=DAYS.index(last or first),
        opens=time.fromisoformat(data["opens"]),
        closes=time.fromisoformat(data["closes"]),
    )


def _times(one: PhoneHours) -> tuple[int, int, time, time]:
    return (one.first_day, one.last_day, one.opens, one.closes)


def _load_words(facts: ServiceFacts, code: str) -> None:
    data = read(code, "services", f"{facts.key}.toml")
    values = {name: html_of(data[name]) for name in ("name", "slug", *TEXT_FIELDS) if name not in LINES}
    values |= {name: "\n".join(data[name]) for name in LINES}
    locale = Locale.objects.get(language_code=code)
    words = ServiceWords.objects.filter(facts=facts, locale=locale).first()
    if words is None:
        words = ServiceWords(facts=facts, locale=locale, live=False)
    elif words.live and all(getattr(words, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(words, name, value)
    words.full_clean()
    if words._state.adding:
        words.save()
    words.save_revision().publish()
