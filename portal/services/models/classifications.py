"""Code sets that entries of the catalogue are classified by, and how codes are checked.

Target groups (kohderyhmä), life events (elämäntilanne) and service classes (palveluluokka) are the national service
register's own lists; topics and groups are the portal's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.county import county
from portal.core.locales import VARIANT_CODES, Words
from portal.core.needs import SUPPORT_NEEDS

CODES_FOLDER: Final = Path(__file__).parent.parent / "codes"


def _read(name: str) -> dict[str, Words]:
    rows = tomllib.loads((CODES_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["code"]
    return {row["code"]: Words({code: row[code] for code in VARIANT_CODES if code in row}) for row in rows}


TARGET_GROUPS: Final = _read("target_groups")
LIFE_EVENTS: Final = _read("life_events")
SERVICE_CLASSES: Final = _read("service_classes")
TOPICS: Final = _read("topics")
GROUPS: Final = _read("groups")

LANGUAGES: Final[dict[str, Words]] = {
    code: Words({"fi": finnish, "sv": swedish})
    for code, finnish, swedish in (
        ("fi", "suomi", "finska"),
        ("sv", "ruotsi", "svenska"),
        ("en", "englanti", "engelska"),
        ("se", "pohjoissaame", "nordsamiska"),
        ("ru", "venäjä", "ryska"),
        ("uk", "ukraina", "ukrainska"),
        ("et", "viro", "estniska"),
        ("so", "somali", "somaliska"),
        ("ar", "arabia", "arabiska"),
        ("prs", "dari", "dari"),
        ("fa", "persia", "persiska"),
        ("ku", "kurdi", "kurdiska"),
        ("fse", "suomalainen viittomakieli", "finskt teckenspråk"),
        ("fss", "suomenruotsalainen viittomakieli", "finlandssvenskt teckenspråk"),
    )
}
"""Languages that people are served in, by BCP 47 code."""


def _check_codes(value: object, known: Collection[str]) -> None:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ValidationError(_("Give a list of codes."))
    if len(set(value)) != len(value):
        raise ValidationError(_("Each code may stand in the list once."))
    if unknown := [code for code in value if code not in known]:
        raise ValidationError(_("Unknown code: %(code)s"), params={"code": ", ".join(unknown)[:100]})


def check_needs(value: object) -> None:
    """Raises ValidationError unless the value is a list of codes of the support needs (code set 1282)."""
    _check_codes(value, SUPPORT_NEEDS)


def check_target_groups(value: object) -> None:
    """Raises ValidationError unless the value is a list of codes of the target groups."""
    _check_codes(value, TARGET_GROUPS)


def check_service_classes(value: object) -> None:
    """Raises ValidationError unless the value is a list of codes of the national service classes."""
    _check_codes(value, SERVICE_CLASSES)


def check_life_events(value: object) -> None:
    """Raises ValidationError unless the value is a list of codes of the life events."""
    _check_codes(value, LIFE_EVENTS)


def check_topics(value: object) -> None:
    """Raises ValidationError unless the value is a list of the portal's own topics."""
    _check_codes(value, TOPICS)


def check_group(value: str) -> None:
    """Raises ValidationError unless the value is one of the portal's groups of services."""
    if value not in GROUPS:
        raise ValidationError(_("Unknown code: %(code)s"), params={"code": value[:100]})


def check_languages(value: object) -> None:
    """Raises ValidationError unless the value is a list of language codes that the catalogue knows."""
    _check_codes(value, LANGUAGES)


def check_municipality(value: str) -> None:
    """Raises ValidationError unless the code is one of the county's municipalities."""
    if county().municipality(value) is None:
        raise ValidationError(_("The county has no municipality with this code."))


def check_municipalities(value: object) -> None:
    """Raises ValidationError unless the value is a list of codes of the county's municipalities."""
    _check_codes(value, [one.code for one in county().municipalities])


def check_area(value: str) -> None:
    """Raises ValidationError unless the key is that of one of the county's service areas."""
    if county().area(value) is None:
        raise ValidationError(_("The county has no service area with this key."))


def check_urgent_number(value: str) -> None:
    """Raises ValidationError unless the key is that of a number in the county's reference data."""
    if value not in {one.key for one in county().urgent_numbers}:
        raise ValidationError(_("The county's reference data has no number with this key."))
