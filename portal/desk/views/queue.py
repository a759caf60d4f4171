"""The queue page, and its counts for a page that asks again by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.desk import health
from portal.desk.forms import ANY_STATUS, FilterForm, SearchForm
from portal.desk.kernel_words import ALERTS
from portal.desk.permissions import Permission
from portal.desk.queue import (
    COUNTED,
    FILTER_NAMES,
    MINE,
    NOBODY,
    ONLY_BOX,
    OPEN,
    OTHER_TEAMS,
    SUSPECTED,
    URGENT,
    Bounds,
    Filters,
    Page,
    Sight,
    bounds,
    colleagues,
    counts,
    page,
    shown,
    sight_of,
    teams_of,
)
from portal.desk.views.gates import needs
from portal.desk.views.queue_rows import row
from portal.desk.views.signed_in import worker_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

VIEWS: Final[tuple[tuple[LazyText, dict[str, str]], ...]] = (
    (_("My teams and what I have"), {}),
    (_("What I have"), {"assignee": MINE}),
    (_("Nobody has it"), {"assignee": NOBODY}),
    (_("Other teams"), {"team": OTHER_TEAMS}),
)
"""Ways into the queue that stand above it, each with its filter."""

TILES: Final[dict[str, LazyText]] = {
    URGENT: pgettext_lazy("contacts", "Urgent"),
    **{str(one): words for one, words in ALERTS.items()},
    SUSPECTED: _("Suspected spam"),
}

PROBLEMS: Final = {
    health.COURIER: _(
        "The courier is not running. New contacts do not come to the queue, and nothing goes to senders."
    ),
    health.LETTER_BOX: _("The letter box does not answer. New contacts wait there."),
    health.UNTAKEN: _("A contact waits in the letter box for longer than it should."),
    health.UNDELIVERED: _("Something that was written to a sender has not come to the status page."),
    health.UNSENT: _("E-mail from the desk does not go out. Nobody is reminded by mail now."),
    health.UNOPENED: _("A contact has waited unopened for more than one working day."),
}


@require_safe
@needs(Permission.QUEUE)
def queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue. It shows no word of what was written, so it counts as no reading."""
    worker, at = worker_of(request), bounds()
    teams = teams_of(worker)
    sight = sight_of(worker, teams)
    form = FilterForm(
        {"status": OPEN, **request.GET.dict()},
        teams=[team for team, _is_own in teams],
        workers=colleagues(sight),
    )
    filters = form.filters()
    found = page(filters, sight, after=_uuid(request, "after"), before=_uuid(request, "before"), at=at)
    return render(
        request,
        "desk/queue.html",
        {
            "filter_form": form,
            "search_form": SearchForm(),
            "rows": [row(one, at, sight, teams) for one in found.contacts],
            "has_no_team": not sight.own_teams,
            "is_filtered": _query(filters) not in {_query(Filters(**asked)) for _text, asked in VIEWS},
            "views": [_view(text, asked, filters) for text, asked in VIEWS],
            "tiles": _tiles(sight, at, filters),
            "counted_at": _counted(),
            "problems": _problems(),
            **_ways_on(request, filters, found),
        },
    )


@require_safe
@needs(Permission.QUEUE, is_background=True)
def queue_counts(request: HttpRequest) -> JsonResponse:
    """The counts above the queue, as they are now: what each is called, and when it was counted."""
    tiles = _tiles(sight_of(worker_of(request)), bounds(), Filters())
    return JsonResponse(
        {
            "counts": {one["name"]: {"number": one["number"], "text": one["text"]} for one in tiles},
            "counted_at": _counted(),
        }
    )


def _tiles(sight: Sight, at: Bounds, filters: Filters) -> list[dict[str, object]]:
    found = counts(sight, at)
    return [
        {
            "name": name,
            "text": str(TILES[name]),
            "number": shown(found[name]),
            "has_any": found[name] > 0,
            **_link(_of_tile(name), filters),
        }
        for name in COUNTED
    ]


def _of_tile(name: str) -> Filters:
    if name == SUSPECTED:
        return Filters(box=ONLY_BOX)
    return Filters(urgency=name) if name == URGENT else Filters(alarm=name)


def _view(text: object, asked: Mapping[str, str], filters: Filters) -> dict[str, object]:
    return {"text": str(text), **_link(Filters(**asked), filters)}


def _link(wanted: Filters, filters: Filters) -> dict[str, object]:
    """The way to a filter, and whether it is the one that is on."""
    return {"url": f"?{_query(wanted)}" if _query(wanted) else "?", "is_current": wanted == filters}


def _ways_on(request: HttpRequest, filters: Filters, found: Page) -> dict[str, str]:
    """The ways to the next page, to the previous one and to the first, empty where there is none."""
    asked = _query(filters)
    is_inside = "after" in request.GET or "before" in request.GET
    return {
        "first_url": f"?{asked}" if is_inside else "",
        "next_url": f"?{_joined(asked, 'after', found.next_after)}" if found.next_after else "",
        "previous_url": f"?{_joined(asked, 'before', found.previous_before)}" if found.previous_before else "",
    }


def _query(filters: Filters) -> str:
    """The filters as they stand in an address; nothing for the queue as it opens."""
    asked = {name: getattr(filters, name) for name in FILTER_NAMES}
    asked["status"] = "" if filters.status == OPEN else filters.status or ANY_STATUS
    return urlencode({name: value for name, value in asked.items() if value})


def _joined(asked: str, name: str, pk: UUID) -> str:
    return "&".join(one for one in (asked, f"{name}={pk}") if one)


def _problems() -> dict[str, object]:
    """What the whole team must know of: the intake's problems in words, and how many letters were set aside."""
    found = health.intake_health()
    return {"texts": [str(PROBLEMS[code]) for code in found.codes], "set_aside": found.set_aside}


def _counted() -> str:
    return gettext("Counted at %(time)s") % {"time": date_format(timezone.localtime(), "H.i")}


def _uuid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
