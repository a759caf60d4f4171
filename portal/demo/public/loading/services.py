"""Loads the demo county's catalogue: facts once, words in each variant, from the content files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Any, Final

from django.db import models, router, transaction
from wagtail.models import Locale, Page

from portal.core.locales import VARIANT_CODES
from portal.demo.public.loading import Report
from portal.demo.public.loading.content import CONTENT, html_of, read
from portal.services.browse.refreshing import written_together
from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind
from portal.services.models import (
    ChannelException,
    ChannelFacts,
    ChannelHours,
    EntryFacts,
    Outreach,
    PageWords,
    PartnerFacts,
    PlaceException,
    PlaceFacts,
    PlaceHours,
    RelatedAdvice,
    ServiceChannel,
    ServiceFacts,
    ServicePartner,
    ServicePlace,
    ServicePromise,
)
from portal.services.models.entry_words import rows_of

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WITHOUT_ORDER: Final = ("hours", "exceptions", "promises")
LOADED_IN_ORDER: Final = (PARTNERS, PLACES, CHANNELS, SERVICES)
"""What another kind points to comes before it; who comes to a place is known last."""


def load(report: Report) -> None:
    """Makes the demo's catalogue, or brings it to what the files say; the same files twice change nothing.

    Words are published the way an editor publishes them, so plain-language words that are a copy stop the load.
    """
    with transaction.atomic(using=router.db_for_write(ServiceFacts)), written_together():
        locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in VARIANT_CODES}
        for kind in LOADED_IN_ORDER:
            for file in fact_files(kind):
                facts = _load_facts(kind, file.stem, read("facts", kind.name, file.name))
                for code in VARIANT_CODES:
                    _load_words(kind, facts, locales[code])
                report(f"{kind.name} {file.stem}")
        for file in fact_files(PLACES):
            _load_outreach(file.stem, read("facts", "places", file.name))
        _load_related_advice()


def _load_related_advice() -> None:
    """Ties services to the advice pages that their files name, as far as those are loaded."""
    for file in fact_files(SERVICES):
        facts = ServiceFacts.objects.get(key=file.stem)
        slugs = [read("fi", "advice", f"{key}.toml")["slug"] for key in _related(file)]
        pages = {page.slug: page for page in Page.objects.filter(slug__in=slugs, locale__language_code="fi")}
        wanted = [RelatedAdvice(page=pages[slug]) for slug in slugs if slug in pages]
        if [one.page_id for one in facts.advice_links.all()] != [one.page_id for one in wanted]:
            facts.advice_links.set(wanted)
            facts.save()


def _related(file: Path) -> list[str]:
    keys: list[str] = read("facts", "services", file.name).get("related_advice", [])
    return [key for key in keys if (CONTENT / "fi" / "advice" / f"{key}.toml").exists()]


def remove(report: Report) -> None:
    """Takes away the entries that the files name, with all their words; others stay."""
    with transaction.atomic(using=router.db_for_write(ServiceFacts)):
        Outreach.objects.filter(facts__key__in=[file.stem for file in fact_files(PLACES)]).delete()
        for kind in reversed(LOADED_IN_ORDER):
            keys = [file.stem for file in fact_files(kind)]
            for words in rows_of(kind.words).filter(facts__key__in=keys):
                words.delete()
            for facts in kind.facts._default_manager.filter(key__in=keys):
                facts.delete()
            report(f"{len(keys)} {kind.name} removed")


def fact_files(kind: Kind) -> list[Path]:
    """The files of facts of a kind, one for each entry, in a fixed order."""
    return sorted((CONTENT / "facts" / kind.name).glob("*.toml"))


def _load_facts(kind: Kind, key: str, data: dict[str, Any]) -> EntryFacts:
    facts = kind.facts._default_manager.filter(key=key).first() or kind.facts(key=key)
    before = facts.serializable_data() if facts.pk else None
    for name, value in _values(facts, data).items():
        setattr(facts, name, value)
    for name, rows in _children(facts, data).items():
        _set(facts, name, rows)
    if before is None or _what_is_said(facts.serializable_data()) != _what_is_said(before):
        facts.full_clean()
        facts.save()
        facts.save_revision(clean=False)
    return facts


def _values(facts: EntryFacts, data: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in facts._meta.concrete_fields if not one.is_relation} - {"id", "key"}
    found = {name: value for name, value in data.items() if name in names}
    law = data.get("law", {})
    if isinstance(facts, ServiceFacts):
        found |= {"law_act": law.get("act", ""), "law_section": law.get("section", "")}
    if isinstance(facts, ChannelFacts):
        found["place"] = PlaceFacts.objects.get(key=data["place"]) if data.get("place") else None
        found["partner"] = PartnerFacts.objects.get(key=data["partner"]) if data.get("partner") else None
    return {**found, "archived_on": None}


def _children(facts: EntryFacts, data: dict[str, Any]) -> dict[str, list[models.Model]]:
    if isinstance(facts, ChannelFacts):
        return _hours(data, ChannelHours, ChannelException)
    if isinstance(facts, PlaceFacts):
        return _hours(data, PlaceHours, PlaceException)
    if not isinstance(facts, ServiceFacts):
        return {}
    partners = data.get("partners", [])
    return {
        "channel_links": [
            ServiceChannel(channel=one, sort_order=at)
            for at, one in enumerate(_in_order(ChannelFacts, data.get("channels", [])))
        ],
        "place_links": [
            ServicePlace(place=one, sort_order=at)
            for at, one in enumerate(_in_order(PlaceFacts, data.get("places", [])))
        ],
        "partner_links": [
            ServicePartner(partner=one, role=link["role"], sort_order=at)
            for at, (one, link) in enumerate(
                zip(_in_order(PartnerFacts, [link["key"] for link in partners]), partners, strict=True)
            )
        ],
        "promises": [ServicePromise(**one) for one in data.get("promises", [])],
    }


def _in_order(model: type[EntryFacts], keys: list[str]) -> list[Any]:
    found = {one.key: one for one in model._default_manager.filter(key__in=keys)}
    return [found[key] for key in keys]


def _hours(data: dict[str, Any], weekly: type[Any], exceptional: type[Any]) -> dict[str, list[models.Model]]:
    return {
        "hours": [_interval(weekly, one) for one in data.get("hours", [])],
        "exceptions": [
            exceptional(
                since=one["since"], until=one["until"], opens=_time(one.get("opens")), closes=_time(one.get("closes"))
            )
            for one in data.get("exceptions", [])
        ],
    }


def _interval(model: type[Any], data: dict[str, Any], **more: Any) -> Any:
    first, _dash, last = data["days"].partition("-")
    return model(
        first_day=DAYS.index(first),
        last_day=DAYS.index(last or first),
        opens=_time(data["opens"]),
        closes=_time(data["closes"]),
        since=data.get("since"),
        until=data.get("until"),
        **more,
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _set(facts: EntryFacts, name: str, rows: list[models.Model]) -> None:
    """Puts the rows in the place of those that are there, unless they say the same."""
    there = getattr(facts, name)
    said, wanted = ([_said(one) for one in some] for some in (there.all() if facts.pk else (), rows))
    if name in WITHOUT_ORDER:
        said, wanted = sorted(said, key=str), sorted(wanted, key=str)
    if facts.pk is None or said != wanted:
        there.set(rows)


def _said(row: models.Model) -> dict[str, Any]:
    skipped = {"id", "facts", "sort_order"}
    return {one.name: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in skipped}


def _what_is_said(data: Any) -> Any:
    """The data of facts without the primary keys of its rows and without the moment at which it was read."""
    if isinstance(data, dict):
        return {name: _what_is_said(value) for name, value in data.items() if name not in {"pk", "modified_at"}}
    return [_what_is_said(one) for one in data] if isinstance(data, list) else data


def _load_outreach(key: str, data: dict[str, Any]) -> None:
    place = PlaceFacts.objects.get(key=key)
    rows = [_interval(Outreach, one, **_who(one["who"])) for one in data.get("outreach", [])]
    if [_said(one) for one in place.outreach.all()] != [_said(one) for one in rows]:
        place.outreach.set(rows)
        place.save()


def _who(key: str) -> dict[str, Any]:
    service = ServiceFacts.objects.filter(key=key).first()
    return {"service": service} if service else {"partner": PartnerFacts.objects.get(key=key)}


def _load_words(kind: Kind, facts: EntryFacts, locale: Locale) -> None:
    data = read(locale.language_code, kind.name, f"{facts.key}.toml")
    addressed = ("slug", "summary") if issubclass(kind.words, PageWords) else ()
    names = dict.fromkeys(("name", *addressed, *kind.words.TEXT_FIELDS))
    values = {name: _text(data.get(name, "")) for name in names}
    words: Any = rows_of(kind.words).filter(facts=facts, locale=locale).first()
    if words is None:
        make: Any = kind.words
        words = make(facts=facts, locale=locale, live=False)
    elif words.live and all(getattr(words, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(words, name, value)
    words.full_clean()
    if words._state.adding:
        words.save()
    # Checked just above; a second check of the same text would only take time.
    words.save_revision(clean=False).publish()


def _text(value: str | Iterable[str]) -> str:
    return html_of(value) if isinstance(value, str) else "\n".join(value)
