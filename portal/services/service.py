"""What other rooms may ask the catalogue. Nothing else of this room is imported from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.core.locales import DEFAULT_VARIANT
from portal.services.addresses import list_url, page_url
from portal.services.cms.due import DueEntry, due_entries
from portal.services.models import ServiceWords

__all__ = [
    "DueEntry",
    "ServiceCard",
    "due_entries",
    "list_url",
    "related_services",
    "service_choices",
    "services_by_keys",
]


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service as a link with one sentence about it."""

    key: str
    name: str
    summary: str
    url: str


def services_by_keys(keys: Iterable[str], language: str) -> dict[str, ServiceCard]:
    """The live services of those keys in one variant, by key, with one query; what is not live there is left out."""
    wanted = tuple(dict.fromkeys(keys))
    if not wanted:
        return {}
    rows = ServiceWords.objects.filter(
        facts__key__in=wanted, facts__archived_on=None, locale__language_code=language, live=True
    ).values_list("facts__key", "name", "summary", "slug")
    return {key: ServiceCard(key, name, summary, page_url(language, slug)) for key, name, summary, slug in rows}


def related_services(keys: Iterable[str], language: str) -> list[ServiceCard]:
    """The live services of those keys in one variant, in the order of the keys, with one query."""
    wanted = tuple(keys)
    found = services_by_keys(wanted, language)
    return [found[key] for key in dict.fromkeys(wanted) if key in found]


def service_choices() -> list[tuple[str, str]]:
    """Key and Finnish name of every service that has not ended, by name, with one query: for forms of the CMS.

    Drafts stand in it too, so that a page can be prepared for a service that is not public yet.
    """
    rows = ServiceWords.objects.filter(locale__language_code=DEFAULT_VARIANT.code, facts__archived_on=None)
    return list(rows.order_by("name").values_list("facts__key", "name"))
