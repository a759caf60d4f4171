"""Dropping a letter into the box: exactly once, sealed before it is stored, with the same receipt for the same content.

One transaction inserts the letter and deletes the drafts it came from. Words, keys and seal are made before it: on
SQLite every transaction is a writer, and Argon2 takes time. All queries on letters name only the columns that the
portal's role may read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connections, router, transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.intake.content import SCHEMA_VERSION, ContactContent, Promise, sealed_content
from portal.intake.documents import Document
from portal.intake.drafts import erase_all
from portal.intake.held import claim
from portal.intake.models import BoxItem, Letter, Relation, Urgency
from portal.intake.promises import promised_reply, service_reply
from portal.intake.receipts import WORD_LANGUAGES, FormKeys, letter_id, word_language
from portal.intake.service_promises import AskedService
from portal.vault.keys import load_public_keys
from portal.vault.sealing import Recipient, canonical, seal
from portal.vault.secrets import box_keys

PRIMARY_KEY_ON_SQLITE: Final = f"UNIQUE constraint failed: {Letter._meta.db_table}.id"
PRIMARY_KEY_ON_POSTGRESQL: Final = f"{Letter._meta.db_table}_pkey"
URGENT_ANSWERS: Final = ("danger", "today")


class LetterColumns(Protocol):
    """What stands beside the seal of a letter and does not change: what the seal is bound to."""

    id: UUID
    form_token: UUID
    belongs_to: str
    relation: str
    kind: str
    area: str
    language: str
    urgency: str
    arrival: datetime
    schema_version: str
    reference: str
    due_at: datetime | None

    @property
    def digest(self) -> bytes | memoryview[int]: ...

    @property
    def box_key(self) -> bytes | memoryview[int]: ...


@dataclass(frozen=True, slots=True)
class Box:
    """Where the sender's answers will lie: the key that the receipt's words give, and whether the box was met before."""

    reference: str
    words: str = field(repr=False)
    word_language: str
    public_key: bytes
    is_known: bool


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent, ready to be dropped. `fingerprint` is what makes it the same content when it is sent again."""

    keys: FormKeys
    kind: str
    area: str
    language: str
    urgency_answer: str
    is_promised: bool
    fingerprint: dict[str, Any] = field(repr=False)
    said: ContactContent = field(repr=False)
    documents: Sequence[Document] = field(default=(), repr=False)
    relation: str = ""
    """What the letter is to the contact that its box belongs to; empty for a contact of its own."""
    service: AskedService | None = None
    """The service page that the contact began from, with what it promised in the area."""
    held_id: str = ""
    """The held text that the letter sends: it goes with the same COMMIT, and only one letter sends it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A letter that lies in the box: what its receipt is made from."""

    digest: bytes
    box: Box
    is_amendment: bool


class UnknownBoxError(Exception):
    """The letter belongs to a contact of which neither a letter nor a box lies here with that key."""


class _MisjudgedError(Exception):
    """Another letter of the same form came in between: what was sealed as the first is an amendment."""


def letter_context(letter: LetterColumns) -> str:
    """The context that the letter is sealed in: its id."""
    return str(letter.id)


def letter_aad(letter: LetterColumns) -> bytes:
    """Canonical JSON of every column that does not change; the seal opens with exactly these."""
    return canonical(
        {
            "id": str(letter.id),
            "form_token": str(letter.form_token),
            "digest": bytes(letter.digest).hex(),
            "belongs_to": letter.belongs_to,
            "relation": str(letter.relation),
            "kind": letter.kind,
            "area": letter.area,
            "language": str(letter.language),
            "urgency": str(letter.urgency),
            "arrival": _utc(letter.arrival),
            "schema_version": letter.schema_version,
            "reference": letter.reference,
            "box_key": bytes(letter.box_key).hex(),
            "due_at": _utc(letter.due_at) if letter.due_at else None,
        }
    )


def box_of(keys: FormKeys, language: str) -> Box:
    """The sender's box. Where it was met before, its words stay in the language they were first given in."""
    stored = _stored_box_keys(keys.reference)
    preferred = word_language(language)
    first: Box | None = None
    for candidate in sorted(WORD_LANGUAGES, key=lambda one: one != preferred):
        words = keys.words(candidate)
        public_key = box_keys(words, keys.reference).public_key
        box = Box(keys.reference, words, candidate, public_key, is_known=public_key in stored)
        if box.is_known or not stored:
            return box
        first = first or box
    if first is None:
        raise ValueError("There is no list of words.")
    return first


def known_box(reference: str, public_key: bytes) -> Box:
    """The box of a contact whose words are not at hand; what belongs to that contact is dropped for it."""
    return Box(reference, "", "", public_key, is_known=public_key in _stored_box_keys(reference))


def arrivals(reference: str, public_key: bytes | None = None) -> tuple[datetime, ...]:
    """When the letters of that reference that still lie here arrived, earliest first."""
    letters = Letter.objects.filter(reference=reference)
    if public_key is not None:
        letters = letters.filter(box_key=public_key)
    return tuple(letters.order_by("arrival").values_list("arrival", flat=True))


def lying(reference: str, public_key: bytes) -> tuple[tuple[datetime, bool], ...]:
    """When the letters of that box that still lie here arrived, earliest first, and whether the desk has each."""
    letters = Letter.objects.filter(reference=reference, box_key=public_key).order_by("arrival")
    return tuple((arrival, taken_at is not None) for arrival, taken_at in letters.values_list("arrival", "taken_at"))


def drop(posted: Posted, box: Box, *, request: HttpRequest, draft_ids: Sequence[str]) -> Dropped:
    """The letter in the box; its drafts are gone with the same COMMIT.

    The same content again gives the same letter. Changed content of the same form is a letter of its own, an
    amendment. What belongs to a contact needs its box: UnknownBoxError says that there is none. What sends a held text
    needs it: HeldTextGoneError says that it lies here no longer. Raises what the database raises; then nothing was
    stored and the drafts stand.
    """
    digest = posted.keys.digest(posted.fingerprint)
    is_amendment = box.is_known
    while True:
        letter = _sealed_letter(posted, box, digest, is_amendment=is_amendment)
        try:
            _insert(letter, request, draft_ids, held_id=posted.held_id)
        except _MisjudgedError:
            if posted.relation:
                raise UnknownBoxError from None
            is_amendment = not is_amendment
            continue
        except IntegrityError as error:
            if not _is_primary_key(error):
                raise
            erase_all(request, draft_ids)
        return Dropped(digest, box, is_amendment)


def recipients() -> Sequence[Recipient]:
    """The public keys that every letter is sealed for: the desk's and the recovery key's."""
    return load_public_keys(settings.PUBLIC_KEYS_FILE)


def _insert(letter: Letter, request: HttpRequest, draft_ids: Sequence[str], *, held_id: str) -> None:
    alias = router.db_for_write(Letter)
    with transaction.atomic(using=alias, durable=True):
        _wait_for_turn(alias, letter.form_token)
        known = _stored_box_keys(letter.reference, alias)
        if (bytes(letter.box_key) in known) != bool(letter.relation):
            raise _MisjudgedError
        reached("portal.before_insert")
        letter.save(force_insert=True, using=alias)
        if held_id and not letter.relation:
            claim(held_id, alias)
        erase_all(request, draft_ids)
        reached("portal.after_insert_before_commit")
    reached("portal.after_commit")


def _sealed_letter(posted: Posted, box: Box, digest: bytes, *, is_amendment: bool) -> Letter:
    arrival = timezone.now()
    content = sealed_content(
        posted.said,
        kind=posted.kind,
        language=posted.language,
        urgency_answer=posted.urgency_answer,
        promise=_promise(posted, arrival) if posted.is_promised else None,
        documents=posted.documents,
        service=posted.service,
    )
    relation = posted.relation or (Relation.AMENDMENT if is_amendment else Relation.NONE)
    letter = Letter(
        id=letter_id(digest),
        form_token=posted.keys.token,
        digest=digest,
        belongs_to=box.reference if relation else "",
        relation=relation,
        kind=posted.kind,
        area=posted.area,
        language=posted.language,
        urgency=Urgency.URGENT if posted.urgency_answer in URGENT_ANSWERS else Urgency.NORMAL,
        arrival=arrival,
        schema_version=SCHEMA_VERSION,
        reference=box.reference,
        box_key=box.public_key,
    )
    letter.sealed = seal(
        canonical(content),
        recipients=recipients(),
        context=letter_context(letter),
        aad=letter_aad(letter),
    )
    return letter


def _promise(posted: Posted, arrival: datetime) -> Promise:
    """What the service's page promised; the county's general promise where it promised nothing, or none was asked."""
    page = posted.service
    if page and page.working_days:
        return service_reply(arrival, page.working_days, page.on, posted.language)
    return promised_reply(arrival, posted.language)


def _wait_for_turn(alias: str, form_token: UUID) -> None:
    """Lets one letter of a form in at a time. On SQLite every transaction that writes already waits for the others."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(form_token.bytes).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _stored_box_keys(reference: str, alias: str = "") -> frozenset[bytes]:
    alias = alias or router.db_for_read(Letter)
    letters = Letter.objects.using(alias).filter(reference=reference).values_list("box_key", flat=True)
    items = BoxItem.objects.using(alias).filter(reference=reference).values_list("box_key", flat=True)
    return frozenset(bytes(key) for key in (*letters, *items))


def _is_primary_key(error: IntegrityError) -> bool:
    """Whether the letter's own id is what was there already; every other broken rule is an error."""
    cause = error.__cause__
    name = getattr(getattr(cause, "diag", None), "constraint_name", None)
    return name == PRIMARY_KEY_ON_POSTGRESQL or str(cause) == PRIMARY_KEY_ON_SQLITE


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
