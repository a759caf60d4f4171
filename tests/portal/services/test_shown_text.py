"""Hours said in words, and editors' rich text as the page shows it."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.services.hours_in_words import hours_in_words
from portal.services.models import ChannelFacts, ChannelHours
from portal.services.rich_text import CLASSES, shown


def said(first: int, last: int, opens: str, closes: str, language: str) -> str:
    hours = ChannelHours(
        first_day=first, last_day=last, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
    )
    with translation.override(language):
        return hours_in_words(ChannelFacts(), [hours], [], date(2026, 11, 23))[0]


@pytest.mark.parametrize(
    ("hours", "finnish", "swedish"),
    [
        ((0, 4, "09:00", "15:00"), "Maanantaista perjantaihin kello 9–15", "Måndag till fredag kl. 9–15"),
        ((1, 1, "13:00", "15:30"), "Tiistaisin kello 13–15.30", "Tisdagar kl. 13–15.30"),
        ((2, 6, "08:05", "23:59"), "Keskiviikosta sunnuntaihin kello 8.05–24", "Onsdag till söndag kl. 8.05–24"),
        ((0, 6, "00:00", "23:59"), "Ympäri vuorokauden joka päivä", "Dygnet runt alla dagar"),
        ((5, 6, "00:00", "23:59"), "Lauantaista sunnuntaihin ympäri vuorokauden", "Lördag till söndag dygnet runt"),
        ((0, 6, "10:00", "12:00"), "Joka päivä kello 10–12", "Alla dagar kl. 10–12"),
    ],
)
def test_hours_are_said_as_people_say_them(hours: tuple[int, int, str, str], finnish: str, swedish: str) -> None:
    assert said(*hours, "fi") == finnish
    assert said(*hours, "sv") == swedish


@given(
    st.integers(0, 6), st.integers(0, 6), st.times(), st.times(), st.sampled_from(["fi", "sv", "fi-simple"])
)  # fmt: skip
def test_every_interval_is_said_and_begins_with_a_capital(
    first: int, last: int, opens: time, closes: time, language: str
) -> None:
    line = said(min(first, last), max(first, last), opens.isoformat("minutes"), closes.isoformat("minutes"), language)
    assert line[0] == line[0].upper()
    assert "%" not in line


def test_rich_text_gets_its_classes() -> None:
    assert shown('<p data-block-key="x">Hei <b>sinä</b></p>') == '<p class="govuk-body">Hei <b>sinä</b></p>'


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("<script>alert(1)</script>", ""),
        ("<p onclick=x>a</p>", '<p class="govuk-body">a</p>'),
        ("<a href='javascript:x'>a</a>", "a"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p>auki", '<p class="govuk-body">auki</p>'),
        ("</p></ul>", ""),
        ("<ul><li>yksi</ul>", '<ul class="govuk-list govuk-list--bullet"><li>yksi</li></ul>'),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("<h1>Iso</h1>", "Iso"),
        ("", ""),
    ],
)
def test_rich_text_keeps_only_what_is_allowed(given_html: str, expected: str) -> None:
    assert shown(given_html) == expected


@given(st.text(alphabet=st.sampled_from("<>/=\"' apulscrit&;!-"), max_size=60))
def test_whatever_is_written_only_allowed_elements_come_out(html: str) -> None:
    rest = shown(html)
    for tag, css in CLASSES.items():
        rest = rest.replace(f'<{tag} class="{css}">', "").replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in rest.replace("<br>", "")
