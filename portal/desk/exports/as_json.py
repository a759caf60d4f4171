"""One contact as JSON: every letter as it came, the national documents made of them, and what these lack."""

from __future__ import annotations

import json
from typing import Any, Final

from portal.desk.exports.assessments import assessment_document, pending_entry
from portal.desk.exports.documents import national_documents
from portal.desk.exports.gathered import GatheredContact, GatheredLetter
from portal.desk.exports.tables import DOCUMENT_OF_KIND
from portal.intake.service import validate

FORMAT: Final = "contact-export-1"


def contact_as_json(contact: GatheredContact) -> bytes:
    """The export in UTF-8. Raises ContentError for a content that no longer follows its schema."""
    return json.dumps(contact_as_data(contact), ensure_ascii=False, indent=2).encode()


def contact_as_data(contact: GatheredContact) -> dict[str, Any]:
    """The same as data.

    `documents` are the national documents of the texts that hold: a corrected text stands for the one it corrects.
    `letters` are all of them, as they came.
    """
    made_of_letters = [
        {"of_letter": str(letter.id), **document.as_json()}
        for letter in contact.valid_letters
        if letter.content is not None
        for document in national_documents(letter.content, contact.arrival_of(letter), contact.county_codes)
    ]
    assessment, entry = assessment_document(contact), pending_entry(contact)
    return {
        "format": FORMAT,
        "made_at": contact.made_at.isoformat(),
        "contact": {
            "id": f"urn:uuid:{contact.id}",
            "reference": contact.reference,
            "kind": contact.kind,
            "kind_name": contact.kind_name,
            "language": contact.language,
            "urgency": contact.urgency,
            "status": contact.status,
            "arrival": contact.arrival.isoformat(),
            "due_on": contact.due_on.isoformat() if contact.due_on else None,
        },
        "joined": [
            {
                "id": f"urn:uuid:{one.id}",
                "reference": one.reference,
                "kind": one.kind,
                "kind_name": one.kind_name,
                "arrival": one.arrival.isoformat(),
            }
            for one in contact.joined
        ],
        "has_national_document": contact.kind in DOCUMENT_OF_KIND,
        "documents": made_of_letters,
        "assessment": assessment.as_json() if assessment else None,
        "pending_entry": entry.as_json() if entry else None,
        "letters": [_letter(one) for one in contact.letters],
        "letters_that_do_not_open": [str(one.id) for one in contact.unopened],
    }


def _letter(letter: GatheredLetter) -> dict[str, Any]:
    if letter.content is not None:
        validate(letter.content)
    return {
        "id": f"urn:uuid:{letter.id}",
        "relation": letter.relation,
        "reference": letter.reference,
        "of_contact": letter.of_contact,
        "arrival": letter.arrival.isoformat(),
        "content": letter.content,
    }
