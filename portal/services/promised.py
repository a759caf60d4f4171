"""What the page of a service promises, for the contact that begins there."""

from __future__ import annotations

from portal.intake.service import ServicePage, service_pages
from portal.services.models import ServiceWords


def page_of(key: str, language: str) -> ServicePage | None:
    """The public service of that key, named in the language or else as it is named elsewhere; two queries.

    None for a key that no public page shows, and for a service whose page sends everyone to the phone.
    """
    live = ServiceWords.objects.filter(facts__key=key, facts__archived_on=None, live=True).exclude(facts__email="")
    found = sorted(
        live.select_related("facts", "locale"), key=lambda one: (one.locale.language_code != language, one.pk)
    )
    if not found:
        return None
    promises = {one.area: one.working_days for one in found[0].facts.promises.all()}
    return ServicePage(found[0].name, promises)


def register() -> None:
    """Lets a contact that begins at a service carry what its page promised."""
    service_pages.register("services", page_of)
