"""Pages on which a worker assesses a contact, decides about it, closes it, or sets an earlier arrival."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.desk import contacts, dues
from portal.desk.assessment_form import AssessmentForm, assessment_lines, initial_of
from portal.desk.contact_forms import ArrivalForm, CloseForm, DecisionForm, EntryForm
from portal.desk.models import Contact
from portal.desk.permissions import Permission
from portal.desk.views.gates import opens_contact
from portal.desk.views.signed_in import worker_of

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@page_methods
@opens_contact(Permission.HANDLE_CONTACT)
def assess(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The checklist of the first assessment, which begins with what was saved last. Opening it is a reading."""
    worker = worker_of(request)
    if request.method == "POST":
        document = contacts.document_of(get_object_or_404(Contact, pk=contact_id))
        form = AssessmentForm(request.POST, document=document)
        if form.is_valid():
            entry_id = form.cleaned_data["entry_id"]
            contacts.save_assessment(contact_id, worker, form.codes(), form.texts(), entry_id=entry_id)
            messages.success(request, _("The first assessment is saved."))
            return redirect("contact", contact_id)
    found, versions = contacts.read_assessments(contact_id, worker)
    document = contacts.document_of(found)
    if request.method != "POST":
        newest = next((one for one in versions if one.texts is not None), None)
        begun: dict[str, Any] = {"switches": list(dues.switched_on(found))}
        form = AssessmentForm(
            document=document, initial=initial_of(newest.entry, newest.texts or {}) if newest else begun
        )
    context = {
        "contact": found,
        "form": form,
        "is_child_welfare": document == "1006",
        "versions": [(one, assessment_lines(one)) for one in versions],
    }
    return render(request, "desk/assessment.html", context)


@page_methods
@opens_contact(Permission.HANDLE_CONTACT)
def decide(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The decision to start the assessment of the service need, or not to."""
    form = DecisionForm(_posted(request), initial={"decided_on": _today()})
    if form.is_valid():
        given = form.cleaned_data
        worker = worker_of(request)
        with _refusals_in(form):
            contacts.decide(
                contact_id, worker, given["choice"], given["decided_on"], given["text"], entry_id=given["entry_id"]
            )
            messages.success(request, _("The decision is kept."))
            return redirect("contact", contact_id)
    return _form_page(request, contact_id, form, _("Decide about the assessment"), _("Keep the decision"))


@page_methods
@opens_contact(Permission.HANDLE_CONTACT)
def close(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Closes the contact with its outcome."""
    form = CloseForm(_posted(request))
    if form.is_valid():
        given = form.cleaned_data
        with _refusals_in(form):
            contacts.close(
                contact_id,
                worker_of(request),
                given["code"],
                given["text"],
                entry_id=given["entry_id"],
                left_on=given["left_on"],
            )
            messages.success(request, _("The contact is closed. The sender sees it on the status page."))
            return redirect("contact", contact_id)
    return _form_page(request, contact_id, form, _("Close the contact"), _("Close the contact"))


@page_methods
@opens_contact(Permission.HANDLE_CONTACT)
def earlier_arrival(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Sets an earlier arrival, with the reason."""
    form = ArrivalForm(_posted(request))
    if form.is_valid():
        given = form.cleaned_data
        with _refusals_in(form, "day"):
            contacts.set_earlier_arrival(
                contact_id, worker_of(request), form.arrival(), given["text"], entry_id=given["entry_id"]
            )
            messages.success(request, _("The arrival is set, and the due dates are counted from it."))
            return redirect("contact", contact_id)
    return _form_page(request, contact_id, form, _("Set an earlier arrival"), _("Set the arrival"))


@contextmanager
def _refusals_in(form: EntryForm, field: str | None = None) -> Iterator[None]:
    """Turns what does not fit the contact now into an error of the form."""
    try:
        yield
    except contacts.NotPossible as problem:
        form.add_error(field, str(problem))


def _form_page(request: HttpRequest, contact_id: UUID, form: EntryForm, title: str, send: str) -> HttpResponse:
    part = request.resolver_match.view_name if request.resolver_match else ""
    found = contacts.open_part(contact_id, worker_of(request), part)
    context = {"contact": found, "form": form, "title": title, "send": send}
    return render(request, "desk/entry_form.html", context)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _today() -> str:
    return date_format(timezone.localdate(), "j.n.Y")
