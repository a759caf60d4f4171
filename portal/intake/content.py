"""What a letter says inside its seal: the schema contact-1, the same for every kind of contact."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError

from portal.intake.documents import Document
from portal.intake.people import Circumstances, Consent, Criteria, Home, Part, Person, Sender, Told
from portal.intake.service_promises import AskedService

SCHEMA_VERSION: Final = "contact-1"
SCHEMA_FILE: Final = Path(__file__).parent / "schema" / f"{SCHEMA_VERSION}.schema.json"

WAYS: Final = ("call", "text", "email", "letter", "own_worker")
CHANNELS: Final = ("form", "phone", "paper", "visit", "other")
SAFETY: Final = ("not_asked", "safe", "not_safe")
CONTACT_LANGUAGES: Final = ("fi", "sv", "other")
URGENCY_ANSWERS: Final = ("danger", "today", "not_urgent", "not_asked")
ANOTHER_MUNICIPALITY: Final = "other"


class ContentError(ValueError):
    """The content does not follow its schema. The text names the place and the rule, never a value."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach the sender: by what, where, whether it is safe to use, when, and what may be said there.

    `may_say` is what may be said or written when somebody else could hear or see it. `send_word`: the sender asks to be
    told by it, without any content, that the contact arrived and that an answer waits; only of an e-mail called safe.
    """

    way: str
    address: str
    safe: str = "not_asked"
    when: str = ""
    may_say: str = ""
    send_word: bool = False


@dataclass(frozen=True, slots=True)
class ContactContent:
    """What the sender of any kind of contact said. `own_words` stand verbatim.

    `municipality` is a national code, "other", or empty for "I do not want to say". `reads_here` is True when the
    sender said that the answer will be read on the status page. `documents` are those that the kind itself makes.
    `situation` is the description of situation and worry, `grounds` why the contact is made, `must_not_know` who must
    not see or be told. `channel` is how the contact came; everything but `form` is keyed in by staff.
    `route` is the page of a route of its own that the sender began from, or empty. `family_words` are what a family
    added to a professional's text when it confirmed it, verbatim.
    """

    own_words: str
    name: str = ""
    ways: tuple[Way, ...] = ()
    contact_language: str = "fi"
    other_language: str = ""
    interpreter: bool = False
    municipality: str = ""
    reads_here: bool = False
    documents: tuple[Document, ...] = ()
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

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ContactContent:
        """The content in JSON data that follows the schema; every document in it becomes one of its own."""
        parts: dict[str, type[Part]] = {
            "sender": Sender, "consent": Consent, "told": Told, "criteria": Criteria, "circumstances": Circumstances,
            "home": Home,
        }  # fmt: skip
        plain = {one.name: data[one.name] for one in fields(cls) if one.name in data and one.name not in parts}
        return cls(
            **{
                **plain,
                **{name: part.from_json(data[name]) for name, part in parts.items()},
                "ways": tuple(Way(**one) for one in data["ways"]),
                "persons": tuple(Person.from_json(one) for one in data["persons"]),
                "documents": tuple(Document.from_json(one) for one in data["documents"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """What the county promised the sender: by which of its rules, until when, in which words."""

    rule_id: str
    version: str
    due: date
    text: str

    def as_json(self) -> dict[str, str]:
        """The promise as it travels in the letter."""
        return {"rule": self.rule_id, "version": self.version, "due": self.due.isoformat(), "text": self.text}


def sealed_content(
    said: ContactContent,
    *,
    kind: str,
    language: str,
    urgency_answer: str,
    promise: Promise | None,
    documents: Sequence[Document],
    service: AskedService | None = None,
) -> dict[str, Any]:
    """The content of a letter as JSON data that follows the schema. Raises ContentError when it does not."""
    content = {
        "schema": SCHEMA_VERSION,
        "kind": kind,
        "language": language,
        "own_words": said.own_words,
        "name": said.name,
        "ways": [asdict(one) for one in said.ways],
        "reads_here": said.reads_here,
        "contact_language": said.contact_language,
        "other_language": said.other_language,
        "interpreter": said.interpreter,
        "municipality": said.municipality,
        "urgency": {"answer": urgency_answer},
        "promise": promise.as_json() if promise else None,
        "service": service.as_json() if service else None,
        "documents": [one.as_json() for one in (*said.documents, *documents)],
        **_structured(said),
    }
    validate(content)
    return content


def _structured(said: ContactContent) -> dict[str, Any]:
    return {
        "sender": asdict(said.sender),
        "persons": [{**asdict(one), "needs": list(one.needs)} for one in said.persons],
        "situation": said.situation,
        "grounds": said.grounds,
        "more": said.more,
        "consent": asdict(said.consent),
        "told": asdict(said.told),
        "criteria": asdict(said.criteria),
        "circumstances": asdict(said.circumstances),
        "must_not_know": said.must_not_know,
        "home": asdict(said.home),
        "channel": said.channel,
        "route": said.route,
        "family_words": said.family_words,
    }


def validate(content: Mapping[str, Any]) -> None:
    """Returns when the content follows the schema. Raises ContentError that names the place, never the value."""
    try:
        _validator().validate(content)
    except SchemaError as error:
        place = "/".join(str(part) for part in error.absolute_path) or "the whole"
        raise ContentError(f"{SCHEMA_VERSION}: {place} breaks the rule {error.validator!r}.") from None


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
