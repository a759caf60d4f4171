"""Advice on the words of entries: found where it should be, silent on good texts, and never in the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services.cms.content_lint import advice_on


def excerpts(text: str, language: str = "fi") -> list[str]:
    return [one.excerpt for one in advice_on({"description": text}, language=language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>Soita 079 100 2030 heti.</p>", "079 100 2030"),
        ("Soita numeroon +358 79 1002030.", "+358 79 1002030"),
        ("Kirjoita neuvonta@esimerkkila.example.", "neuvonta@esimerkkila.example"),
        ("Katso https://esimerkkila.example/apu.", "https://esimerkkila.example/apu."),
        ("Katso www.esimerkki.fi", "www.esimerkki.fi"),
        ("Avoinna klo 9.", "klo 9"),
        ("Avoinna 9.00–12.00.", "9.00–12.00"),
        ("Tule maanantaisin.", "maanantaisin"),
        ("Ryhmä alkaa 3.9.2027.", "3.9.2027"),
        ("Ryhmä alkaa vuonna 2027.", "2027"),
        ("Apua annetaan kotiin.", "annetaan"),
        ("Päätös tehdään yhdessä.", "tehdään"),
        ("Asiasta sovittiin.", "sovittiin"),
        ("Ota yhteyttä. Kerro nimi. Kerro asia. Odota. Saat vastauksen.", "Ota yhteyttä. Kerro nimi. Kerro asia. Od"),
    ],
)
def test_what_belongs_elsewhere_or_is_hard_to_read_is_named(text: str, found: str) -> None:
    assert excerpts(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Soita hätänumeroon 112, jos joku on vaarassa.",
        "Sosiaalihuoltolaki 1301/2014 koskee tätä.",
        "Tule kuntaan, rantaan tai kotiin. Illalla menet iltaan asti taloon.",
        "Lapsi on 3–6 vuotta vanha. Ryhmässä on 8 perhettä.",
        "<p>Ota yhteyttä.</p><p>Kerro asia.</p><p>Odota.</p><ul><li>Yksi.</li><li>Kaksi.</li></ul>",
        "",
    ],
)
def test_a_good_text_gets_no_advice(text: str) -> None:
    assert excerpts(text) == []


def test_swedish_passives_are_named_in_swedish_alone() -> None:
    assert excerpts("Beslutet fattas och hjälpen ges hemma.", "sv") == ["ges"]
    assert excerpts("Hjälpen ges hemma.", "fi") == []
    assert excerpts("Apua annetaan.", "fi-simple") == ["annetaan"]


@pytest.mark.parametrize(
    ("summary", "is_copy"),
    [("Kotiapu.", True), ("Työntekijä auttaa kotona!", True), ("Saat apua arkeen.", False), ("", False)],
)
def test_a_summary_that_only_repeats_is_named(summary: str, is_copy: bool) -> None:
    texts = {"summary": summary, "description": "<p>Työntekijä auttaa kotona. Apu on tilapäistä.</p>"}
    assert [one.field for one in advice_on(texts, language="fi", name="Kotiapu")] == ["summary"] * is_copy


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from(["summary", "description"]), st.text(max_size=300)),
    st.sampled_from(["fi", "sv", "xx"]),
)
def test_any_text_is_read_without_an_error(texts: dict[str, str], language: str) -> None:
    for one in advice_on(texts, language=language, name="x"):
        assert one.field in texts
        assert str(one.said)


def test_a_hostile_text_is_read_in_no_time() -> None:
    for text in ("1 " * 5_000, "a@" * 5_000, "a." * 5_000, "ä" * 10_000, "9" * 10_000, "www." * 3_000):
        advice_on({"summary": text, "description": text}, language="fi", name=text)
