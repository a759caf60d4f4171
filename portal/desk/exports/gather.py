"""Reads a contact with its letters and its first assessment for an export, and writes down that it left the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.desk.contacts.names import kind_name
from portal.desk.contacts.writing import DESK, actor
from portal.desk.entries import read_entry
from portal.desk.exports.gathered import Assessed, GatheredContact, GatheredLetter, JoinedContact
from portal.desk.models import Contact, FiledLetter, FirstAssessment, ServiceGroup, Worker
from portal.desk.national_codes import county_codes
from portal.desk.reading import letter_content
from portal.intake.service import ContentError
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen

SERVICE_TASKS: Final = {
    ServiceGroup.FAMILIES: "families",
    ServiceGroup.CHILD_WELFARE: "10",
    ServiceGroup.ADULTS: "working_age",
    ServiceGroup.OLDER_PEOPLE: "older_people",
}
"""Our key of 1221 (palvelutehtävä) for what a team takes; the other groups stand for none."""


class NotExported(Exception):
    """The file could not be made. Nothing has left the desk; the text names the kind of error and no content."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: its media type, its ending, and the function that makes it, as "module:name"."""

    media_type: str
    ending: str
    maker: str


FORMATS: Final = {
    "pdf": FileFormat("application/pdf", "pdf", "portal.desk.exports.as_pdf:contact_as_pdf"),
    "json": FileFormat("application/json", "json", "portal.desk.exports.as_json:contact_as_json"),
    "fhir": FileFormat("application/fhir+json", "fhir.json", "portal.desk.exports.as_fhir:contact_as_fhir"),
}


def export(contact_id: UUID, worker: Worker, file_format: str, language: str) -> bytes:
    """The file, in the language that is active. One audit row says who took out which contact in which format.

    Raises Contact.DoesNotExist, and NotExported when the file cannot be made: then nothing is written down.
    """
    gathered = gather(contact_id)
    try:
        made = _maker(file_format)(gathered)
    except (ValueError, RuntimeError) as error:
        raise NotExported(type(error).__name__) from None
    with transaction.atomic(using=DESK):
        for one in (contact_id, *(joined.id for joined in gathered.joined)):
            vault.record(
                actor=actor(worker),
                action="contact.exported",
                subject=f"contact:{one}",
                detail={"format": file_format, "language": language},
            )
    return made


def gather(contact_id: UUID) -> GatheredContact:
    """The contact with every letter opened in memory, also of what was joined to it. Raises Contact.DoesNotExist."""
    contact = Contact.objects.select_related("team").prefetch_related("letters").get(pk=contact_id)
    joined = list(contact.joined.prefetch_related("letters").order_by("arrival", "pk"))
    letters = [(letter, one) for one in (contact, *joined) for letter in one.letters.all()]
    return GatheredContact(
        id=contact.pk,
        reference=contact.reference,
        kind=contact.kind,
        kind_name=kind_name(contact.kind),
        language=contact.language,
        urgency=contact.urgency,
        status=contact.status,
        arrival=contact.arrival,
        due_on=None if contact.due_on == date.max else contact.due_on,
        made_at=timezone.now(),
        letters=tuple(_letter(one, of) for one, of in sorted(letters, key=lambda pair: (pair[0].arrival, pair[0].pk))),
        service_task=SERVICE_TASKS.get(ServiceGroup(contact.team.service_group), ""),
        assessed=_assessed(contact),
        joined=tuple(
            JoinedContact(one.pk, one.reference, one.kind, kind_name(one.kind), one.arrival) for one in joined
        ),
        county_codes=county_codes(),
    )


def _letter(filed: FiledLetter, of: Contact) -> GatheredLetter:
    try:
        content = letter_content(filed)
    except (CannotOpen, ContentError, KeyProblem):
        content = None
    return GatheredLetter(filed.pk, filed.relation, filed.reference, filed.arrival, content, of.reference)


def _assessed(contact: Contact) -> Assessed | None:
    of = Q(contact=contact) | Q(contact__joined_to=contact)
    newest = FirstAssessment.objects.filter(of).select_related("by").order_by("-at", "-id").first()
    if newest is None:
        return None
    texts = read_entry(newest).texts or {}
    return Assessed(
        document=newest.document,
        made_on=timezone.localdate(newest.at),
        made_by=str(newest.by),
        urgency=newest.urgency,
        urgency_grounds=texts.get("urgency_grounds", ""),
        aged_75=newest.aged_75,
        highest_care_allowance=newest.highest_care_allowance,
        special_support_child=newest.special_support_child,
        way=newest.way,
        needs=tuple(newest.needs),
        reasons=tuple(newest.reasons),
        measures=tuple(newest.measures),
        service_task=newest.service_task,
        services=tuple(newest.services),
        next_steps=texts.get("next_steps", ""),
        earlier_notices=newest.earlier_notices,
        clientships=tuple(newest.clientships),
        other_clientship=texts.get("other_clientship", ""),
        information=texts.get("information", ""),
        description=texts.get("description", ""),
        more=texts.get("more", ""),
    )


def _maker(file_format: str) -> Callable[[GatheredContact], bytes]:
    # Typst and the models of FHIR are heavy: the desk starts without them, and the first export brings them in.
    module, _, name = FORMATS[file_format].maker.partition(":")
    maker: Callable[[GatheredContact], bytes] = getattr(import_module(module), name)
    return maker
