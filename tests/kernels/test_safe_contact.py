"""Safe contact: only `safe` allows, every sender asks, and no machine says what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.intake.contact_hours import EVERY_DAY, WEEKEND, WORKDAYS, Hours, read_hours
from portal.intake.deadlines import working_days
from portal.intake.rule_files import CountyCalendar
from portal.intake.safe_contact import (
    FINLAND,
    Author,
    Channel,
    Decision,
    Message,
    Outcome,
    Purpose,
    Safety,
    Said,
    SaidOfAWay,
    Wording,
    decide,
)

IS_WORKING_DAY = working_days(CountyCalendar())
ADDRESSES = {
    Channel.CALL: "040 123 4567",
    Channel.TEXT: "+358 40 123 4567",
    Channel.EMAIL: "Aino@Example.fi",
    Channel.LETTER: "Kuja 1\n00100 Helsinki",
    Channel.OWN_WORKER: "Maija, Rannikon asema",
    Channel.BOX: "",
}
DUTY = "paivystys@county.example"
MONDAY_NOON = datetime(2026, 11, 23, 10, tzinfo=UTC)


def said_of(channel: Channel, safe: Safety, when: str = "", may_say: str = "", must_not_know: str = "") -> Said:
    return Said((SaidOfAWay(channel, ADDRESSES[channel], safe, when, may_say),), must_not_know)


def ask(
    said: Said,
    channel: Channel,
    at: datetime = MONDAY_NOON,
    *,
    purpose: Purpose = Purpose.ANSWER,
    address: str | None = None,
    author: Author = Author.MACHINE,
) -> Decision:
    message = Message(purpose, channel, ADDRESSES[channel] if address is None else address, author)
    return decide(said, message, at, IS_WORKING_DAY, duty_addresses=[DUTY])


def in_finland(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=FINLAND)


def test_nothing_leaves_by_machine_but_by_a_way_said_to_be_safe() -> None:
    """The matrix: ways asked and said × safety × hours × purposes × senders × times × who must not know."""
    whens = ("", "arkisin klo 9–15", "klo 17 jälkeen", "vain kun mies on töissä", "efter kl. 16")
    times = tuple(in_finland(day, hour) for day, hour in ((23, 3), (23, 12), (28, 12), (29, 18), (30, 21)))
    count = sent = 0
    for asked, given_, safe, when, purpose, author, at, hidden in product(
        Channel, Channel, Safety, whens, Purpose, Author, times, ("", "Mieheni")
    ):
        if given_ is Channel.BOX:
            continue
        count += 1
        found = ask(said_of(given_, safe, when, "topic!", hidden), asked, at, purpose=purpose, author=author)
        if purpose is Purpose.DUTY_MAIL:
            assert found.outcome is Outcome.NO
            continue
        if asked is Channel.BOX:
            assert found.may_send
            continue
        allowed = asked is given_ and safe is Safety.SAFE
        assert found.outcome in {Outcome.NO, Outcome.BY_HAND} or allowed
        assert author is Author.WORKER or allowed or found.outcome is Outcome.NO
        if found.may_send:
            sent += 1
            hours = read_hours(when)
            assert hours
            assert hours.hold(at, IS_WORKING_DAY)
            assert author is Author.WORKER or found.wording is Wording.NEUTRAL
            assert author is Author.WORKER or asked in {Channel.TEXT, Channel.EMAIL}
        assert (found.not_before is not None) == (found.outcome is Outcome.LATER)
        assert "topic!" not in found.wording + "".join(found.reasons)
    assert count >= 5000
    assert sent > 100


@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.DUTY_MAIL])
@pytest.mark.parametrize("channel", [Channel.CALL, Channel.TEXT, Channel.EMAIL, Channel.LETTER, Channel.OWN_WORKER])
def test_a_way_that_was_not_asked_gets_nothing_from_a_machine(channel: Channel, purpose: Purpose) -> None:
    found = ask(said_of(channel, Safety.NOT_ASKED), channel, purpose=purpose)
    assert found == Decision(Outcome.NO, Wording.NONE, ("way_not_asked",))


def test_a_worker_may_try_a_way_that_was_not_asked_with_care_but_never_one_that_is_not_safe() -> None:
    careful = ask(said_of(Channel.CALL, Safety.NOT_ASKED, must_not_know="Isä"), Channel.CALL, author=Author.WORKER)
    assert (careful.outcome, careful.wording) == (Outcome.BY_HAND, Wording.NEUTRAL)
    assert careful.reasons == ("way_not_asked", "somebody_must_not_know")
    assert not careful.may_send
    never = ask(said_of(Channel.CALL, Safety.NOT_SAFE), Channel.CALL, author=Author.WORKER)
    assert never.outcome is Outcome.NO


def test_a_number_written_in_another_way_is_the_same_number_and_another_one_is_not() -> None:
    said = said_of(Channel.TEXT, Safety.SAFE)
    for same in ("0401234567", "040-123 4567", "00358401234567", "+358401234567"):
        assert ask(said, Channel.TEXT, address=same).may_send
    for other in ("0401234568", "", " ", "aino@example.fi", "040"):
        assert ask(said, Channel.TEXT, address=other).reasons == ("other_address",)
    assert ask(said_of(Channel.EMAIL, Safety.SAFE), Channel.EMAIL, address=" aino@example.FI ").may_send


def test_one_answer_that_says_not_safe_outweighs_another_that_says_safe() -> None:
    both = Said(
        (
            SaidOfAWay(Channel.TEXT, "0401234567", Safety.SAFE),
            SaidOfAWay(Channel.TEXT, "+358 401234567", Safety.NOT_SAFE),
        )
    )
    assert ask(both, Channel.TEXT).reasons == ("way_not_safe",)


def test_a_text_message_waits_for_the_hours_that_were_named() -> None:
    evening = ask(said_of(Channel.TEXT, Safety.SAFE, "arkisin klo 9-15"), Channel.TEXT, in_finland(27, 15))
    assert evening.outcome is Outcome.LATER
    assert evening.not_before == in_finland(30, 9)
    assert "outside_their_hours" in evening.reasons
    assert ask(said_of(Channel.TEXT, Safety.SAFE, "arkisin klo 9-15"), Channel.TEXT, in_finland(27, 14, 59)).may_send


def test_workdays_do_not_hold_on_a_public_holiday_when_everybody_is_at_home() -> None:
    epiphany = datetime(2027, 1, 6, 12, tzinfo=FINLAND)
    found = ask(said_of(Channel.EMAIL, Safety.SAFE, "vardagar kl. 9–15"), Channel.EMAIL, epiphany)
    assert found.not_before == datetime(2027, 1, 7, 9, tzinfo=FINLAND)


def test_a_machine_s_text_message_rings_nobody_at_night_and_a_mail_does_not_wait() -> None:
    night = in_finland(23, 23, 30)
    text = ask(said_of(Channel.TEXT, Safety.SAFE), Channel.TEXT, night)
    assert (text.outcome, text.not_before) == (Outcome.LATER, in_finland(24, 8))
    assert "quiet_hours" in text.reasons
    assert ask(said_of(Channel.EMAIL, Safety.SAFE), Channel.EMAIL, night).may_send
    named = said_of(Channel.TEXT, Safety.SAFE, "klo 22 jälkeen")
    assert ask(named, Channel.TEXT, night).may_send


def test_hours_in_words_that_nobody_surely_understands_are_left_to_a_person() -> None:
    said = said_of(Channel.TEXT, Safety.SAFE, "vain kun auto ei ole pihassa", "Sano että olet kirjastosta")
    found = ask(said, Channel.TEXT)
    assert (found.outcome, found.may_say) == (Outcome.BY_HAND, "Sano että olet kirjastosta")
    assert "hours_in_their_own_words" in found.reasons


def test_machines_do_not_call_and_a_letter_is_for_a_person_to_post() -> None:
    assert ask(said_of(Channel.CALL, Safety.SAFE), Channel.CALL).reasons == ("machines_do_not_call",)
    assert ask(said_of(Channel.LETTER, Safety.SAFE), Channel.LETTER).outcome is Outcome.BY_HAND
    assert ask(said_of(Channel.LETTER, Safety.SAFE), Channel.LETTER, author=Author.WORKER).may_send


def test_a_duty_mail_goes_to_a_duty_address_alone() -> None:
    said = said_of(Channel.EMAIL, Safety.SAFE)
    found = ask(said, Channel.EMAIL, purpose=Purpose.DUTY_MAIL, address=DUTY.upper())
    assert (found.may_send, found.wording) == (True, Wording.DUTY)
    for address, channel in ((ADDRESSES[Channel.EMAIL], Channel.EMAIL), (DUTY, Channel.TEXT), ("", Channel.EMAIL)):
        assert not ask(said, channel, purpose=Purpose.DUTY_MAIL, address=address).may_send


@pytest.mark.parametrize("safe", ["SAFE", "yes", True, 1, None, [], {}, "safe ", "not safe"])
def test_only_the_very_word_safe_is_safe(safe: object) -> None:
    content = {"ways": [{"way": "email", "address": ADDRESSES[Channel.EMAIL], "safe": safe}], "must_not_know": ""}
    assert ask(Said.from_content(content), Channel.EMAIL).outcome is Outcome.NO


def test_a_contact_s_own_ways_are_read_and_odd_ones_left_out() -> None:
    good = {"way": "text", "address": "0401234567", "safe": "safe", "when": "aina", "may_say": "x"}
    content = {"ways": [good, {"way": "pigeon", "address": "x", "safe": "safe"}, {}, "call", None, 7]}
    assert Said.from_content({**content, "must_not_know": "Isä"}) == Said(
        (SaidOfAWay(Channel.TEXT, "0401234567", Safety.SAFE, "aina", "x"),), "Isä"
    )
    assert Said.from_content({"ways": "safe"}) == Said()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ask(said_of(Channel.TEXT, Safety.SAFE), Channel.TEXT, datetime.fromisoformat("2026-11-23T12:00"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Hours()),
        ("Milloin vain.", Hours()),
        ("arkisin", Hours(WORKDAYS)),
        ("Arkisin klo 9–15", Hours(WORKDAYS, time(9), time(15))),
        ("ma-pe 8.30-12:15", Hours(WORKDAYS, time(8, 30), time(12, 15))),
        ("klo 17 jälkeen!", Hours(EVERY_DAY, time(17))),
        ("viikonloppuisin, kello 10 jälkeen", Hours(WEEKEND, time(10))),
        ("vardagar kl. 9–15", Hours(WORKDAYS, time(9), time(15))),
        ("Efter kl. 16", Hours(EVERY_DAY, time(16))),
        ("på vardagar efter 16", Hours(WORKDAYS, time(16))),
        ("ei arkisin klo 9–15", None),
        ("arkisin klo 9–15, ei tiistaisin", None),
        ("klo 15–9", None),
        ("klo 25 jälkeen", None),
        ("klo 9–99", None),
        ("9", None),
        ("soita", None),
        ("ei koskaan", None),
        ("9–15 " * 50, None),
    ],
)
def test_hours_are_read_where_the_words_surely_mean_them(text: str, meant: Hours | None) -> None:
    assert read_hours(text) == meant


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_left_to_a_person(text: str) -> None:
    found = read_hours(text)
    assert found is None or found.hold(datetime(2026, 11, 23, 12, tzinfo=FINLAND), lambda day: True) in {True, False}


@settings(deadline=None, max_examples=200)
@given(
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    st.times(),
    st.sampled_from(["", "arkisin klo 9–15", "viikonloppuisin", "klo 22 jälkeen", "vardagar efter kl. 16"]),
    st.sampled_from([Channel.TEXT, Channel.EMAIL]),
)
def test_what_waits_may_leave_when_its_time_has_come(day: date, clock: time, when: str, channel: Channel) -> None:
    said = said_of(channel, Safety.SAFE, when)
    at = datetime.combine(day, clock, UTC)
    found = ask(said, channel, at)
    if found.outcome is Outcome.LATER:
        assert found.not_before
        assert found.not_before > at
        assert ask(said, channel, found.not_before).may_send
    else:
        assert found.may_send
