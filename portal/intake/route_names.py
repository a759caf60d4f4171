"""Routes of their own: what a contact may be about from the first page on, remembered until the desk reads it.

Each is a code of contact-1 and the name of the circumstance that it answers with yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

VIOLENCE_TO_CHILD: Final = "violence_to_child"
CUSTODY_CONFLICT: Final = "custody_conflict"
UNBORN_CHILD: Final = "unborn_child"

ROUTE_NAMES: Final[Mapping[str, Text]] = {
    VIOLENCE_TO_CHILD: _("Someone hurts a child, or you fear it"),
    CUSTODY_CONFLICT: _("The parents disagree about a child"),
    UNBORN_CHILD: _("A child is expected"),
}
