"""Dates of birth and Finnish personal identity codes (henkilötunnus), as they are typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils import timezone

_BIRTHDAY: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", re.ASCII)
_PERSONAL_ID: Final = re.compile(r"(\d{6})([-+A-FU-Y])(\d{3})([0-9A-Y])", re.ASCII)
_CHECK_SIGNS: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def birthday(text: str) -> str | None:
    """A date of birth like 5.3.2019 as YYYY-MM-DD; None for what is no day, or one that has not come yet."""
    found = _BIRTHDAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born.isoformat() if date(1900, 1, 1) <= born <= timezone.localdate() else None


def personal_id(text: str) -> str | None:
    """A Finnish personal identity code (henkilötunnus) in capitals; None where its check sign does not fit."""
    found = _PERSONAL_ID.fullmatch(text.upper())
    if found is None:
        return None
    born, _century, number, sign = found.groups()
    return text.upper() if _CHECK_SIGNS[int(born + number) % len(_CHECK_SIGNS)] == sign else None
