"""What a letter said, as labelled lines in the reader's language: for the PDF, and for what no national field holds.

Every line knows the path of its place in contact-1, so that a mapping can say which ones found a field of their own.
Answers that were not asked, and empty texts, make no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.county import county
from portal.core.national_codes import NEED, REPORTER, code_set
from portal.desk.exports.labels import (
    ANSWERS,
    CHANNELS,
    CIRCUMSTANCES,
    CONSENT,
    CRITERIA,
    HOME,
    LANGUAGES,
    PERSON,
    ROLES,
    SAFETY,
    SENDER,
    SENDER_ROLES,
    TOLD,
    URGENCY,
    WAYS,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said: its place in contact-1, what it is, and what was said. `value` stands verbatim."""

    path: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines under one heading."""

    heading: str
    lines: tuple[Line, ...]


def letter_lines(content: Mapping[str, Any]) -> tuple[Lines, ...]:
    """Everything that the letter said, own words first, in the current language. Headings without lines are left out."""
    named = [
        (_("In the sender's own words"), tuple(_texts(content))),
        (
            _("Who must not know"),
            tuple(_line("must_not_know", _("Must not see or be told"), content["must_not_know"])),
        ),
        (_("Safe ways to reach the sender"), tuple(_ways(content))),
        *((_person_heading(one, number), tuple(_person(one, number))) for number, one in _numbered(content, "persons")),
        (_("Sender"), tuple(_sender(content))),
        (_("Consent"), tuple(_consent(content))),
        (_("Who has been told"), tuple(_part(content, "told", TOLD))),
        (_("Family and home"), tuple(_part(content, "home", HOME))),
        (_("The sender's view for the first assessment"), tuple(_part(content, "criteria", CRITERIA))),
        (_("Circumstances"), tuple(_part(content, "circumstances", CIRCUMSTANCES))),
        (_("Language, place and how it came"), tuple(_facts(content))),
        *_documents(content),
    ]
    return tuple(Lines(heading, lines) for heading, lines in named if lines)


def _line(path: str, label: object, value: object) -> Iterator[Line]:
    if text := str(value):
        yield Line(path, str(label), text)


def _part(content: Mapping[str, Any], part: str, labels: Mapping[str, Text]) -> Iterator[Line]:
    for name, label in labels.items():
        yield from _line(f"{part}.{name}", label, _shown(content[part][name]))


def _shown(value: object) -> str:
    """Texts as they are, answers and switches in words; nothing for what was not asked or not chosen."""
    if isinstance(value, bool):
        return str(ANSWERS["yes"]) if value else ""
    if value == "not_asked":
        return ""
    return str(ANSWERS.get(str(value), value))


def _consent(content: Mapping[str, Any]) -> Iterator[Line]:
    yield from _part(content, "consent", CONSENT)
    if at := content["consent"].get("confirmed_by_family_at"):
        day = date_format(localtime(datetime.fromisoformat(at)), "j.n.Y H.i")
        by = _("%(day)s, with the code that the professional handed over; the portal has not verified who typed it")
        yield from _line("consent.confirmed_by_family_at", _("Confirmed by the family"), by % {"day": day})


def _texts(content: Mapping[str, Any]) -> Iterator[Line]:
    yield from _line("own_words", _("Own words"), content["own_words"])
    yield from _line("situation", _("Situation and worry"), content["situation"])
    yield from _line("grounds", _("Grounds for the contact"), content["grounds"])
    yield from _line("more", _("More information"), content["more"])
    yield from _line(
        "family_words", _("The family's own words, added when it confirmed the text"), content.get("family_words", "")
    )


def _sender(content: Mapping[str, Any]) -> Iterator[Line]:
    yield from _line("name", _("Name or nickname"), content["name"])
    for name, label in SENDER.items():
        value = content["sender"][name]
        if name == "role":
            value = SENDER_ROLES.get(value, "")
        elif name == "reporter":
            value = _code_name(REPORTER, value)
        yield from _line(f"sender.{name}", label, _shown(value))


def _person_heading(person: Mapping[str, Any], number: int) -> str:
    return _("Person %(number)d: %(role)s") % {"number": number + 1, "role": ROLES[person["role"]]}


def _person(person: Mapping[str, Any], number: int) -> Iterator[Line]:
    for name, label in PERSON.items():
        value = person[name]
        if name == "role":
            value = ROLES[value]
        elif name == "needs":
            value = "; ".join(_code_name(NEED, one) for one in value)
        yield from _line(f"persons.{number}.{name}", label, _shown(value))


def _ways(content: Mapping[str, Any]) -> Iterator[Line]:
    for number, one in _numbered(content, "ways"):
        parts = [one["address"], str(SAFETY[one["safe"]]), one["when"]]
        if one["may_say"]:
            parts.append(_("what may be said: %(text)s") % {"text": one["may_say"]})
        if one.get("send_word"):
            parts.append(_("asks for e-mails without content: on arrival and when an answer waits"))
        yield from _line(f"ways.{number}", WAYS[one["way"]], "; ".join(part for part in parts if part))
    if content["reads_here"]:
        yield from _line("reads_here", _("Reads the answer on the status page"), ANSWERS["yes"])


def _facts(content: Mapping[str, Any]) -> Iterator[Line]:
    yield from _line(
        "urgency", _("Answer to the question about urgency"), URGENCY.get(content["urgency"]["answer"], "")
    )
    yield from _line("contact_language", _("Language for the answer"), LANGUAGES[content["contact_language"]])
    yield from _line("other_language", _("Which language"), content["other_language"])
    if content["interpreter"]:
        yield from _line("interpreter", _("Needs an interpreter"), ANSWERS["yes"])
    yield from _line("municipality", _("Municipality"), _municipality(content["municipality"]))
    yield from _line("channel", _("How the contact came"), CHANNELS[content["channel"]])
    if came_by := content.get("route"):
        yield from _line("route", _("The page that the sender began from"), CIRCUMSTANCES.get(came_by, came_by))
    if service := content.get("service"):
        yield from _line("service", _("The service page that the sender began from"), _service(service))
    if promise := content["promise"]:
        yield from _line("promise", _("What the county promised"), promise["text"])


def _service(page: Mapping[str, Any]) -> str:
    """The service's name with its key, and what the county's own promise was there."""
    parts = [f"{page['name']} ({page['key']})"]
    if days := page["working_days"]:
        found = county().area(page["area"])
        words = ngettext(
            "the county's promise there was an answer within %(days)d working day",
            "the county's promise there was an answer within %(days)d working days",
            days,
        )
        parts.append(words % {"days": days} + (f" ({found.name})" if found else ""))
    return "; ".join(parts)


def _municipality(code: str) -> str:
    if code == "other":
        return _("Another municipality")
    found = county().municipality(code)
    return f"{found.name} ({code})" if found else code


def _documents(content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for number, one in _numbered(content, "documents"):
        for place, section in enumerate(one["sections"]):
            path = f"documents.{number}.sections.{place}"
            heading = ": ".join(part for part in (one["title"], section["heading"]) if part)
            lines = (
                Line(f"{path}.items.{row}", item["label"] or item["value"], item["value"] or "–")
                for row, item in enumerate(section["items"])
                if item["label"] or item["value"]
            )
            yield heading or _("Attached document"), tuple(lines)


def _code_name(oid: str, key: str) -> str:
    """The value's name with its code; the key itself where the set does not have it."""
    found = code_set(oid).value(key)
    return f"{found.name} ({found.code})" if found else key


def _numbered(content: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    return list(enumerate(content[name]))
