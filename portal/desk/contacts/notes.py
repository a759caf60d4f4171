"""Kept notes about a contact: added, corrected by another one, never changed."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk import dues
from portal.desk.contacts.keeping import keep
from portal.desk.contacts.writing import NotPossible, locked_with_queue
from portal.desk.models import Contact, ContactNote, Worker


def add_note(
    contact_id: UUID,
    worker: Worker,
    text: str,
    *,
    note_id: UUID,
    way: str = "",
    result: str = "",
    corrects_id: UUID | None = None,
) -> None:
    """Keeps a note; with a way and a result it is a note of trying to reach somebody.

    The form carries `note_id`: the same form sent twice is one note. Raises Contact.DoesNotExist, and NotPossible for
    a correction of a note of another contact.
    """
    kind = ContactNote.Kind.TRIED if way else ContactNote.Kind.NOTE
    note = ContactNote(
        id=note_id,
        contact_id=contact_id,
        by=worker,
        at=timezone.now(),
        kind=kind,
        way=way,
        result=result,
        corrects_id=corrects_id,
    )

    def change(contact: Contact) -> None:
        if corrects_id and not ContactNote.objects.filter(pk=corrects_id, contact=contact).exists():
            raise NotPossible(_("The note that you wanted to correct is not there."))
        if result == ContactNote.Result.REACHED:
            dues.meet(contact, "answered", timezone.localdate(note.at))
            contact.save(update_fields=["due_on", "warn_on"])
            dues.settle_queue(contact, locked_with_queue(contact.pk)[1])

    detail = {"kind": str(kind)}
    keep(note, {"text": text}, worker, "contact.note", change=change, detail=detail, of_joined=True)
