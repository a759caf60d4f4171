"""What the sender sees besides messages: who handles the matter, what happens next, agreed tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.desk import contacts, to_sender
from portal.desk.models import Contact, Worker
from portal.desk.permissions import Permission
from portal.desk.task_forms import HandledByForm, NextForm, TaskForm, TaskStateForm
from portal.desk.tasks import TaskState, agreed_tasks
from portal.desk.views.gates import opens_contact
from portal.desk.views.signed_in import worker_of

FORMS: Final[dict[str, type[Form]]] = {"handled_by": HandledByForm, "next": NextForm, "task": TaskForm}


@require_safe
@opens_contact(Permission.HANDLE_CONTACT, of_joined=True)
def tasks(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What was agreed and told, opened, with the forms to tell more. This is a reading and is written down as one."""
    return _page(request, contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT, of_joined=True)
def tell(request: HttpRequest, contact_id: UUID, what: str) -> HttpResponse:
    """Tells the sender what the form of that name says. A form that is refused keeps its text."""
    form_class = FORMS.get(what)
    if form_class is None:
        raise Http404
    form = form_class(request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, contact_id, {what: form})
    try:
        TELLING[what](contact_id, worker_of(request), form.cleaned_data)
    except contacts.NotPossible as problem:
        form.add_error(None, str(problem))
        return _page(request, contact_id, {what: form})
    messages.success(request, _("It is on its way to the sender's status page."))
    return redirect("contact-tasks", contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT, of_joined=True)
def change(request: HttpRequest, contact_id: UUID, task_id: UUID) -> HttpResponse:
    """Tells the sender that a task is done, is open again, or falls away."""
    form = TaskStateForm(request.POST)
    found = Contact.objects.filter(pk=contact_id).first()
    task = next((one for one in agreed_tasks(found) if one.id == task_id), None) if found else None
    if task is None or not form.is_valid():
        raise Http404
    given = form.cleaned_data
    try:
        to_sender.change_task(
            contact_id, worker_of(request), task, TaskState(given["state"]), message_id=given["message_id"]
        )
    except contacts.NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is on its way to the sender's status page."))
    return redirect("contact-tasks", contact_id)


def _tell_worker(contact_id: UUID, worker: Worker, given: dict[str, Any]) -> None:
    handled_by = to_sender.HandledBy(given["name"], given["phone"], given["hours"])
    to_sender.tell_worker(contact_id, worker, handled_by, message_id=given["message_id"])


def _tell_next(contact_id: UUID, worker: Worker, given: dict[str, Any]) -> None:
    to_sender.tell_next(contact_id, worker, given["text"], given["due"], message_id=given["message_id"])


def _give_task(contact_id: UUID, worker: Worker, given: dict[str, Any]) -> None:
    to_sender.give_task(contact_id, worker, given["text"], given["due"], message_id=given["message_id"])


TELLING: Final[dict[str, Callable[[UUID, Worker, dict[str, Any]], None]]] = {
    "handled_by": _tell_worker,
    "next": _tell_next,
    "task": _give_task,
}


def _page(request: HttpRequest, contact_id: UUID, bound: dict[str, Form] | None = None) -> HttpResponse:
    worker = worker_of(request)
    try:
        read = contacts.read_contact(contact_id, worker)
    except Contact.DoesNotExist:
        raise Http404 from None
    first = {"name": worker.name}
    shown = {
        name: (bound or {}).get(name) or form(prefix=name, initial=first if name == "handled_by" else None)
        for name, form in FORMS.items()
    }
    found = agreed_tasks(read.contact)
    context = {
        "contact": read.contact,
        "read": read,
        "tasks": [(one, [TaskStateForm(initial={"state": state}) for state in _ways_on(one.state)]) for one in found],
        "forms": shown,
        "refused": next(iter((bound or {}).values()), None),
        "has_errors": bool(bound),
    }
    return render(request, "desk/tasks.html", context)


def _ways_on(state: TaskState) -> tuple[str, ...]:
    open_ways = (TaskState.DONE.value, TaskState.DROPPED.value)
    return open_ways if state == TaskState.OPEN else (TaskState.OPEN.value,)
