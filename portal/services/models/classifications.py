"""National code sets that a service is classified by: labels in Finnish and Swedish, and how codes are checked.

Source of the target groups (kohderyhmä, målgrupp): the national service register's own lists.
"""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.county import county
from portal.core.locales import Words
from portal.core.needs import SUPPORT_NEEDS

TARGET_GROUPS: Final[dict[str, Words]] = {
    code: Words({"fi": finnish, "sv": swedish})
    for code, finnish, swedish in (
        ("KR1", "Kansalaiset", "Medborgare"),
        ("KR1.1", "Ikäihmiset", "De äldre"),
        ("KR1.2", "Lapset ja lapsiperheet", "Barn och barnfamiljer"),
        ("KR1.3", "Nuoret", "De unga"),
        ("KR1.4", "Pitkäaikaissairaat", "Långtidssjuka"),
        ("KR1.5", "Ulkosuomalaiset", "Utlandsfinländare"),
        ("KR1.6", "Vammaiset", "Handikappade"),
        ("KR3", "Viranomaiset", "Myndigheter"),
    )
}

SERVICE_CLASS: Final = re.compile(r"P\d{1,2}(\.\d{1,2})?")
"""The shape of a national service class (palveluluokka); the list itself comes with the register import."""


def _check_codes(value: object, known: dict[str, Words]) -> None:
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
    """Raises ValidationError unless the value is a list of texts that look like national service classes."""
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ValidationError(_("Give a list of codes."))
    if unknown := [code for code in value if not SERVICE_CLASS.fullmatch(code)]:
        raise ValidationError(_("Unknown code: %(code)s"), params={"code": ", ".join(unknown)[:100]})


def check_municipality(value: str) -> None:
    """Raises ValidationError unless the code is one of the county's municipalities."""
    if county().municipality(value) is None:
        raise ValidationError(_("The county has no municipality with this code."))
