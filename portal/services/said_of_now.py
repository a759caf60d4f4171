"""The sentences that say whether a phone is answered or a place is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence for each answer of the hours kernel; `%(clock)s`, `%(when)s` and `%(day)s` are filled in."""

    open: str | Promise
    open_until: str | Promise
    closed: str | Promise
    closed_until: str | Promise
    unknown: str | Promise
    unknown_on: str | Promise


PHONE: Final = Saying(
    open=_("The phone is answered now."),
    open_until=_("The phone is answered now, until %(clock)s."),
    closed=_("The phone is not answered now."),
    closed_until=_("The phone is not answered now. You can call %(when)s."),
    unknown=_("We do not know whether the phone is answered now. Call to check."),
    unknown_on=_("Today is %(day)s. We do not know whether the phone is answered. Call to check."),
)
OPEN: Final = Saying(
    open=_("Open now."),
    open_until=_("Open now, until %(clock)s."),
    closed=_("Closed now."),
    closed_until=_("Closed now. Opens %(when)s."),
    unknown=_("We do not know whether it is open now. Call to check."),
    unknown_on=_("Today is %(day)s. We do not know whether it is open. Call to check."),
)
