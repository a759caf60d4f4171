"""What waits for those who keep the catalogue true, in numbers, on the CMS's front page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from portal.services.cms import filters
from portal.services.cms.care import OTHER_VARIANTS, expiring
from portal.services.cms.reports import KIND_LABELS
from portal.services.kinds import KINDS, Kind
from portal.services.models import ChannelFacts
from portal.services.models.entry_words import rows_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number of things that wait, and the listing that shows them; no number where something is only said."""

    said: str | Promise
    count: int | None
    url: str


_more: Final[list[Callable[[], list[Waiting]]]] = []


def show_more(counter: Callable[[], list[Waiting]]) -> None:
    """Adds lines to the panel, such as the drift from the national registry; called when Django starts."""
    if counter not in _more:
        _more.append(counter)


class CataloguePanel(Component):
    """Overdue reviews, missing variants, professional channels about to expire; only what there is."""

    name = "portal_catalogue"
    template_name = "services/cms/catalogue_panel.html"
    order = 95

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The lines, those with nothing left out; a fixed number of queries."""
        return {"lines": [one for one in waiting() if one.count != 0]}


def waiting() -> list[Waiting]:
    """Every line, with one query for each kind of entry, one for the channels that expire, and those of `show_more`."""
    today = timezone.localdate()
    lines = [line for kind in KINDS for line in _of_kind(kind)]
    soon = expiring(ChannelFacts.objects.all(), today).count()
    lines.append(
        Waiting(_("Professional channels that expire within 30 days"), soon, _list("channels", expiry=filters.SOON))
    )
    return [*lines, *(line for counter in _more for line in counter())]


def _of_kind(kind: Kind) -> list[Waiting]:
    words, label = rows_of(kind.words), str(KIND_LABELS[kind.name])
    lives = {
        f"in_{number}": Exists(words.filter(facts=OuterRef("pk"), locale__language_code=one.code, live=True))
        for number, one in enumerate(OTHER_VARIANTS)
    }
    found = (
        rows_of(kind.facts)
        .filter(archived_on=None)
        .annotate(**lives)
        .aggregate(
            overdue=Count("pk", filter=Q(next_review__lt=timezone.localdate())),
            **{f"without_{number}": Count("pk", filter=Q(**{f"in_{number}": False})) for number in range(len(lives))},
        )
    )
    return [
        Waiting(
            _("%(kind)s: reviews that are overdue") % {"kind": label},
            found["overdue"],
            _list(kind.name, review=filters.OVERDUE),
        ),
        *(
            Waiting(
                _("%(kind)s: not published in this language: %(language)s") % {"kind": label, "language": one.own_name},
                found[f"without_{number}"],
                _list(kind.name, lacks=one.code),
            )
            for number, one in enumerate(OTHER_VARIANTS)
        ),
    ]


def _list(kind: str, **chosen: str) -> str:
    return f"{reverse(f'{kind}_facts:list')}?{urlencode(chosen)}"
