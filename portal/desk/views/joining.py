"""Pages on which a worker joins two contacts, separates them again, or puts a contact into suspected spam."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.desk import contacts
from portal.desk.contact_forms import EntryForm
from portal.desk.joining_forms import JoinForm, SuspectForm, TakeBackForm
from portal.desk.models import Contact
from portal.desk.permissions import Permission, openable
from portal.desk.views.gates import opens_contact
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@opens_contact(Permission.HANDLE_CONTACT)
def join(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Joins another contact to this one, which stays in the queue."""
    form = JoinForm(request.POST if request.method == "POST" else None, initial={"reference": _suggested(request)})
    if form.is_valid():
        given = form.cleaned_data
        try:
            contacts.join(contact_id, given["reference"], worker_of(request), given["text"], entry_id=given["entry_id"])
        except contacts.CrossesLine as problem:
            form.add_error("text", str(problem))
        except contacts.NotPossible as problem:
            form.add_error("reference", str(problem))
        else:
            messages.success(request, _("The contacts are joined. Each sender still sees only their own."))
            return redirect("contact", contact_id)
    return _form_page(
        request,
        contact_id,
        form,
        title=_("Join another contact to this one"),
        send=_("Join the contacts"),
        intro=_(
            "Both texts stay as they were written. The earlier arrival and the strictest dates hold. Each sender still "
            "sees only their own text and messages, and you can separate the contacts again."
        ),
    )


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def separate(request: HttpRequest, contact_id: UUID, joined_id: UUID) -> HttpResponse:
    """Separates a joined contact again."""
    get_object_or_404(Contact, pk=joined_id, joined_to=contact_id)
    form = EntryForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        contacts.separate(contact_id, joined_id, worker_of(request), entry_id=form.cleaned_data["entry_id"])
    except contacts.NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The contacts are separated. Both stand in the queue again."))
    return redirect("contact", contact_id)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_contact(Permission.HANDLE_CONTACT)
def spam(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Puts the contact into suspected spam, or takes it back."""
    is_inside = get_object_or_404(Contact, pk=contact_id).suspected_at is not None
    form_class, act = (TakeBackForm, contacts.take_back) if is_inside else (SuspectForm, contacts.suspect)
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            act(contact_id, worker_of(request), given["text"], entry_id=given["entry_id"])
        except contacts.NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, _("It is back in the queue.") if is_inside else _("It lies in suspected spam now.")
            )
            return redirect("contact", contact_id)
    return _form_page(
        request,
        contact_id,
        form,
        title=_("Take back from suspected spam") if is_inside else _("Put into suspected spam"),
        send=_("Take back") if is_inside else _("Put into suspected spam"),
        intro=_(
            "In suspected spam a contact leaves the usual views of the queue. Nothing is deleted, its dates run on, and "
            "what becomes due is shown as ever. The sender sees no difference."
        ),
    )


def _suggested(request: HttpRequest) -> str:
    """The reference of the contact that a hint named, where the worker may open it without a reason."""
    try:
        asked = UUID(request.GET.get("with", ""))
    except ValueError:
        return ""
    found = Contact.objects.filter(openable(worker_of(request)), pk=asked)
    return found.values_list("reference", flat=True).first() or ""


def _form_page(request: HttpRequest, contact_id: UUID, form: EntryForm, **words: Any) -> HttpResponse:
    part = request.resolver_match.view_name if request.resolver_match else ""
    found = contacts.open_part(contact_id, worker_of(request), part)
    return render(request, "desk/entry_form.html", {"contact": found, "form": form, **words})
