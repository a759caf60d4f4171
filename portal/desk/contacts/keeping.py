"""What workers write down about a contact, added in one transaction with what it changes and its audit row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction

from portal.core.checkpoints import reached
from portal.desk.contacts.writing import DESK, locked, locked_with_queue, written_down
from portal.desk.entries import seal_entry
from portal.desk.models import Contact, Entry, Worker


def keep(
    entry: Entry,
    texts: Mapping[str, str],
    worker: Worker,
    action: str,
    *,
    change: Callable[[Contact], object] | None = None,
    detail: Mapping[str, str] | None = None,
    of_joined: bool = False,
) -> bool:
    """Whether the entry was added; False for one whose id stands already, so a form sent twice does no harm.

    `change` does to the locked contact what the entry brings with it, before the entry is saved, and may raise
    NotPossible: then nothing has happened. `of_joined`: also about a contact that was joined to another one. Raises
    Contact.DoesNotExist, and Joined.
    """
    entry.sealed_for_desk = seal_entry(entry, texts)
    with transaction.atomic(using=DESK):
        contact = locked_with_queue(entry.contact_id)[0] if of_joined else locked(entry.contact_id)
        if type(entry)._default_manager.filter(pk=entry.pk).exists():
            return False
        if change is not None:
            change(contact)
        entry.save()
        written_down(worker, action, contact, {"entry": str(entry.pk), **(detail or {})})
    reached("desk.after_commit")
    return True
