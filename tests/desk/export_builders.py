"""Contents of letters for the exports: everything said at once, next to nothing said, and hostile words."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from portal.desk.exports.gathered import Assessed, GatheredContact, GatheredLetter
from portal.intake.content import ContactContent, Promise, Way, sealed_content
from portal.intake.documents import Document, Item, Section
from portal.intake.people import Circumstances, Consent, Criteria, Home, Person, Sender, Told

ARRIVAL: Final = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
"""Half past midnight in Finland on the next day."""
MADE_AT: Final = datetime(2026, 11, 23, 8, 0, 0, 123, tzinfo=UTC)
WITH_DOCUMENT: Final = ("contact", "need_notice", "child_welfare_notice", "prenatal_notice")
WITHOUT_DOCUMENT: Final = ("help_request", "invite", "question", "consultation")

HOSTILE: Final = (
    '</p><script>alert(1)</script> #eval("1") *lihava* $x$ @ref <label> \\u{0} // /* `raw` [x] = otsikko\n- lista\n+ 1',
    "\u202eoikealta vasemmalle\u202c 😀👩‍👩‍👧 漢字漢字漢字 ยากมาก \x01\x07 ﷽ é e\u0301 ა\u0308\u0323",
    "pitkä" * 600,
    " \n\n\t \n",
    "\u00a0\u2028\u2029\x0b\x0c\x85\ufeff\u200b",
    "{{ x }} {% y %} ${z} %s %(a)s",
)


def person(number: int, role: str, **given: Any) -> Person:
    """A person of whom everything is known; every text names its field and the person."""
    texts = ("family_name", "first_names", "personal_id", "age", "phone", "street", "postcode", "city", "lives_with",
             "needs_more")  # fmt: skip
    filled = {name: f"P{number} {name}"[:20] for name in texts}
    return Person(**{
        "role": role, **filled, "born_on": f"200{number}-01-02", "address_is_secret": "yes", "needs": ("1", "99"), **given,
    })  # fmt: skip


def full(kind: str, **given: Any) -> ContactContent:
    """Everything that a contact can say, said; every text is found again by its own words."""
    roles = {
        "child_welfare_notice": ("child", "guardian", "parent", "other"),
        "prenatal_notice": ("person", "parent", "unborn_child", "other"),
    }.get(kind, ("person", "child", "guardian", "other"))
    answers = {"contact": "no"}
    said = ContactContent(
        own_words="Omat sanat: ÄÖÅ äöå €\n\ntoinen kappale",
        name="Nimimerkki",
        ways=(Way("call", "+358 79 000 0001", "safe", "illalla", "vain tervehdys"), Way("letter", "Kotiosoite 9", "not_safe")),
        contact_language="other",
        other_language="somali",
        interpreter=True,
        municipality="951",
        reads_here=True,
        documents=(Document("a-1", "Liite", "fi", "2026-11-20", (Section("Osa", (Item("Kysymys", "Vastaus"),)),)),),
        sender=Sender("professional", "15", "Outi Opettaja", "rehtori", "Koivurannan koulu", "079 123 4567",
                      "outi@koulu.example", "luokanvalvoja", is_verified=True, identity_is_secret=True,
                      secrecy_grounds="pelkää kostoa"),
        persons=tuple(person(number, role) for number, role in enumerate(roles)),
        situation="Tilanne on tämä",
        grounds="Perusteet ovat nämä",
        more="Lisäksi vielä",
        consent=Consent(answers.get(kind, "yes"), "äiti itse", "Näin kysyttiin", "2026-11-20T22:29:00+00:00"),
        told=Told("yes", "no", "yes", "unknown", "kerrottu eilen"),
        criteria=Criteria("yes", "no", "unknown", "yes", "no"),
        circumstances=Circumstances("no", "yes", "no", "yes", "yes", "unknown", "yes", "no", "Sanna Rannikko"),
        must_not_know="isoveli ei saa tietää",
        home=Home("vuokra-asunto", "kolme lasta", "neuvolan tuki", "maaliskuussa"),
        channel="phone",
        family_words="Perheen oma lisäys",
    )  # fmt: skip
    return replace(said, **given)


def content(said: ContactContent, kind: str, *, language: str = "fi") -> dict[str, Any]:
    """The content as it lies inside the seal."""
    promise = Promise("promise", "1", date(2026, 11, 24), "Vastaamme kolmen arkipäivän kuluessa")
    return sealed_content(said, kind=kind, language=language, urgency_answer="today", promise=promise, documents=())


def gathered(kind: str, said: ContactContent | None = None, *, language: str = "fi", **given: Any) -> GatheredContact:
    """A contact of one letter, gathered for an export."""
    letter = GatheredLetter(
        uuid.uuid4(), "", "AB12-CD34", ARRIVAL, content(full(kind) if said is None else said, kind, language=language)
    )
    return GatheredContact(**{
        "id": uuid.uuid4(), "reference": "AB12-CD34", "kind": kind, "kind_name": kind, "language": language,
        "urgency": "urgent", "status": "received", "arrival": ARRIVAL, "due_on": date(2026, 11, 24),
        "made_at": MADE_AT, "letters": (letter,), **given,
    })  # fmt: skip


def assessed(document: str, **given: Any) -> Assessed:
    """A first assessment in which everything is said."""
    return Assessed(**{
        "document": document, "made_on": date(2026, 11, 23), "made_by": "Tuuli Työntekijä", "urgency": "not_urgent",
        "urgency_grounds": "perustelu", "way": "visit_at_client", "needs": ("1",), "reasons": ("24", "42"),
        "measures": ("assessment",), "service_task": "10", "services": ("46",), "next_steps": "soitto maanantaina",
        "earlier_notices": "yes", "clientships": ("lapsi_on_erityisen_tuen_tarpeessa",),
        "other_clientship": "muu", "information": "neuvolalta", "description": "kuvaus", "more": "lisää", **given,
    })  # fmt: skip


def texts_of(said: ContactContent) -> set[str]:
    """Every text that the content holds, codes and answers left out."""
    parts = (said.sender, said.consent, said.told, said.home, said.circumstances, *said.persons, *said.ways)
    found = {
        said.own_words,
        said.name,
        said.situation,
        said.grounds,
        said.more,
        said.must_not_know,
        said.other_language,
        said.family_words,
    }
    coded = {"role", "reporter", "way", "safe", "given", "address_is_secret", "needs", "confirmed_by_family_at"}
    for part in parts:
        values = {one.name: getattr(part, one.name) for one in fields(part) if one.name not in coded}
        answers = {"yes", "no", "unknown", "not_asked"}
        found |= {value for value in values.values() if isinstance(value, str) and value not in answers}
    found |= {item.value for one in said.documents for section in one.sections for item in section.items}
    return found - {""}
