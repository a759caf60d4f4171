"""A professional who lets a family read first, and a family that types the code."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from django.http import HttpResponse

from portal.intake.models import HeldText
from portal.vault.secrets import box_keys
from tests.portal.intake.builders import Visitor
from tests.portal.intake.kind_builders import Journey, Page, begun, journeys

FAMILY_WORDS = "Lisään: koulussa menee nyt paremmin. <b>Kiitos</b> 🌧️\nSoittakaa vasta iltapäivällä."
CHECK_PAGE = 13


def by_professional(**changes: Page) -> Journey:
    """A professional's contact that may wait; `changes` are added to the pages of those numbers ("page_3")."""
    work = next(one for one in journeys() if one.name == "work")
    pages = {**work.pages, 3: {**work.pages[3], "joint": "no", "grounds": ""}}
    for name, more in changes.items():
        number = int(name.removeprefix("page_"))
        pages[number] = {**pages[number], **more}
    return replace(work, pages=pages)


def at_check(language: str = "fi", urgency: str = "not_urgent", journey: Journey | None = None) -> Visitor:
    """A professional at the check page."""
    made = journey or by_professional()
    visitor = begun(made, language, urgency)
    for number in sorted(made.pages):
        if number < CHECK_PAGE:
            assert visitor.sends({**made.pages[number], **visitor.hidden(number)}, number).status_code == 303, number
    return visitor


def holds(visitor: Visitor) -> HttpResponse:
    """The professional presses the second button of the check page."""
    return visitor.sends({**visitor.hidden(CHECK_PAGE), "form_hold": "1"}, CHECK_PAGE)


@dataclass(frozen=True)
class Handed:
    """What the professional's page shows: the code for the family, and reference and words of their own."""

    code: str
    reference: str
    words: str

    @property
    def row(self) -> HeldText:
        return HeldText.objects.get(reference=self.reference)

    @property
    def key(self) -> bytes:
        return box_keys(self.words, self.reference).public_key


def handed(page: HttpResponse) -> Handed:
    body = page.content.decode()
    reference = re.search(r'id="reference">([^<]+)<', body)
    assert page.status_code == 200
    assert reference is not None
    return Handed(_words(body, "code"), reference.group(1), _words(body, "words"))


def held(visitor: Visitor | None = None, language: str = "fi") -> Handed:
    """A text that waits for its family."""
    writer = visitor or at_check(language)
    return handed(writer.client.get(holds(writer)["Location"]))


def types(code: str, language: str = "fi", family: Visitor | None = None) -> Visitor:
    """A family that has typed a code and stands where it leads; at the text when `draft_id` is set."""
    reader = family or Visitor(language)
    response = reader.client.post(reader.url("t/"), {"code": code})
    assert response.status_code == 303
    reader.draft_id = response["Location"].split("/b/")[1].split("/")[0] if "/b/" in response["Location"] else ""
    return reader


def says(family: Visitor, decision: str = "send", words: str = FAMILY_WORDS) -> HttpResponse:
    return family.sends({"family_words": words, "decision": decision, **family.hidden(1)}, 1)


def confirms(family: Visitor, words: str = FAMILY_WORDS, **reply: str) -> HttpResponse:
    """The family reads, adds its words, leaves the ways open and sends."""
    assert "/2/" in says(family, words=words)["Location"]
    return family.sends({"contact_language": "fi", **reply, **family.hidden(2)}, 2)


def told(handed_over: Handed, language: str = "fi") -> str:
    """The page that the professional sees with reference and words."""
    visitor = Visitor(language)
    typed = {"reference": handed_over.reference, "words": handed_over.words}
    found = visitor.client.post(visitor.url("s/"), typed)["Location"]
    body = visitor.client.get(found).content.decode()
    return re.sub(
        r"[a-z2-7]{26}|csrfmiddlewaretoken[^>]*", "", unescape(body[body.index("<main") : body.index("</main")])
    )


def _words(body: str, place: str) -> str:
    listed = re.search(rf'<div id="{place}">(.*?)</div>', body, re.DOTALL)
    assert listed is not None
    return " ".join(re.findall(r"<strong>([^<]+)</strong>", listed.group(1)))
