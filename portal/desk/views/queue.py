"""The queue page."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core.county import county
from portal.desk.contacts import kind_name
from portal.desk.forms import FilterForm
from portal.desk.models import Contact, Status, Worker
from portal.desk.permissions import Permission
from portal.desk.queue import OPEN, is_due_today, is_late, page
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of


@require_safe
@needs(Permission.QUEUE)
def queue(request: HttpRequest) -> HttpResponse:
    """A page of the queue. It shows no word of what was written, so it counts as no reading."""
    worker = worker_of(request)
    form = FilterForm(
        {"status": OPEN, **request.GET.dict()},
        workers=list(Worker.objects.filter(is_active=True).order_by("name", "pk")),
    )
    shown = page(form.filters(), worker, after=_uuid(request.GET.get("after", "")))
    asked = {name: request.GET[name] for name in ("status", "assignee", "area") if request.GET.get(name)}
    return render(
        request,
        "desk/queue.html",
        {
            "filter_form": form,
            "rows": [_row(one) for one in shown.contacts],
            "next_url": f"?{urlencode({**asked, 'after': shown.next_after})}" if shown.next_after else "",
            "first_url": f"?{urlencode(asked)}" if "after" in request.GET else "",
        },
    )


def _row(contact: Contact) -> dict[str, object]:
    area = county().area(contact.area)
    return {
        "contact": contact,
        "kind": kind_name(contact.kind),
        "area": str(area.name) if area else contact.area,
        "is_late": is_late(contact),
        "is_due_today": is_due_today(contact),
        "is_new": contact.opened_at is None and contact.status != Status.CLOSED,
        "has_news": contact.news_at is not None,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
