"""The catalogue's part of the map for search engines: the pages of finding, services, places and partners.

A page of finding stands in it in each variant in which it leads to a service, a place or a partner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from portal.core.county import county
from portal.core.locales import VARIANT_CODES, reverse_in
from portal.core.registries import InSitemap, SitemapPart, sitemap_parts
from portal.services.addresses import list_url, page_url, partner_url, partners_url, place_url, places_url
from portal.services.browse import bits
from portal.services.browse.counting import mask_of_code
from portal.services.browse.letters import LETTERS, OTHER
from portal.services.browse.pages import code_url
from portal.services.browse.selection import codes_of
from portal.services.kinds import PARTNERS, PLACES, SERVICES, Kind
from portal.services.models import Dimension, PageWords, PartnerWords, PlaceWords
from portal.services.models.entry_words import rows_of

CODES: Final = (
    Dimension.NEED,
    Dimension.TOPIC,
    Dimension.LIFE_EVENT,
    Dimension.TARGET_GROUP,
    Dimension.GROUP,
    Dimension.MUNICIPALITY,
)
Address = Callable[[str], str]
Leads = Callable[[str], bool]


def register() -> None:
    """Registers the parts: the lists, and each kind of entry that has pages."""
    sitemap_parts.register("lists", SitemapPart(lambda: len(finding_pages()), _some_of_finding))
    for kind, address in ((SERVICES, page_url), (PLACES, place_url), (PARTNERS, partner_url)):
        sitemap_parts.register(kind.name, _part(kind, address))


def finding_pages() -> list[InSitemap]:
    """The lists, letters, codes and areas that lead to something; three queries, whatever the size of the catalogue."""
    found = [_in_map(address, leads) for address, leads in _pages()]
    return [one for one in found if one.paths]


def _some_of_finding(begin: int, end: int) -> list[InSitemap]:
    return finding_pages()[begin:end]


def _in_map(address: Address, leads: Leads) -> InSitemap:
    return InSitemap({code: address(code) for code in VARIANT_CODES if leads(code)})


def _pages() -> Iterator[tuple[Address, Leads]]:
    """Each page of finding: its address in a variant, and whether it leads to something there."""
    by_key = bits.read()
    listed = {code: by_key.get((Dimension.LISTED, code), 0) for code in VARIANT_CODES}
    places = _live(PlaceWords, "facts__municipality")
    partners = {language for language, _role in _live(PartnerWords, "facts__role")}

    def has_service(dimension: Dimension, code: str, language: str) -> bool:
        return bool(listed[language] & mask_of_code(by_key, dimension, code))

    def has_town(code: str, language: str) -> bool:
        return (language, code) in places or has_service(Dimension.MUNICIPALITY, code, language)

    def has_letter(letter: str, language: str) -> bool:
        return has_service(Dimension.LETTER, f"{language}:{letter}", language)

    def has_one_town(codes: list[str], language: str) -> bool:
        return any(has_town(one, language) for one in codes)

    for address in (list_url, partial(reverse_in, "find-service"), partial(reverse_in, "service-letters")):
        yield address, lambda language: bool(listed[language])
    yield places_url, lambda language: language in {code for code, _town in places}
    yield partners_url, lambda language: language in partners
    for dimension in CODES:
        leads = has_town if dimension is Dimension.MUNICIPALITY else partial(has_service, dimension)
        for code in codes_of(dimension):
            yield partial(code_url, dimension, code), partial(leads, code)
    for letter in LETTERS + OTHER:
        yield (
            partial(reverse_in, "service-letter", letter=letter),
            partial(has_letter, letter),
        )
    for area in county().areas:
        towns = [one.code for one in county().municipalities if one.area == area.key]
        yield (
            partial(reverse_in, "service-area", key=area.key),
            partial(has_one_town, towns),
        )


def _live(model: type[PageWords], field: str) -> set[tuple[str, str]]:
    """The variants in which there are live words, each with what their facts say of a field."""
    rows = rows_of(model).filter(live=True, facts__archived_on=None).order_by()
    return set(rows.values_list("locale__language_code", field).distinct())


def _part(kind: Kind, address: Callable[[str, str], str]) -> SitemapPart:
    def live() -> Any:
        return rows_of(kind.facts).filter(archived_on=None, words__live=True).distinct().order_by("pk")

    def entries(begin: int, end: int) -> Iterator[InSitemap]:
        keys = list(live().values_list("pk", flat=True)[begin:end])
        rows = rows_of(kind.words).filter(facts__in=keys, live=True).order_by("facts_id", "pk")
        found: dict[int, tuple[dict[str, str], list[Any]]] = {}
        for facts, code, slug, said, known in rows.values_list(
            "facts_id", "locale__language_code", "slug", "modified_at", "facts__modified_at"
        ):
            paths, moments = found.setdefault(facts, ({}, []))
            paths[code] = address(code, slug)
            moments += [said, known]
        for paths, moments in found.values():
            yield InSitemap(paths, max(moments))

    return SitemapPart(lambda: live().count(), entries)
