"""Builders of the desk's states: letters in the letter box, workers, contacts that were carried in."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.desk.courier import letters, outbox
from portal.desk.keys import desk_keys, recipients
from portal.desk.models import Contact, Role, ServiceGroup, Team, TeamMember, Worker
from portal.desk.workers import enrol_second_factor
from portal.intake.content import ContactContent, Way, sealed_content
from portal.intake.documents import Document, Item, Section
from portal.intake.models import BoxItem, Letter
from portal.intake.receipts import FormKeys
from portal.intake.service import letter_aad, letter_context, promised_reply
from portal.vault.sealing import canonical, open_envelope, seal
from portal.vault.secrets import BoxKeys, box_keys_from_token, open_box

PASSWORD = "a long enough password for tests"
POINTS_OF_CARRYING = (
    "courier.after_read", "courier.inside_copy", "courier.after_copy", "courier.after_box_insert", "courier.after_mark",
)  # fmt: skip
"""Where a courier may be killed while it carries a letter in."""

ASSESSMENT = Document(
    schema="assessment-1",
    title="Vanhemman tilanne",
    language="fi",
    made_at="2026-11-20T10:00:00+02:00",
    sections=(Section("Arki", (Item("Miten nukutte?", "Huonosti"), Item("Mikä toimii?", "Aamut"))),),
)


@dataclass(frozen=True)
class Sender:
    """Somebody who sends letters with one form: its token, its reference, its box."""

    keys: FormKeys
    box: BoxKeys

    @classmethod
    def new(cls) -> Sender:
        keys = FormKeys.new()
        return cls(keys, box_keys_from_token(os.urandom(32), keys.reference))

    @property
    def reference(self) -> str:
        return self.keys.reference

    def box_items(self) -> list[str]:
        """What lies in the box, opened with the sender's words, oldest first."""
        rows = BoxItem.objects.using("portal").filter(reference=self.reference).order_by("created_at", "id")
        return [open_box(bytes(one.sealed), self.box.private_key, f"box:{self.reference}").decode() for one in rows]


WAYS = (Way("call", "+358 79 000 0001", "safe", "arkisin klo 9–15"), Way("text", "+358 79 000 0001", "not_safe"))


def drop(
    sender: Sender | None = None,
    *,
    words: str = "Tarvitsen apua arkeen.",
    amends: bool = False,
    arrival: datetime | None = None,
    urgent: bool = False,
    **columns: Any,
) -> Letter:
    """A letter in the letter box, as the portal's form drops it."""
    sender = sender or Sender.new()
    letter = build(sender, words=words, amends=amends, arrival=arrival, urgent=urgent, **columns)
    letter.save(using="portal", force_insert=True)
    return letter


def build(
    sender: Sender,
    *,
    words: str = "Tarvitsen apua arkeen.",
    amends: bool = False,
    arrival: datetime | None = None,
    urgent: bool = False,
    content: dict[str, Any] | None = None,
    documents: tuple[Document, ...] = (ASSESSMENT,),
    name: str = "Aino Esimerkki",
    relation: str = "",
    **columns: Any,
) -> Letter:
    """The same letter, not yet in the box."""
    relation = relation or ("amendment" if amends else "")
    arrival = arrival or timezone.now()
    language, kind = columns.pop("language", "fi"), columns.pop("kind", "help_request")
    digest = hashlib.sha256(f"{sender.reference}{words}{relation}".encode("utf-8", "surrogatepass")).digest()
    letter = Letter(
        id=columns.pop("id", uuid.uuid4()),
        form_token=sender.keys.token,
        digest=digest,
        belongs_to=sender.reference if relation else "",
        relation=relation,
        kind=kind,
        area=columns.pop("area", "rannikko"),
        language=language,
        urgency="urgent" if urgent else "normal",
        arrival=arrival,
        schema_version=columns.pop("schema_version", "contact-1"),
        reference=sender.reference,
        box_key=columns.pop("box_key", sender.box.public_key),
        **columns,
    )
    said = ContactContent(own_words=words, name=name, ways=WAYS, interpreter=True, municipality="951")
    plain = content or sealed_content(
        said,
        kind=kind,
        language=language,
        urgency_answer="today" if urgent else "not_urgent",
        promise=promised_reply(arrival, language),
        documents=documents,
    )
    letter.sealed = seal(
        canonical(plain), recipients=recipients(), context=letter_context(letter), aad=letter_aad(letter)
    )
    return letter


def content_of(letter: Letter) -> dict[str, Any]:
    """What is inside the letter's seal."""
    plain = open_envelope(letter.sealed, keys=desk_keys(), context=letter_context(letter), aad=letter_aad(letter))
    return dict(json.loads(plain))


def carry(*, with_all: bool = True) -> int:
    """What the courier takes in one round."""
    return letters.carry(letters.waiting(with_all=with_all).to_try, go_on=lambda: True)


def carry_out() -> int:
    """What the courier delivers in one round."""
    return outbox.carry_out(go_on=lambda: True)


def contact(sender: Sender | None = None, **given: Any) -> Contact:
    """A contact that the courier has brought."""
    sender = sender or Sender.new()
    drop(sender, **given)
    carry()
    return Contact.objects.get(reference=sender.reference)


def rows(count: int, **given: Any) -> list[Contact]:
    """Contacts without letters, for long queues."""
    now = timezone.now()
    made = [
        Contact(
            **{
                "reference": f"Q{number:04d}-{uuid.uuid4().hex[:12].upper()}",
                "kind": "help_request",
                "area": "rannikko",
                "language": "fi",
                "urgency": "urgent" if number % 7 == 0 else "normal",
                "arrival": now,
                "due_on": (now + timedelta(days=number % 5)).date(),
                **given,
            }
        )
        for number in range(count)
    ]
    return Contact.objects.bulk_create(made)


def worker(
    name: str = "Tuuli Työntekijä",
    *,
    language: str = "fi",
    email: str = "",
    role: str = Role.WORKER,
    teams: Sequence[Team] | None = None,
) -> Worker:
    """A worker who may sign in and has no second factor yet; in every team that there is, unless teams are given."""
    email = email or f"{uuid.uuid4().hex[:8]}@example.fi"
    someone = Worker.objects.create_user(email, PASSWORD, name=name, language=language, role=role)
    for one in Team.objects.all() if teams is None else teams:
        TeamMember.objects.create(team=one, worker=someone)
    return someone


def lead(name: str = "Liisa Esihenkilö", **given: Any) -> Worker:
    """A lead, like a worker."""
    return worker(name, role=Role.LEAD, **given)


def team(key: str = "", *, service_group: str = ServiceGroup.ANY, areas: Sequence[str] = (), **given: Any) -> Team:
    """A team beside the fallback team, without members."""
    key = key or f"team-{uuid.uuid4().hex[:8]}"
    names = {"name_fi": f"Tiimi {key}", "name_sv": f"Team {key}"}
    return Team.objects.create(**{**names, "key": key, "service_group": service_group, "areas": list(areas), **given})


def signed_in(someone: Worker | None = None) -> Client:
    """A browser in which a worker is signed in with a second factor."""
    someone = someone or worker()
    enrol_second_factor(someone)
    browser = Client()
    browser.force_login(someone)
    return browser
