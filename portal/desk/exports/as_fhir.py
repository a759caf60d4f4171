"""One contact as a FHIR R4B bundle, checked by the models of fhir.resources before it leaves.

What was said is a QuestionnaireResponse for each letter; the matter is a Task, because a ServiceRequest must name a
patient and many contacts name none. A Consent stands only where consent was asked, a Patient only for a person who is
named. Every identifier is a urn:uuid; code systems are national ones by their published OIDs, or FHIR's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from fhir.resources.R4B import get_fhir_model_class

from portal.core.county import county
from portal.desk.exports.gathered import GatheredContact, GatheredLetter
from portal.desk.exports.labels import SENDER_ROLES
from portal.desk.exports.lines import letter_lines
from portal.desk.exports.report import without_empty
from portal.desk.exports.said import YES_AND_NO
from portal.desk.exports.tables import DOCUMENT_OF_KIND, table

PERSONAL_ID: Final = "urn:oid:1.2.246.21"
"""Henkilötunnus, as the Finnish base profiles of HL7 Finland name it."""
DOCUMENT_TYPES: Final = "urn:oid:1.2.246.537.6.1506"
NON_DISCLOSURE: Final = {
    "system": "https://hl7.fi/fhir/finnish-base-profiles/CodeSystem/fi-base-security-label-cs",
    "code": "TURVAKIELTO",
}
CONSENT_SCOPE: Final = {"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}
PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
URI: Final = "urn:ietf:rfc:3986"
FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

TASK_STATUS: Final[Mapping[str, str]] = {"received": "received", "being_handled": "in-progress", "closed": "completed"}
CONSENT_STATUS: Final[Mapping[str, str]] = {"yes": "active", "no": "rejected"}
NAMED: Final = ("person", "child", "parent", "guardian", "other")

Resource = dict[str, Any]


def contact_as_fhir(contact: GatheredContact) -> bytes:
    """The bundle as JSON in UTF-8. Raises pydantic's ValidationError (a ValueError) when it is no valid R4B."""
    model = get_fhir_model_class("Bundle").model_validate(_allowed(bundle(contact)))
    return str(model.model_dump_json(indent=2)).encode()


def bundle(contact: GatheredContact) -> Resource:
    """The bundle as data, not yet checked."""
    answers = [_response(contact, one) for one in contact.letters if one.content is not None]
    people = [one for letter in contact.valid_letters for one in _patients(contact, letter)]
    consents = [one for letter in contact.valid_letters for one in _consents(contact, letter)]
    task = _task(contact, answers, people)
    resources = [task, *answers, *people, *consents]
    return {
        "resourceType": "Bundle",
        "identifier": {"system": URI, "value": f"urn:uuid:{_id(contact, f'bundle {contact.made_at.isoformat()}')}"},
        "type": "collection",
        "timestamp": contact.made_at.isoformat(),
        "entry": [_entry(one) for one in [*resources, _provenance(contact, resources)]],
    }


def _task(contact: GatheredContact, answers: list[Resource], people: list[Resource]) -> Resource:
    number = DOCUMENT_OF_KIND.get(contact.kind)
    code: Resource = {"text": contact.kind_name}
    if number:
        document = table(number)
        type_code = document.oid.removeprefix("1.2.246.537.6.1506.").partition(".")[0]
        code["coding"] = [{"system": DOCUMENT_TYPES, "code": type_code, "display": document.name.by_code["fi"]}]
    return without_nothing(
        {
            "resourceType": "Task",
            "id": str(contact.id),
            "identifier": [
                {"system": URI, "value": f"urn:uuid:{contact.id}"},
                {"type": {"text": _("Reference number")}, "value": contact.reference},
                *({"type": {"text": _("Joined to this contact")}, "value": one.reference} for one in contact.joined),
            ],
            "status": TASK_STATUS[contact.status],
            "intent": "proposal",
            "priority": "urgent" if contact.urgency == "urgent" else "routine",
            "code": code,
            "authoredOn": contact.arrival.isoformat(),
            "restriction": {"period": {"end": contact.due_on.isoformat() if contact.due_on else ""}},
            "for": _reference(people[0]) if len(people) == 1 else None,
            "owner": {"display": str(county().service_name)},
            "input": [{"type": {"text": _("What was said")}, "valueReference": _reference(one)} for one in answers],
            "note": [
                {"time": one.arrival.isoformat(), "text": _("This text does not open with the desk's keys.")}
                for one in contact.unopened
            ],
        }
    )


def _response(contact: GatheredContact, letter: GatheredLetter) -> Resource:
    content = letter.content or {}
    return without_nothing(
        {
            "resourceType": "QuestionnaireResponse",
            "id": str(letter.id),
            "identifier": {"system": URI, "value": f"urn:uuid:{letter.id}"},
            "language": "sv" if content["language"] == "sv" else "fi",
            "status": "amended" if letter.relation == "amendment" else "completed",
            "authored": letter.arrival.isoformat(),
            "author": {"display": _who(content)},
            "item": [
                *_of_contact(contact, letter),
                *(
                    {
                        "linkId": f"group-{number}",
                        "text": group.heading,
                        "item": [
                            {"linkId": one.path, "text": one.label, "answer": [{"valueString": one.value}]}
                            for one in group.lines
                            if one.value.strip()
                        ],
                    }
                    for number, group in enumerate(letter_lines(content), start=1)
                ),
            ],
        }
    )


def _of_contact(contact: GatheredContact, letter: GatheredLetter) -> list[Resource]:
    """To which of several joined contacts the letter came; nothing where there is only one."""
    if not contact.joined:
        return []
    return [{"linkId": "of_contact", "text": _("Reference number"), "answer": [{"valueString": letter.of_contact}]}]


def _patients(contact: GatheredContact, letter: GatheredLetter) -> Iterator[Resource]:
    for number, one in enumerate((letter.content or {})["persons"]):
        is_named = bool(one["family_name"].strip() or one["first_names"].strip())
        if one["role"] in NAMED and is_named:
            yield _patient(contact, letter, number, one)


def _patient(contact: GatheredContact, letter: GatheredLetter, number: int, one: Mapping[str, Any]) -> Resource:
    name = {"family": one["family_name"].strip(), "given": [one["first_names"].strip()]}
    address = {"line": [one["street"].strip()], "postalCode": one["postcode"].strip(), "city": one["city"].strip()}
    own_id = _id(contact, f"person {letter.id} {number}")
    return without_nothing(
        {
            "resourceType": "Patient",
            "id": str(own_id),
            "meta": {"security": [NON_DISCLOSURE]} if YES_AND_NO.get(one["address_is_secret"]) else None,
            "identifier": [
                {"system": URI, "value": f"urn:uuid:{own_id}"},
                {"system": PERSONAL_ID, "value": one["personal_id"].strip()} if one["personal_id"].strip() else None,
            ],
            "name": [name],
            "birthDate": _day(one["born_on"]),
            "telecom": [{"system": "phone", "value": one["phone"].strip()} if one["phone"].strip() else None],
            "address": [address],
        }
    )


def _consents(contact: GatheredContact, letter: GatheredLetter) -> Iterator[Resource]:
    consent = (letter.content or {})["consent"]
    if status := CONSENT_STATUS.get(consent["given"]):
        own_id = _id(contact, f"consent {letter.id}")
        yield without_nothing(
            {
                "resourceType": "Consent",
                "id": str(own_id),
                "identifier": [{"system": URI, "value": f"urn:uuid:{own_id}"}],
                "status": status,
                "scope": {"coding": [CONSENT_SCOPE]},
                "category": [{"text": _("Consent to the contact")}],
                "dateTime": letter.arrival.isoformat(),
                "performer": [{"display": consent["by"].strip()} if consent["by"].strip() else None],
                "sourceReference": {"reference": f"urn:uuid:{letter.id}"},
                "policyRule": {"text": "Sosiaalihuoltolaki 1301/2014 35 §"},
            }
        )


def _provenance(contact: GatheredContact, resources: list[Resource]) -> Resource:
    letters = contact.valid_letters
    author = _who(letters[0].content or {}) if letters else _("The sender")
    return {
        "resourceType": "Provenance",
        "id": str(_id(contact, f"provenance {contact.made_at.isoformat()}")),
        "target": [_reference(one) for one in resources],
        "recorded": contact.made_at.isoformat(),
        "agent": [
            {"type": {"coding": [{"system": PARTICIPANT, "code": "author"}]}, "who": {"display": author}},
            {
                "type": {"coding": [{"system": PARTICIPANT, "code": "assembler"}]},
                "who": {"display": str(county().service_name)},
            },
        ],
    }


def _who(content: Mapping[str, Any]) -> str:
    """The sender as far as it is known: name, else role, else only that it is the sender."""
    sender = content["sender"]
    role = SENDER_ROLES.get(sender["role"])
    return sender["name"].strip() or content["name"].strip() or (str(role) if role else _("The sender"))


def _day(text: str) -> str:
    """The day, and nothing for a text that is none, such as 2020-13-45: it still stands among the answers."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _entry(resource: Resource) -> Resource:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}


def _reference(resource: Resource) -> Resource:
    return {"reference": f"urn:uuid:{resource['id']}"}


def _id(contact: GatheredContact, name: str) -> UUID:
    """An id that is the same in every export of the contact."""
    return uuid5(contact.id, name)


def _allowed(value: Any) -> Any:
    """The same data with the sign for "unknown" for every control character that a FHIR string must not hold."""
    if isinstance(value, Mapping):
        return {name: _allowed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_allowed(one) for one in value]
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def without_nothing(resource: Resource) -> Resource:
    """The resource without empty values, which FHIR forbids."""
    found: Resource = without_empty(resource)
    return found
