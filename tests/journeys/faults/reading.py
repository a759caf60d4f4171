"""What stands at the desk, opened with the desk's key. Runs inside the desk half."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def contacts() -> dict[str, Any]:
    """Every contact by its reference: letters with their own words, messages, status changes, audit rows, outbox."""
    # Models need the half that the process was started for.
    from portal.desk.models import Contact, OutboxItem, SetAsideLetter
    from portal.desk.reading import open_letter
    from portal.desk.sealed import open_message
    from portal.vault.models import AuditEntry

    opened = list(AuditEntry.objects.filter(action="letter.opened").values_list("subject", flat=True))
    found = {}
    for contact in Contact.objects.prefetch_related("letters", "messages", "history", "outbox"):
        found[contact.reference] = {
            "id": str(contact.pk),
            "status": contact.status,
            "letters": [[one.relation, open_letter(one).own_words] for one in contact.letters.all()],
            "messages": [open_message(one) for one in contact.messages.all()],
            "changes": [one.status for one in contact.history.all()],
            "audited": opened.count(f"contact:{contact.pk}"),
        }
    return {
        "contacts": found,
        "aside": SetAsideLetter.objects.filter(filed_at__isnull=True).count(),
        "waiting": OutboxItem.objects.filter(delivered_at__isnull=True).count(),
    }


def main() -> None:
    """Prints it as JSON."""
    django.setup()
    sys.stdout.write(json.dumps(contacts()))


if __name__ == "__main__":
    main()
