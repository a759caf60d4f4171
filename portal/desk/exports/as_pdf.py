"""One contact as a tagged PDF (PDF/UA-1): title, language, headings, lists. Typst itself refuses to break the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import typst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.showable import showable
from portal.desk.contacts.names import RELATION_NAMES
from portal.desk.exports.assessments import assessment_document, pending_entry
from portal.desk.exports.documents import NationalDocument, national_documents
from portal.desk.exports.gathered import GatheredContact, GatheredLetter
from portal.desk.exports.lines import letter_lines
from portal.desk.exports.tables import DOCUMENT_OF_KIND
from portal.desk.models import Status, Urgency

TEMPLATE: Final = Path(__file__).parent / "pdf" / "contact.typ"
STANDARD: Final = "ua-1"
OWN_WORDS: Final = "own_words"

Part = dict[str, Any]


def contact_as_pdf(contact: GatheredContact) -> bytes:
    """The PDF in the current language. What the letters say is marked as their own language.

    Signs that the fonts lack are named. Should a text still not be shown, all joined signs are named as well.
    """
    try:
        return _written(contact, strict=False)
    except typst.TypstError:
        return _written(contact, strict=True)


def _written(contact: GatheredContact, *, strict: bool) -> bytes:
    title = f"{contact.kind_name} {contact.reference}"
    data = {
        "title": " ".join(_showable(title, strict)),
        "author": " ".join(_showable(str(county().service_name), strict)),
        "footer": " ".join(_showable(contact.reference, strict)),
        "language": _language(),
        "parts": [_clean(part, strict) for part in _parts(contact)],
    }
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        timestamp=contact.made_at.replace(microsecond=0),
    )


def _parts(contact: GatheredContact) -> Iterator[Part]:
    yield _part(1, _("The contact"), terms=_facts(contact))
    for letter in contact.letters:
        yield from _letter(letter, f"{letter.of_contact}: " if contact.joined else "")
    for document in _documents(contact):
        yield from _document(document)
    if contact.kind not in DOCUMENT_OF_KIND:
        yield _part(1, _("National document"), [_("This kind of contact has no national document.")])


def _facts(contact: GatheredContact) -> list[tuple[str, str]]:
    return [
        (_("Reference number"), contact.reference),
        (_("Kind"), contact.kind_name),
        (_("Arrived"), _moment(contact.arrival)),
        (_("Due"), date_format(contact.due_on, "j.n.Y") if contact.due_on else "–"),
        (_("Urgency"), str(Urgency(contact.urgency).label)),
        (_("Status"), str(Status(contact.status).label)),
        (_("Taken out of the desk"), _moment(contact.made_at)),
        *(
            (_("Joined to this contact"), f"{one.kind_name} {one.reference}, {_moment(one.arrival)}")
            for one in contact.joined
        ),
    ]


def _letter(letter: GatheredLetter, of_contact: str) -> Iterator[Part]:
    heading = f"{of_contact}{RELATION_NAMES.get(letter.relation, letter.relation)}, {_moment(letter.arrival)}"
    if letter.content is None:
        yield _part(1, heading, [_("This text does not open with the desk's keys.")])
        return
    yield _part(1, heading)
    language = "sv" if letter.content["language"] == "sv" else "fi"
    for group in letter_lines(letter.content):
        yield _part(
            2,
            group.heading,
            [one.value for one in group.lines if one.path == OWN_WORDS],
            [(one.label, one.value) for one in group.lines if one.path != OWN_WORDS],
            language,
        )


def _documents(contact: GatheredContact) -> Iterator[NationalDocument]:
    for letter in contact.valid_letters:
        if letter.content is not None:
            yield from national_documents(letter.content, contact.arrival_of(letter), contact.county_codes)
    yield from filter(None, (assessment_document(contact), pending_entry(contact)))


def _document(document: NationalDocument) -> Iterator[Part]:
    """What a national document lacks; those that the desk itself makes with their fields."""
    lacks = document.report.missing
    said = [_("Mandatory fields that are missing: %(fields)s.") % {"fields": ", ".join(lacks)}] if lacks else []
    said += [
        _("The code is not known and was left out: %(field)s (%(key)s).") % {"field": path, "key": key}
        for path, _oid, key in document.report.omitted
    ]
    yield _part(
        1,
        f"{document.table.name} ({document.table.oid})",
        said or [_("No mandatory field is missing.")],
        list(_flat(document.fields)) if not document.table.free_text else [],
    )


def _flat(fields: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Fields with their values in words; a code by its name and number."""
    for name, value in fields.items():
        place = f"{path}.{name}" if path else name
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping) and "code_set" in one:
                yield place, f"{one['name'].get(_language()) or one['name']['fi']} ({one['code']})"
            elif isinstance(one, Mapping):
                yield from _flat(one, place)
            else:
                yield place, _plain(one)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def _part(
    level: int,
    heading: str,
    paragraphs: Sequence[str] = (),
    terms: Sequence[tuple[str, str]] = (),
    language: str = "",
) -> Part:
    return {"level": level, "heading": heading, "paragraphs": paragraphs, "terms": terms, "language": language}


def _clean(part: Part, strict: bool) -> Part:
    return {
        "level": part["level"],
        "heading": " ".join(_showable(part["heading"], strict)),
        "language": part["language"] or _language(),
        "paragraphs": [_showable(one, strict) for one in part["paragraphs"]],
        "terms": [
            {"label": " ".join(_showable(label, strict)), "value": _showable(value, strict)}
            for label, value in part["terms"]
        ],
    }


def _showable(text: str, strict: bool) -> list[str]:
    return showable(text, _too_foreign, strict=strict)


def _too_foreign(count: int) -> str:
    return ngettext(
        "%(count)d letter that this PDF cannot show; it stands in the JSON file",
        "%(count)d letters that this PDF cannot show; they stand in the JSON file",
        count,
    ) % {"count": count}


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j.n.Y H.i")


def _language() -> str:
    return "sv" if (get_language() or "").startswith("sv") else "fi"
