"""How hard a text is to read, by example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.readability import lix


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ([], 0),
        ([""], 0),
        ([" \n ", "…", "– !"], 0),
        (["Soita"], 1),
        (["Saat apua. Soita heti."], 2),
        (["Saat apua", "Soita heti"], 2),
        (["Saat apua ja soita heti"], 5),
        (["Hyvinvointialue"], 1 + 100),
        (["Soita neuvontaan"], 2 + 50),
        (["Ota mukaan:\nkortti\r\navain"], 4 / 3),
        (["kuutta kuuttaa"], 2 + 50),
        (["äiti-lapsi"], 1 + 100),
    ],
)
def test_words_in_a_sentence_and_long_words_in_a_hundred(texts: list[str], wanted: float) -> None:
    assert lix(texts) == pytest.approx(wanted)


def test_a_text_of_one_endless_sentence_is_hard() -> None:
    assert lix(["sana " * 10_000]) == pytest.approx(10_000)


@given(st.lists(st.text(), max_size=6))
def test_whatever_is_written_has_a_figure(texts: list[str]) -> None:
    assert lix(texts) >= 0


@given(st.lists(st.sampled_from(["kissa", "hyvinvointialue", "on", "meillä"]), min_size=1, max_size=30))
def test_a_full_stop_after_each_word_never_makes_it_harder(words: list[str]) -> None:
    assert lix([". ".join(words)]) <= lix([" ".join(words)]) + 1e-9
