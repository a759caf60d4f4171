"""Support needs (tuen tarve, stödbehov): national code set 1.2.246.537.6.1282."""

from __future__ import annotations

from typing import Final

from portal.core.locales import Words
from portal.core.national_codes import NEED, code_set

SUPPORT_NEED_OID: Final = NEED

SUPPORT_NEEDS: Final[dict[str, Words]] = {one.code: one.name for one in code_set(NEED).values}
