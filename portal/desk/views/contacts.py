"""The opened contact, and what a worker does on its page: take it, move it on, write to the sender, keep a note."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.county import county
from portal.desk import contacts, texts
from portal.desk.assessment_form import assessment_lines
from portal.desk.contact_forms import DraftForm, EntryForm, NoteForm, TemplateForm
from portal.desk.drafts import drafts_of, forget_draft, keep_draft
from portal.desk.forms import MessageForm, StatusForm
from portal.desk.joining_forms import ABOUT, TO_WHOM, ask_which, chosen
from portal.desk.models import Contact, ContactNote, DeskDraft, Status
from portal.desk.permissions import Permission, may
from portal.desk.queue import is_due_today, is_late
from portal.desk.views.gates import opens_contact
from portal.desk.views.signed_in import worker_of

FormWithText = TypeVar("FormWithText", MessageForm, NoteForm)


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
    """Writes to the sender, or puts a reply template into the text. A message that is refused keeps its text."""
    if "use_template" in request.POST:
        return _with_template(request, contact_id)
    form = MessageForm(request.POST)
    ask_which(form, contacts.senders_of(contact_id), TO_WHOM)
    if not form.is_valid():
        return _page(request, contact_id, form=form)
    try:
        contacts.write_to_sender(
            chosen(form, contact_id),
            worker_of(request),
            form.cleaned_data["text"],
            message_id=form.cleaned_data["message_id"],
        )
    except Contact.DoesNotExist:
        raise Http404 from None
    except contacts.NotPossible as problem:
        form.add_error("text", str(problem))
        return _page(request, contact_id, form=form)
    forget_draft(contact_id, worker_of(request), DeskDraft.Field.MESSAGE)
    messages.success(request, _("The message is on its way to the sender's status page."))
    return redirect("contact", contact_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def note(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Keeps a note. One that is refused keeps its text."""
    form = NoteForm(request.POST)
    ask_which(form, contacts.senders_of(contact_id), ABOUT)
    if not form.is_valid():
        return _page(request, contact_id, note_form=form)
    given = form.cleaned_data
    try:
        contacts.add_note(
            chosen(form, contact_id),
            worker_of(request),
            given["note"],
            note_id=given["entry_id"],
            way=given["way"],
            result=given["result"],
            corrects_id=given["corrects"],
        )
    except Contact.DoesNotExist:
        raise Http404 from None
    except contacts.NotPossible as problem:
        form.add_error("note", str(problem))
        return _page(request, contact_id, note_form=form)
    forget_draft(contact_id, worker_of(request), DeskDraft.Field.NOTE)
    messages.success(request, _("The note is kept."))
    return redirect("contact", contact_id)


@require_safe
@opens_contact(Permission.HANDLE_CONTACT)
def correct_note(request: HttpRequest, contact_id: UUID, note_id: UUID) -> HttpResponse:
    """The contact with the form for a note that corrects an earlier one. This is a reading."""
    of = [pk for pk, _reference in contacts.senders_of(contact_id)]
    found = ContactNote.objects.filter(pk=note_id, contact_id__in=of).first()
    if found is None:
        raise Http404
    form = NoteForm(initial={"corrects": note_id, ABOUT: str(found.contact_id)})
    return _page(request, contact_id, note_form=form, corrects=note_id)


@require_POST
@opens_contact(Permission.HANDLE_CONTACT)
def draft(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Keeps what is being typed, as the page sends it by itself while the worker writes."""
    form = DraftForm(request.POST)
    if form.is_valid():
        keep_draft(contact_id, worker_of(request), form.cleaned_data["field"], form.cleaned_data["text"])
    return redirect("contact", contact_id)


def _with_template(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The page with the template behind what was written so far; nothing is sent."""
    found = texts.template_text(request.POST.get("template", ""))
    written = request.POST.get("text", "")
    problem = "" if found else _("Choose a reply template.")
    text = "\n\n".join(one for one in (written.rstrip(), found or "") if one)
    form = MessageForm(initial={"text": text, "message_id": request.POST.get("message_id", "")})
    return _page(request, contact_id, form=form, problem=problem, chosen=request.POST.get("template", ""))


def _page(
    request: HttpRequest,
    contact_id: UUID,
    *,
    form: MessageForm | None = None,
    note_form: NoteForm | None = None,
    problem: str = "",
    chosen: str = "",
    corrects: UUID | None = None,
) -> HttpResponse:
    worker = worker_of(request)
    try:
        matter = contacts.read_matter(contact_id, worker)
    except Contact.DoesNotExist:
        raise Http404 from None
    read, found = matter.whole, matter.whole.contact
    area = county().area(found.area)
    begun = drafts_of(contact_id, worker)
    form = form or MessageForm(initial={"text": begun.get("message", "")})
    note_form = note_form or NoteForm(initial={"note": begun.get("note", "")})
    senders = [(one.contact.pk, one.contact.reference) for one in (read, *matter.joined)]
    ask_which(form, senders, TO_WHOM)
    ask_which(note_form, senders, ABOUT)
    context: dict[str, Any] = {
        "has_drafts": bool(begun),
        "read": read,
        "joined": [(one, contacts.kind_name(one.contact.kind), EntryForm(auto_id=False)) for one in matter.joined],
        "hints": matter.hints,
        "may_be_suspected": found.suspected_at is not None or contacts.may_be_suspected(found),
        "is_open": found.status != Status.CLOSED,
        "contact": found,
        "kind": contacts.kind_name(found.kind),
        "area": str(area.name) if area else found.area,
        "is_mine": found.assignee_id == worker.pk,
        "is_late": is_late(found),
        "is_due_today": is_due_today(found),
        "next_status": contacts.NEXT_STATUS[found.status],
        "is_handled": found.status == Status.BEING_HANDLED,
        "may_assign": may(worker, Permission.ASSIGN),
        "form": _typed(form, DeskDraft.Field.MESSAGE),
        "template_form": TemplateForm(
            choices=lambda: texts.template_choices(found.language), initial={"template": chosen}
        ),
        "note_form": _typed(note_form, DeskDraft.Field.NOTE),
        "corrects": next((one for one in read.notes if one.entry.pk == corrects), None),
        "assessed": assessment_lines(read.assessment) if read.assessment else (),
        "problem": problem,
        "has_errors": bool(problem),
    }
    return render(request, "desk/contact.html", context)


def _typed(form: FormWithText, field: str) -> FormWithText:
    """The form, whose text the page's script keeps as it is typed."""
    form.fields["note" if "note" in form.fields else "text"].widget.attrs["data-draft"] = field
    return form
