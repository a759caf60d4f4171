"""How much of a plain-language text is another text's."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from portal.core.plainness import borrowed_share, is_a_copy, plain_text, sentences

SENTENCE = st.text(alphabet="aeikltu ", min_size=1, max_size=20).map(lambda text: f"sana toinen {text.strip()}.")


def test_blocks_end_sentences_with_or_without_a_full_stop() -> None:
    html = "<h3>Raha</h3><p>Saat apua.  Soita!</p><ul><li>yksi</li><li>kaksi &amp; kolme</li></ul>"
    assert sentences(plain_text(html)) == ["raha", "saat apua", "soita", "yksi", "kaksi & kolme"]


def test_spaces_case_and_invisible_signs_make_no_new_sentence() -> None:
    assert sentences("Saat\u00a0 apua\u00ad nyt.") == sentences("saat apua nyt!")


def test_a_text_without_sentences_borrows_nothing() -> None:
    assert borrowed_share(["", "  ", "<p></p>"], ["Saat apua nyt."]) == 0
    assert borrowed_share(["Saat apua nyt."], []) == 0


@given(st.lists(SENTENCE, min_size=1, max_size=12))
def test_a_text_is_a_copy_of_itself(texts: list[str]) -> None:
    assert borrowed_share(texts, texts) == 1
    assert is_a_copy(texts, list(reversed(texts)))


@given(st.lists(st.integers(0, 30), unique=True, max_size=15), st.lists(st.integers(0, 30), unique=True, max_size=15))
def test_the_share_counts_the_sentences_that_stand_in_both(own: list[int], twin: list[int]) -> None:
    def text(numbers: list[int]) -> list[str]:
        return [f"Tämä on virke {number}." for number in numbers]

    expected = Fraction(len(set(own) & set(twin)), len(own)) if own else Fraction(0)
    assert borrowed_share(text(own), text(twin)) == expected
    assert is_a_copy(text(own), text(twin)) == (expected >= Fraction(1, 5))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(sentence.strip() for sentence in sentences(plain_text(text)))
