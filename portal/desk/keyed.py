"""Contacts that came by phone, on paper or by a visit: keyed in at the desk, sealed and filed like any other.

The letter is made here and never lies in the letter box; from its filing on nothing tells it from the others but its
channel. It has no box: its sender has no receipt, and is answered by the ways that they gave.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from portal.core.county import county
from portal.desk.contacts import actor
from portal.desk.courier.filing import file_letter
from portal.desk.keys import recipients
from portal.desk.models import Contact, Urgency, Worker
from portal.intake.service import (
    SCHEMA_VERSION,
    ContactContent,
    Letter,
    letter_aad,
    letter_context,
    reference_of,
    sealed_content,
)
from portal.vault.sealing import canonical, seal

URGENT_ANSWERS: Final = frozenset({"danger", "today"})
KEYED_KINDS: Final = (
    "contact", "need_notice", "child_welfare_notice", "prenatal_notice", "help_request", "question", "consultation",
)  # fmt: skip


def key_in(
    worker: Worker, said: ContactContent, *, kind: str, urgency_answer: str, arrival: datetime, entry_id: UUID
) -> Contact:
    """The contact as it is filed: routed, with its due dates counted from the time it was received.

    The form carries `entry_id`: sent twice it is one contact. Nothing was promised to the sender, so the letter says
    nothing of it, and the county's own promise for that arrival stands. Raises ContentError.
    """
    content = sealed_content(
        said,
        kind=kind,
        language=worker.language,
        urgency_answer=urgency_answer,
        promise=None,
        documents=(),
    )
    plain = canonical(content)
    letter = Letter(
        id=entry_id,
        form_token=entry_id,
        digest=hashlib.sha256(b"tukiportti/keyed/1|" + entry_id.bytes).digest(),
        kind=kind,
        area=county().area_of(said.municipality),
        language=worker.language,
        urgency=Urgency.URGENT if urgency_answer in URGENT_ANSWERS else Urgency.NORMAL,
        arrival=arrival,
        schema_version=SCHEMA_VERSION,
        reference=reference_of(entry_id),
        box_key=b"",
    )
    letter.sealed = seal(plain, recipients=recipients(), context=letter_context(letter), aad=letter_aad(letter))
    return file_letter(letter, actor=actor(worker), action="contact.keyed_in")
