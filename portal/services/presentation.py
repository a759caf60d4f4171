"""What the public pages show, put together before the template sees it; templates make no queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import VARIANTS, current_variant, variant
from portal.core.needs import SUPPORT_NEEDS
from portal.services.addresses import help_url, list_url, page_url
from portal.services.hours_in_words import hours_in_words
from portal.services.models.facts import Provider, ServiceFacts
from portal.services.opening import PhoneNow, phone_now
from portal.services.rich_text import shown

if TYPE_CHECKING:  # the words show their preview with this module
    from portal.services.models.words import ServiceWords

RICH_FIELDS: Final = ("description", "who_for", "what_next", "for_professionals")


@dataclass(frozen=True, slots=True)
class FactsShown:
    """The facts of a service, said in the language of the page."""

    phone: str
    tel: str
    email: str
    address: tuple[str, ...]
    hours: list[str]
    phone_now: PhoneNow | None
    free_of_charge: bool
    self_referral: bool
    provider: str
    law: str
    needs: tuple[str, ...]
    verified_on: date
    verified_by: str

    @property
    def email_before_at(self) -> str:
        """The address up to its sign, where a long one may break."""
        return self.email.partition("@")[0]

    @property
    def email_after_at(self) -> str:
        """The address after its sign."""
        return self.email.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Listed:
    """One service in the list."""

    name: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, its own address and that of the next page, empty on the last."""

    services: tuple[Listed, ...]
    url: str
    next_url: str = ""
    is_first: bool = True


def facts_shown(facts: ServiceFacts) -> FactsShown:
    """The facts in the active language; reads the phone hours with one query."""
    place = county().municipality(facts.municipality)
    intervals = list(facts.phone_hours.all())
    town = " ".join(part for part in (facts.postal_code, str(place.name) if place else "") if part)
    return FactsShown(
        phone=facts.phone,
        tel=facts.tel,
        email=facts.email,
        address=tuple(line for line in (facts.street, town) if line) if facts.street else (),
        hours=hours_in_words(intervals),
        phone_now=phone_now(facts, intervals, timezone.now()),
        free_of_charge=facts.free_of_charge,
        self_referral=facts.self_referral,
        provider="" if facts.provider == Provider.OWN else str(Provider(facts.provider).label),
        law=f"{facts.law_act}, {facts.law_section}".rstrip(", "),
        needs=tuple(str(SUPPORT_NEEDS[code]) for code in facts.needs if code in SUPPORT_NEEDS),
        verified_on=facts.verified_on,
        verified_by=facts.verified_by,
    )


def context_of(words: ServiceWords, *, live: Iterable[ServiceWords]) -> dict[str, Any]:
    """The context of a service's page: its words, its facts, and where the other variants are.

    `live` holds the live words of the service in every variant, its own among them.
    """
    language = variant(words.locale.language_code).code
    slugs = {one.locale.language_code: one.slug for one in live}
    return {
        "words": words,
        "facts": facts_shown(words.facts),
        "is_plain": bool(variant(language).fallback),
        "alternates": page_alternates(slugs, language),
        "texts": {name: shown(getattr(words, name)) for name in RICH_FIELDS},
        "breadcrumbs": [*list_breadcrumbs(language), {"text": words.name}],
        # Where nobody reads a mailbox, as in an emergency service, the page sends everyone to the phone.
        "help_url": help_url(language) if words.facts.email else "",
    }


def list_breadcrumbs(language: str, *, is_current: bool = False) -> list[dict[str, str]]:
    """The way from the home page to the list; without a link to itself where the list is the current page."""
    home = {"text": _("Home page"), "href": f"/{language}/"}
    services = {"text": _("Services")} if is_current else {"text": _("Services"), "href": list_url(language)}
    return [home, services]


def page_alternates(slugs: dict[str, str], current: str) -> tuple[Alternate, ...]:
    """For each variant the service's own page, else the list of that variant with a sentence that says so."""
    return tuple(
        Alternate(
            one.code,
            one.own_name,
            page_url(one.code, slugs[one.code]) if one.code in slugs else list_url(one.code),
            is_current=one.code == current,
            is_same_page=one.code in slugs,
            note="" if one.code in slugs else _missing_note(one.code),
        )
        for one in VARIANTS
    )


def _missing_note(code: str) -> str:
    with override(code):
        return _("This service is not yet in this language. The link leads to the list of services.")


def list_alternates() -> tuple[Alternate, ...]:
    """The list in every variant."""
    here = current_variant().code
    return tuple(Alternate(one.code, one.own_name, list_url(one.code), is_current=one.code == here) for one in VARIANTS)
