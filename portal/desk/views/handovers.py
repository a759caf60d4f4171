"""Handing a contact over: the offer, the offers that wait for an answer, and a lead's own word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk import contacts
from portal.desk.contact_forms import AssignForm, HandoverForm
from portal.desk.models import Contact, Handover, Worker
from portal.desk.permissions import Permission
from portal.desk.views.gates import needs, opens_contact
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@opens_contact(Permission.HANDLE_CONTACT)
def hand_over(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Offers the contact to a colleague or a team."""
    found, worker = get_object_or_404(Contact.objects.select_related("team"), pk=contact_id), worker_of(request)
    form = HandoverForm(request.POST if request.method == "POST" else None, contact=found, worker=worker)
    if form.is_valid():
        given = form.cleaned_data
        try:
            contacts.offer(
                contact_id,
                worker,
                given["text"],
                entry_id=given["entry_id"],
                to_worker=given["to_worker"],
                to_team=given["to_team"],
            )
        except contacts.NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The contact is offered. You have it until it is accepted."))
            return redirect("contact", contact_id)
    return render(
        request,
        "desk/entry_form.html",
        {
            "contact": contacts.open_part(contact_id, worker, "contact-handover"),
            "form": form,
            "title": _("Hand the contact over"),
            "send": _("Offer the contact"),
            "intro": _("You have the contact until the receiver accepts it. Its text, arrival and due dates stay."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opens_contact(Permission.ASSIGN)
def assign(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Gives the contact to a worker whom a lead chose."""
    form = AssignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            contacts.assign(contact_id, worker_of(request), form.cleaned_data["worker"])
        except contacts.NotPossible as problem:
            form.add_error("worker", str(problem))
        else:
            messages.success(request, _("The contact has a new owner."))
            return redirect("contact", contact_id)
    found = contacts.open_part(contact_id, worker_of(request), "contact-assign")
    context = {"contact": found, "form": form, "title": _("Give the contact to a worker"), "send": _("Give")}
    return render(request, "desk/entry_form.html", context)


@require_safe
@needs(Permission.HANDLE_CONTACT)
def handovers(request: HttpRequest) -> HttpResponse:
    """The offers that wait for this worker. It shows no word of what was written, so it is no reading."""
    found = [(one, contacts.kind_name(one.contact.kind)) for one in contacts.offered_to(worker_of(request))]
    return render(request, "desk/handovers.html", {"offers": found})


@require_POST
@needs(Permission.HANDLE_CONTACT)
def accept(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Accepts an offer: the worker has the contact from now on, and opens it."""
    return _answer(request, handover_id, contacts.accept, _("You have this contact now."), to_contact=True)


@require_POST
@needs(Permission.HANDLE_CONTACT)
def decline(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Declines an offer; the contact stays with who has it."""
    return _answer(request, handover_id, contacts.decline, _("The offer is declined. The contact stays where it is."))


@require_POST
@needs(Permission.HANDLE_CONTACT)
def withdraw(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Takes back one's own offer."""
    return _answer(request, handover_id, contacts.withdraw, _("The offer is taken back."), to_contact=True)


def _answer(
    request: HttpRequest,
    handover_id: UUID,
    act: Callable[[UUID, Worker], Contact],
    done: str,
    *,
    to_contact: bool = False,
) -> HttpResponse:
    try:
        found = act(handover_id, worker_of(request))
    except Handover.DoesNotExist:
        raise Http404 from None
    except contacts.NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("handovers")
    messages.success(request, done)
    return redirect("contact", found.pk) if to_contact else redirect("handovers")
