"""What a worker writes to the sender."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk import dues
from portal.desk.contacts.writing import DESK, NotPossible, into_outbox, locked_with_queue, written_down
from portal.desk.models import Contact, DeskMessage, Worker
from portal.desk.sealed import seal_message, seal_text


def write_to_sender(contact_id: UUID, worker: Worker, text: str, *, message_id: UUID | None = None) -> None:
    """Seals a message for the desk and for the sender's box. Raises Contact.DoesNotExist and NotPossible.

    The form carries `message_id`: the same form sent twice is one message.
    """
    now = timezone.now()
    contact = Contact.objects.get(pk=contact_id)
    message = DeskMessage(id=message_id or uuid4(), contact=contact, author=worker, at=now)
    message.sealed_for_desk = seal_message(message, text)
    with transaction.atomic(using=DESK):
        contact, in_queue = locked_with_queue(contact_id)
        if DeskMessage.objects.filter(pk=message.pk).exists():
            return
        reached("desk.inside_message")
        outbox = into_outbox(contact, lambda key: seal_text(contact.reference, key, text, now), now)
        if outbox is None:
            raise NotPossible(_("This contact has no box that the sender can read. Use one of the safe ways."))
        message.outbox = outbox
        message.save(force_insert=True)
        dues.meet(contact, "answered", timezone.localdate(now))
        contact.save(update_fields=["due_on", "warn_on"])
        dues.settle_queue(contact, in_queue)
        written_down(worker, "contact.message", contact, {"message": str(message.pk)})
    reached("desk.after_commit")
