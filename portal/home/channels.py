"""Ways to reach help, by key: the facts stand in the county's file and in the address of the help request."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.core.county import county
from portal.home import links

HELP_REQUEST = "help_request"
ADVICE_PHONE = "advice_phone"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach help in one language: a number with its hours, or the address of a form."""

    key: str
    label: str
    number: str = ""
    tel: str = ""
    hours: str = ""
    when: str = ""
    url: str = ""


def channel_choices() -> list[tuple[str, str]]:
    """Keys and Finnish labels of every way that a page may name."""
    here = county()
    return [
        (ADVICE_PHONE, here.advice_phone.label.get("fi")),
        *((one.key, one.label.get("fi")) for one in here.urgent_numbers),
        (HELP_REQUEST, "Pyydä apua"),
    ]


def channel(key: str | None, language: str | None) -> Way | None:
    """The way of that key in that language; None for a key that the county no longer has."""
    here = county()
    if key == HELP_REQUEST:
        return Way(key, _("Ask for help"), url=links.help_url(language))
    if key == ADVICE_PHONE:
        phone = here.advice_phone
        return Way(
            key, phone.label.get(language), phone.number.get(language), phone.tel(), hours=phone.hours.get(language)
        )
    for one in here.urgent_numbers:
        if one.key == key:
            return Way(key, one.label.get(language), one.number.get(language), one.tel(), when=one.when.get(language))
    return None
