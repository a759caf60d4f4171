"""What the pages of finding have in common: their addresses, links with counts, and where else to turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.linked_data import Shared, shared
from portal.core.locales import reverse_in
from portal.services.addresses import help_url, list_url
from portal.services.browse import bits
from portal.services.browse.counting import is_many
from portal.services.browse.selection import Selection, codes_of
from portal.services.models import Dimension, ServiceFacts

PAGES: Final[Mapping[Dimension, tuple[str, str]]] = {
    Dimension.NEED: ("services-by-need", "code"),
    Dimension.TOPIC: ("services-by-topic", "code"),
    Dimension.LIFE_EVENT: ("services-by-life-event", "code"),
    Dimension.GROUP: ("service-group", "code"),
    Dimension.MUNICIPALITY: ("municipality", "code"),
}
"""The dimensions whose codes have a page of their own, with the names of its pattern and of its part."""


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A code as a link, with how many services stand behind it."""

    name: str
    url: str
    count: str = ""


def code_url(dimension: Dimension, code: str, language: str) -> str:
    """The page of a code, else the list with this code chosen."""
    if dimension in PAGES:
        name, part = PAGES[dimension]
        return reverse_in(name, language, **{part: code})
    return list_url(language) + Selection(((dimension, code),)).query()


def code_links(
    dimension: Dimension, counts: Mapping[bits.Key, int], language: str, *, also_empty: bool = False
) -> list[CodeLink]:
    """The codes of a dimension that lead to services, or all of them, each with its count."""
    return [
        CodeLink(name, code_url(dimension, code, language), count_in_words(counts.get((dimension.value, code), 0)))
        for code, name in codes_of(dimension).items()
        if also_empty or counts.get((dimension.value, code))
    ]


def links_of(dimension: Dimension, codes: Iterable[str], language: str) -> list[CodeLink]:
    """The pages of these codes."""
    names = codes_of(dimension)
    return [CodeLink(names[code], code_url(dimension, code, language)) for code in codes if code in names]


def found_by(facts: ServiceFacts, language: str) -> list[CodeLink]:
    """The pages that lead to a service: of its needs, topics and life events."""
    return [
        *links_of(Dimension.TOPIC, facts.topics, language),
        *links_of(Dimension.NEED, facts.needs, language),
        *links_of(Dimension.LIFE_EVENT, facts.life_events, language),
    ]


def area_links(language: str) -> list[dict[str, Any]]:
    """The service areas as links, each with those of its municipalities."""
    return [
        {
            "name": str(area.name),
            "url": reverse_in("service-area", language, key=area.key),
            "towns": [
                CodeLink(str(one.name), code_url(Dimension.MUNICIPALITY, one.code, language))
                for one in county().municipalities
                if one.area == area.key
            ],
        }
        for area in county().areas
    ]


def count_in_words(count: int) -> str:
    """A count as it is told: exactly up to a thousand."""
    return _("over 1,000") if is_many(count) else str(count)


def breadcrumbs(language: str, *steps: dict[str, str]) -> list[dict[str, str]]:
    """The way from the home page over the services to here."""
    return [
        {"text": _("Home page"), "href": f"/{language}/"},
        {"text": _("Services"), "href": list_url(language)},
        *steps,
    ]


def lead() -> str:
    """What a list of services is for, in a sentence."""
    return _("Choose a service. Its page tells what it is, who it is for, and how you get in touch.")


def listing_shared(heading: object, sentence: object, context: Mapping[str, Any]) -> Shared:
    """What stands beside a link to a page of finding, whose context is that of its template."""
    return shared(str(heading), str(sentence), context["canonical"], context["alternates"])


def find_step(language: str) -> dict[str, str]:
    """The step over the page that leads to all ways of finding."""
    return {"text": _("Find a service"), "href": reverse_in("find-service", language)}


def elsewhere(language: str) -> dict[str, Any]:
    """What to do where no service fits: the advice phone, asking for help, the finder."""
    return {
        "advice_phone": county().advice_phone,
        "help_url": help_url(language),
        "finder_url": reverse("finder"),
        "find_url": reverse_in("find-service", language),
    }


def professionals_url(language: str) -> str:
    """The page for professionals; empty where this installation has none."""
    try:
        return reverse_in("professionals", language)
    except NoReverseMatch:
        return ""
