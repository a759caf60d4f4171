"""Sentences compared one by one: by example and by property."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.plainness import TOO_MUCH, borrowed_share, is_a_copy, sentences

WORDS = st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=9)
SENTENCES = st.lists(WORDS, min_size=3, max_size=8).map(" ".join)
PAGES = st.lists(SENTENCES, min_size=1, max_size=12, unique=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moni väsyy. Soita meille!", ["moni väsyy", "soita meille"]),
        ("  Moni\u00a0 väsyy …\n\nSoita\tmeille", ["moni väsyy", "soita meille"]),
        ("Jaksatko? \u201dJaksan.\u201d", ["jaksatko", "\u201djaksan.\u201d"]),
        ("väsy\u00admys on raskasta", ["väsymys on raskasta"]),
        ("Va\u0308symys on raskasta", ["väsymys on raskasta"]),
        ("", []),
        (" . ! ? … ", []),
    ],
)
def test_sentences_are_found_and_made_alike(text: str, expected: list[str]) -> None:
    found = sentences(text)
    assert [one.strip("\u201d.") for one in found] == [one.strip("\u201d.") for one in expected]


def test_short_texts_may_be_the_same() -> None:
    assert borrowed_share(["Jaksaminen", "Soita 112", "Tämä on aivan uusi lause."], ["Jaksaminen", "Soita 112"]) == 0


def test_a_page_of_short_texts_only_is_compared_by_them() -> None:
    assert is_a_copy(["Jaksaminen"], ["Jaksaminen"])
    assert not is_a_copy(["Voimat"], ["Jaksaminen"])


def test_a_page_without_texts_borrows_nothing() -> None:
    assert borrowed_share([], ["Jotakin on täällä."]) == 0
    assert borrowed_share(["", "…"], []) == 0


def test_just_a_fifth_is_too_much() -> None:
    own = [
        "Yksi on ihan oma.",
        "Kaksi on ihan oma.",
        "Kolme on ihan oma.",
        "Neljä on ihan oma.",
        "Viisi on ihan lainaa.",
    ]
    assert borrowed_share(own, ["viisi on  IHAN lainaa"]) == TOO_MUCH
    assert is_a_copy(own, ["viisi on  IHAN lainaa"])
    assert not is_a_copy([*own, "Kuusi on ihan oma."], ["viisi on  IHAN lainaa"])


@given(PAGES)
def test_a_page_is_wholly_its_own_copy(page: list[str]) -> None:
    assert borrowed_share(page, page) == 1
    assert borrowed_share([" ".join(f"{one}." for one in page)], page) == 1


@given(PAGES, PAGES)
def test_the_share_counts_what_both_have(own: list[str], twin: list[str]) -> None:
    assert borrowed_share(own, twin) == Fraction(len(set(own) & set(twin)), len(own))


@given(PAGES, PAGES)
def test_spaces_capitals_and_cutting_into_texts_change_nothing(own: list[str], twin: list[str]) -> None:
    shouted = [one.upper().replace(" ", " \u00a0\t") + " !" for one in own]
    assert borrowed_share(shouted, twin) == borrowed_share(own, twin)
    assert borrowed_share(["\n".join(own)], ["\n".join(twin)]) == borrowed_share(own, twin)


@given(PAGES, PAGES, PAGES)
def test_more_of_the_twin_never_lowers_the_share(own: list[str], twin: list[str], more: list[str]) -> None:
    assert borrowed_share(own, [*twin, *more]) >= borrowed_share(own, twin)


@given(st.lists(st.text(max_size=200), max_size=6), st.lists(st.text(max_size=200), max_size=6))
def test_any_text_gives_a_share(own: list[str], twin: list[str]) -> None:
    assert 0 <= borrowed_share(own, twin) <= 1
