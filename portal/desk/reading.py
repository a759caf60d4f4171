"""An opened letter, as the desk reads it: what the sender said, in typed words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from portal.core.county import county
from portal.desk.keys import desk_keys
from portal.desk.models import FiledLetter
from portal.intake.service import (
    AskedService,
    Circumstances,
    Consent,
    ContentError,
    Criteria,
    Document,
    DocumentError,
    Home,
    Letter,
    Person,
    Sender,
    Told,
    Way,
    letter_aad,
    letter_context,
    validate,
)
from portal.vault.sealing import open_envelope


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """What a letter said. `own_words` stand verbatim; nothing here is ever written to a log or a row."""

    own_words: str
    name: str
    ways: tuple[Way, ...]
    reads_here: bool
    contact_language: str
    other_language: str
    interpreter: bool
    municipality: str
    urgency_answer: str
    promised_on: date | None
    promise_text: str
    documents: tuple[Document, ...]
    sender: Sender = field(default_factory=Sender)
    persons: tuple[Person, ...] = ()
    situation: str = ""
    grounds: str = ""
    more: str = ""
    consent: Consent = field(default_factory=Consent)
    told: Told = field(default_factory=Told)
    criteria: Criteria = field(default_factory=Criteria)
    circumstances: Circumstances = field(default_factory=Circumstances)
    must_not_know: str = ""
    home: Home = field(default_factory=Home)
    channel: str = "form"
    route: str = ""
    family_words: str = ""
    """What the family added to a professional's text when it confirmed it, verbatim."""
    promised_by: tuple[str, str] = ("", "")
    """The rule of the promise and its version."""
    service: AskedService | None = None
    """The service page that the sender began from, with what the county promised there; None where it was none."""

    @property
    def confirmed_at(self) -> datetime | None:
        """When the family read a professional's text and sent it itself; None where it did not."""
        at = self.consent.confirmed_by_family_at
        return datetime.fromisoformat(at) if at else None

    @property
    def promised_area(self) -> str:
        """The name of the area that the service's page made its promise for; empty for everywhere not named there."""
        found = county().area(self.service.area) if self.service else None
        return str(found.name) if found else ""

    @property
    def municipality_name(self) -> str:
        """The municipality's name in the reader's language, the code where it is none of the county's."""
        found = county().municipality(self.municipality)
        return str(found.name) if found else self.municipality


def open_letter(letter: Letter | FiledLetter) -> OpenedLetter:
    """The letter's content. Raises CannotOpen for a seal that does not open, ContentError for content of another form.

    The kind, the language and the schema inside the seal must be those on the outside.
    """
    return opened(letter_content(letter))


def letter_content(letter: Letter | FiledLetter) -> dict[str, Any]:
    """The letter's content as JSON data that follows the schema; raises what `open_letter` raises."""
    plain = open_envelope(
        bytes(letter.sealed), keys=desk_keys(), context=letter_context(letter), aad=letter_aad(letter)
    )
    try:
        content: dict[str, Any] = json.loads(_showable(json.loads(plain)))
        validate(content)
        for one in content["documents"]:
            Document.from_json(one)
    except (ValueError, RecursionError, DocumentError) as error:
        if isinstance(error, ContentError):
            raise
        raise ContentError(f"{letter.schema_version}: the content is no such document.") from None
    if (content["kind"], content["language"], content["schema"]) != (
        letter.kind,
        letter.language,
        letter.schema_version,
    ):
        raise ContentError(f"{letter.schema_version}: the content and the envelope say different things.")
    return content


def made_at(document: Document) -> datetime | str:
    """When a document was made, as a time; the text that it says where that is no time."""
    try:
        return datetime.fromisoformat(document.made_at)
    except ValueError:
        return document.made_at


def opened(content: Mapping[str, Any]) -> OpenedLetter:
    """What the content of a letter says, in typed words. It follows the schema, as `letter_content` gives it."""
    promise = content["promise"] or {}
    return OpenedLetter(
        own_words=content["own_words"],
        name=content["name"],
        ways=tuple(Way(**one) for one in content["ways"]),
        reads_here=content["reads_here"],
        contact_language=content["contact_language"],
        other_language=content["other_language"],
        interpreter=content["interpreter"],
        municipality=content["municipality"],
        urgency_answer=content["urgency"]["answer"],
        promised_on=_date(promise.get("due", "")),
        promise_text=promise.get("text", ""),
        documents=tuple(Document.from_json(one) for one in content["documents"]),
        sender=Sender.from_json(content["sender"]),
        persons=tuple(Person.from_json(one) for one in content["persons"]),
        situation=content["situation"],
        grounds=content["grounds"],
        more=content["more"],
        consent=Consent.from_json(content["consent"]),
        told=Told.from_json(content["told"]),
        criteria=Criteria.from_json(content["criteria"]),
        circumstances=Circumstances.from_json(content["circumstances"]),
        must_not_know=content["must_not_know"],
        home=Home.from_json(content["home"]),
        channel=content["channel"],
        route=content.get("route", ""),
        family_words=content.get("family_words", ""),
        promised_by=(promise.get("rule", ""), promise.get("version", "")),
        service=AskedService.from_json(content["service"]) if content.get("service") else None,
    )


def _showable(content: object) -> str:
    """JSON without lone surrogates, which no page could be encoded with; each is shown as the sign for "unknown"."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
