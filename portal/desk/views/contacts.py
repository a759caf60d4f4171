"""The opened contact, and what a worker does with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from portal.core.county import county
from portal.desk import contacts
from portal.desk.forms import MessageForm, StatusForm
from portal.desk.models import Contact, Status
from portal.desk.permissions import Permission
from portal.desk.queue import is_due_today, is_late
from portal.desk.views.gates import opens_contact
from portal.desk.views.signed_in import worker_of

STEP_NAMES = {
    Status.BEING_HANDLED: lambda before: _("Open again") if before == Status.CLOSED else _("Start handling"),
    Status.CLOSED: lambda before: pgettext("contact", "Close"),
}


@require_safe
@opens_contact(Permission.READ_CONTACT)
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The contact, opened. This is a reading and is written down as one."""
    return _page(request, contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def take(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Makes the worker the one who has the contact."""
    try:
        contacts.take(contact_id, worker_of(request))
    except Contact.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("You have this contact now."))
    return redirect("contact", contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def status(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Takes the contact one step on."""
    form = StatusForm(request.POST)
    if not form.is_valid():
        return _page(request, contact_id, problem=_("The status is not one that the desk knows."))
    try:
        contacts.change_status(contact_id, worker_of(request), form.cleaned_data["status"])
    except Contact.DoesNotExist:
        raise Http404 from None
    except contacts.NotPossible as problem:
        return _page(request, contact_id, problem=str(problem))
    messages.success(request, _("The status is changed. The sender sees it on the status page."))
    return redirect("contact", contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def write(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Writes to the sender. A message that is refused keeps its text."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, contact_id, form=form)
    try:
        contacts.write_to_sender(
            contact_id,
            worker_of(request),
            form.cleaned_data["text"],
            message_id=form.cleaned_data["message_id"],
        )
    except Contact.DoesNotExist:
        raise Http404 from None
    except contacts.NotPossible as problem:
        form.add_error("text", str(problem))
        return _page(request, contact_id, form=form)
    messages.success(request, _("The message is on its way to the sender's status page."))
    return redirect("contact", contact_id)


def _page(
    request: HttpRequest, contact_id: UUID, *, form: MessageForm | None = None, problem: str = ""
) -> HttpResponse:
    worker = worker_of(request)
    try:
        read = contacts.read_contact(contact_id, worker)
    except Contact.DoesNotExist:
        raise Http404 from None
    area = county().area(read.contact.area)
    step = contacts.NEXT_STATUS[read.contact.status]
    return render(
        request,
        "desk/contact.html",
        {
            "read": read,
            "contact": read.contact,
            "kind": contacts.kind_name(read.contact.kind),
            "area": str(area.name) if area else read.contact.area,
            "is_mine": read.contact.assignee_id == worker.pk,
            "is_late": is_late(read.contact),
            "is_due_today": is_due_today(read.contact),
            "next_status": step,
            "next_step": STEP_NAMES[Status(step)](read.contact.status),
            "form": form or MessageForm(),
            "problem": problem,
            "has_errors": bool(problem),
        },
    )
