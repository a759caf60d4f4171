"""No message leaves against safe contact: the real senders are driven, and what they hand to the transport is caught."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from portal.desk.courier import duty, mail, word
from portal.desk.models import Notice
from portal.intake.safe_contact import Outcome, Purpose
from tests.desk.mail_builders import DUTY
from tests.desk.word_builders import MOMENTS, OTHER, SENDER, combinations, in_hours, letter, may_go, way


def test_over_five_thousand_senders_ways_times_and_kinds_no_word_leaves_against_safe_contact() -> None:
    tried = combinations()
    assert len(tried) >= 5_000
    went: Counter[Purpose] = Counter()
    for (number, (letters, moment)), purpose in product(enumerate(tried), word.SUBJECTS):
        captured: list[mail.Mail] = []
        decision = word.send_word(word.said_in(letters), purpose, f"<{number}@x>", moment, captured.append)
        assert decision.may_send == bool(captured)
        for one in captured:
            went[purpose] += 1
            assert may_go(letters, one.to), letters
            assert in_hours(letters, one.to, moment), letters
            assert one.to in {SENDER, OTHER}
            assert "anarialintu" not in one.subject + one.body
            assert "hammas" not in one.subject + one.body
    assert went[Purpose.MESSAGE_WAITS] == went[Purpose.ACKNOWLEDGEMENT] > 50


def test_what_may_go_does_go() -> None:
    for at in (MOMENTS[2], MOMENTS[8]):
        captured: list[mail.Mail] = []
        said = word.said_in([letter({"ways": [way("email", SENDER, "safe", asked=True)]}, language="sv")])
        for purpose in word.SUBJECTS:
            assert word.send_word(said, purpose, "<1@x>", at, captured.append).may_send
        assert [one.to for one in captured] == [SENDER, SENDER]
        assert [one.subject for one in captured] == ["Du har ett meddelande", "Ditt meddelande har kommit fram"]


@pytest.mark.parametrize(
    "topic", ["sosiaali", "social", "hyvinvointi", "välfärd", "lasten", "apu", "hjälp", "perhe", "familj"]
)
@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_word_names_no_topic_no_portal_and_no_reference(language: str, topic: str) -> None:
    captured: list[mail.Mail] = []
    said = word.said_in([letter({"ways": [way("email", SENDER, "safe", asked=True)]}, language=language)])
    for purpose in word.SUBJECTS:
        word.send_word(said, purpose, "<1@x>", MOMENTS[2], captured.append)
    assert len(captured) == 2
    assert topic not in "".join(one.subject + one.body for one in captured).lower()


def test_a_duty_mail_never_reaches_a_resident_whatever_address_is_asked() -> None:
    for address in (SENDER, OTHER, "", "DUTY@county.example.home.example", DUTY):
        captured: list[mail.Mail] = []
        told = duty.DutyMail("<1@x>", address, {Notice.Kind.LATE: ["AAAAA-BBBBB"]})
        duty.send_duty_mail(told, MOMENTS[2], captured.append, duty_addresses=[DUTY])
        assert bool(captured) == (address == DUTY)


def test_the_newest_whole_text_decides_and_two_addresses_are_none() -> None:
    asks = way("email", SENDER, "safe", asked=True)
    first = letter({"ways": [asks]})
    assert word.said_in([first]).address == SENDER
    assert word.said_in([letter({"ways": []}, relation="amendment", hours=1), first]).address == ""
    assert word.said_in([letter({"ways": []}, relation="message", hours=1), first]).address == SENDER
    assert word.said_in([letter({"ways": [asks, {**asks, "address": OTHER}]})]).address == ""
    assert word.said_in([]).address == ""
    withdrawn = word.said_in([first, letter({"ways": []}, relation="withdrawal", hours=1)])
    for purpose in word.SUBJECTS:
        assert word.send_word(withdrawn, purpose, "<1@x>", MOMENTS[2], lambda _: None).outcome is Outcome.NO
