"""Contact cards and handouts: what one takes along says what the page says, and nothing that the page hides."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pypdf
import pytest
import segno
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.core import handouts
from portal.core.handouts import Handout, Part, as_pdf
from portal.core.qr import qr_code
from portal.services.contact_cards import Card, as_vcard, escaped
from portal.services.models import ServiceChannel, ServiceFacts
from tests.portal.services import builders

CARD = {
    "fi": "/fi/palvelut/kotipalvelu-fi/yhteystiedot.vcf",
    "sv": "/sv/tjanster/kotipalvelu-sv/kontaktuppgifter.vcf",
    "fi-simple": "/fi-simple/palvelut/kotipalvelu-fi-simple/yhteystiedot.vcf",
}
HANDOUT = {
    "fi": "/fi/palvelut/kotipalvelu-fi/tuloste/",
    "sv": "/sv/tjanster/kotipalvelu-sv/utskrift/",
    "fi-simple": "/fi-simple/palvelut/kotipalvelu-fi-simple/tuloste/",
}
PDF = {code: path.removesuffix("/") + ".pdf" for code, path in HANDOUT.items()}
CANARY = "079 777 0007"


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def values(content: bytes) -> dict[str, str]:
    return {line.partition(":")[0].split(";")[0]: line.partition(":")[2] for line in unfolded(content)}


def read(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content


def with_a_channel_for_professionals(facts: ServiceFacts) -> None:
    for audience in ("professionals", "staff"):
        channel = builders.channel(
            f"salainen-{audience}", number=CANARY, audience=audience, expires_on=date(2099, 1, 1)
        )
        ServiceChannel.objects.create(facts=facts, channel=channel, sort_order=0)


@pytest.mark.django_db
@pytest.mark.parametrize("code", CARD)
def test_a_card_holds_the_name_the_number_and_the_page_in_the_language_of_the_page(code: str) -> None:
    builders.service()
    response = Client().get(CARD[code])
    said = values(response.content)
    assert said["VERSION"] == "4.0"
    assert said["FN"] == f"Kotiapu kotipalvelu {code}"
    assert said["TEL"] == "079 100 2030"
    assert said["URL"].startswith(f"http://testserver/{code}/")
    assert said["LANG"] == code
    assert "16.11.2026" in said["NOTE"]
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert "public" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_the_card_of_a_place_has_its_address_and_where_it_is_on_the_map() -> None:
    place = builders.place(latitude=61.62, longitude=19.02)
    builders.said(place, "sv")
    said = values(read("/sv/platser/perhekeskus-sv/kontaktuppgifter.vcf"))
    assert said["KIND"] == "location"
    assert said["ADR"] == ";;Esimerkkitie 1;Björkstrand;;00000;Finland"
    assert said["GEO"] == "geo:61.620000,19.020000"


@pytest.mark.django_db
def test_the_card_of_a_partner_names_the_partner_as_its_own_organisation() -> None:
    partner = builders.partner(email="lyhty@esimerkkila.example")
    builders.said(partner, "fi")
    said = values(read("/fi/kumppanit/lyhty-fi/yhteystiedot.vcf"))
    assert said["ORG"] == said["FN"] == "lyhty fi"
    assert said["EMAIL"] == "lyhty@esimerkkila.example"


@pytest.mark.django_db
def test_no_card_and_no_handout_shows_a_channel_that_is_not_public() -> None:
    facts = builders.service()
    with_a_channel_for_professionals(facts)
    for paths in (CARD, HANDOUT):
        for path in paths.values():
            assert CANARY not in read(path).decode()
    assert CANARY not in said_on_paper(read(PDF["fi"]))


@pytest.mark.django_db
@pytest.mark.parametrize("paths", [CARD, HANDOUT, PDF])
def test_what_has_ended_or_has_no_page_gives_nothing_to_take_along(paths: dict[str, str]) -> None:
    facts = builders.facts()
    builders.live(facts, "fi")
    assert Client().get(paths["sv"]).status_code == 404
    ServiceFacts.objects.filter(pk=facts.pk).update(archived_on=date(2026, 11, 1))
    assert Client().get(paths["fi"]).status_code == 404


def card(**changes: Any) -> Card:
    values: dict[str, Any] = {"name": "N", "summary": "S", "url": "https://x.example/", "language": "fi"}
    return Card(**{**values, "ways": (), "verified_on": date(2026, 11, 16), **changes})


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line_of_a_card(text: str) -> None:
    content = as_vcard(card(name=text, summary=text, email=text, url=f"https://x.example/{text}"))
    lines = unfolded(content)
    assert [line for line in lines if line.startswith("END:")] == ["END:VCARD"]
    assert {line.partition(":")[0].split(";")[0] for line in lines if line} <= {
        "BEGIN", "VERSION", "KIND", "FN", "ORG", "EMAIL", "URL", "LANG", "NOTE", "UID", "REV", "END",
    }  # fmt: skip
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    content.decode()


def test_signs_that_mean_something_in_a_card_are_escaped() -> None:
    assert escaped("a;b,c\\d\r\ne\x00") == "a\\;b\\,c\\\\d\\ne"


@pytest.mark.parametrize("address", ["https://x.example/fi/", "https://x.example/" + "polku/" * 40])
def test_a_qr_code_has_the_squares_that_the_standard_gives_the_address(address: str) -> None:
    code = qr_code(address)
    dark = {
        (x, y)
        for y, row in enumerate(segno.make(address, error="m", micro=False).matrix)
        for x in range(len(row))
        if row[x]
    }
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1", code.path):
        drawn |= {(int(x) - 4 + step, int(y) - 4) for step in range(int(length))}
    assert drawn == dark
    assert code.width == max(x for x, _y in dark) + 1 + 8


@pytest.mark.django_db
@pytest.mark.parametrize("code", HANDOUT)
def test_a_handout_leads_back_to_its_page_and_to_its_pdf_and_is_not_for_search_engines(code: str) -> None:
    builders.service()
    page = read(HANDOUT[code]).decode()
    assert 'content="noindex"' in page
    assert f'href="{PDF[code]}"' in page
    assert all(f'href="{HANDOUT[other]}"' in page for other in HANDOUT if other != code)
    assert "079 100 2030" in page
    assert "112" in page
    assert "<svg" in page


def said_on_paper(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "language"), [("fi", "fi"), ("sv", "sv"), ("fi-simple", "fi")])
def test_the_pdf_is_one_tagged_page_in_its_language_with_its_fonts(code: str, language: str) -> None:
    builders.service()
    response = Client().get(PDF[code])
    assert response["Content-Type"] == "application/pdf"
    found = pypdf.PdfReader(io.BytesIO(response.content))
    root: Any = found.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    assert len(found.pages) == 1
    first: Any = found.pages[0]
    fonts = first["/Resources"]["/Font"].values()
    assert fonts
    assert all(
        "/FontFile3" in str(one.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]) for one in fonts
    )
    assert "testserver/" + code in said_on_paper(response.content).replace("\n", "")


def test_the_same_words_give_the_same_bytes_and_are_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    handout = Handout("Otsikko", "Lyhyesti.", (Part("Soita", ("079 1",)),), "https://x.example/fi/")
    first = as_pdf(handout)
    monkeypatch.setattr(handouts, "_written", None)
    assert as_pdf(handout) == first


@pytest.mark.parametrize(
    "handout",
    [
        Handout("x", "", (), "https://x.example/"),
        Handout(
            "😀 漢字漢字漢字",
            "<b>#set page(width: 1pt)</b> $x$ @y",
            (Part("*", ("= a", "", "\x00")),),
            "https://x.example/",
        ),
        Handout("Pitkä", "s" * 500, tuple(Part("O", ("rivi " * 60,) * 9) for _ in range(9)), "https://x.example/"),
    ],
    ids=["empty", "hostile", "huge"],
)
def test_every_handout_is_one_page(handout: Handout) -> None:
    cache.clear()
    with translation.override("sv"):
        assert len(pypdf.PdfReader(io.BytesIO(as_pdf(handout))).pages) == 1
