"""No message leaves against safe contact: the real senders are driven, and what they hand to the transport is caught."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import shake_256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outgoing
from django.utils import timezone

from portal.desk.contacts import write_to_sender
from portal.desk.courier import duty, mail, notices, outbox, post, word
from portal.desk.models import FALLBACK_KEY, Contact, FiledLetter, Notice, OutgoingMail, Team
from portal.desk.sealed import LETTER_COLUMNS
from portal.intake.people import ANSWERS
from portal.intake.safe_contact import Outcome
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, build, carry, contact, content_of, drop, rows, worker

HELSINKI = ZoneInfo("Europe/Helsinki")
DUTY = "duty@county.example"
SENDER = "sender@home.example"
OTHER = "partner@home.example"
SAFETY = ("safe", "not_safe", "not_asked", "", "SAFE", None, True)
ASKED = (True, False, None, "yes", 1, "missing")
WHEN = ("", "milloin vain", "arkisin klo 9–15", "kun mies ei ole kotona", "klo 22–23")
WAYS = ("email", "call", "text", "letter", "own_worker")
ROLES = ("not_asked", "person", "relative", "helper", "professional", "authority", "private_person", "staff")
KINDS = ("help_request", "contact", "need_notice", "child_welfare_notice", "prenatal_notice", "question")
LATER = ("", "amendment", "message", "withdrawal")
MOMENTS = tuple(
    datetime(2026, month, day, hour, 30, tzinfo=HELSINKI)
    for month, day in ((11, 24), (11, 21), (12, 25), (6, 19))
    for hour in (0, 7, 10, 14, 21, 23)
)
Content = dict[str, Any]


def way(by: str, address: str, safe: Any, asked: Any, when: str = "", may_say: str = "") -> Content:
    said = {"way": by, "address": address, "safe": safe, "when": when, "may_say": may_say}
    return said if asked == "missing" else {**said, word.ASKED: asked}


def letter(content: Content, *, relation: str = "", hours: int = 0, language: str = "fi") -> word.ReadLetter:
    arrival = datetime(2026, 11, 20, 9, 0, tzinfo=HELSINKI) + timedelta(hours=hours)
    return word.ReadLetter(relation, arrival, language, content)


def combinations() -> list[tuple[list[word.ReadLetter], datetime]]:
    """Every safety, wish and hour of one way, and then some thousands of contacts of several letters, always the same."""
    found = []
    for safe, asked, when, by in itertools.product(SAFETY, ASKED, WHEN, WAYS):
        for moment in (MOMENTS[2], MOMENTS[4]):
            found.append(([letter({"ways": [way(by, SENDER, safe, asked, when)]})], moment))
    dice = iter(shake_256(b"letters").digest(200_000))

    def one_of(options: Sequence[Any]) -> Any:
        return options[next(dice) % len(options)]

    for _ in range(4000):
        letters = []
        for number in range(one_of((1, 1, 2, 3, 4))):
            ways = [
                way(
                    one_of(("email", "email", *WAYS)),
                    one_of((SENDER, SENDER, SENDER, OTHER, "040 1234567", "", "<x>@y\r\n")),
                    one_of(("safe",) * 12 + SAFETY),
                    one_of((True,) * 6 + ASKED),
                    one_of(WHEN),
                    "Sano olevasi hammaslääkäristä",
                )
                for _ in range(one_of((0, 1, 1, 2)))
            ]
            content = {
                "kind": one_of(KINDS),
                "sender": {"role": one_of(ROLES), "is_anonymous": one_of((True, False)), "email": SENDER},
                "must_not_know": one_of(("", "Puolisoni ei saa tietää")),
                "told": {"child": one_of(ANSWERS)},
                "own_words": "Kanarialintu",
                "ways": one_of((ways,) * 20 + (None,)),
            }
            relation = one_of(LATER) if number else ""
            letters.append(letter(content, relation=relation, hours=number, language=one_of(("fi", "sv"))))
        found.append((letters[::-1] if one_of((True, False)) else letters, one_of(MOMENTS)))
    return found


def may_go(letters: list[word.ReadLetter], to: str) -> bool:
    """The rule in other words: asked for by a safe e-mail way of the newest whole text, and nowhere else not safe."""
    if any(one.relation == "withdrawal" for one in letters):
        return False
    newest = max((one for one in letters if one.relation in ("", "amendment")), key=lambda one: one.arrival)
    everywhere = [
        each
        for one in letters
        for each in (one.content["ways"] or [])
        if each["way"] == "email" and each["address"].strip().lower() == to.lower()
    ]
    asks = [
        each
        for each in (newest.content["ways"] or [])
        if each["way"] == "email" and each["address"] == to and each.get(word.ASKED) is True
    ]
    return bool(asks) and all(each["safe"] == "safe" for each in everywhere)


def in_hours(letters: list[word.ReadLetter], to: str, at: datetime) -> bool:
    """Whether the hours named for the address hold, where they are words that a machine may read."""
    named = {each["when"] for one in letters for each in (one.content["ways"] or []) if each["address"] == to
             and each["way"] == "email"}  # fmt: skip
    day, hour = at.weekday(), at.hour
    is_free_day = (at.month, at.day) in {(12, 25), (6, 19)} or day > 4
    holds = {
        "": True,
        "milloin vain": True,
        "arkisin klo 9–15": not is_free_day and 9 <= hour < 15,
        "klo 22–23": hour == 22,
        "kun mies ei ole kotona": False,
    }
    return all(holds[one] for one in named)


def test_over_five_thousand_senders_ways_times_and_kinds_no_word_leaves_against_safe_contact() -> None:
    tried = combinations()
    assert len(tried) >= 5_000
    went = 0
    for number, (letters, moment) in enumerate(tried):
        captured: list[mail.Mail] = []
        decision = word.send_word(word.said_in(letters), f"<{number}@x>", moment, captured.append)
        assert decision.may_send == bool(captured)
        for one in captured:
            went += 1
            assert may_go(letters, one.to), letters
            assert in_hours(letters, one.to, moment), letters
            assert one.to in {SENDER, OTHER}
            assert "anarialintu" not in one.subject + one.body
            assert "hammas" not in one.subject + one.body
    assert went > 50


def test_what_may_go_does_go() -> None:
    for at in (MOMENTS[2], MOMENTS[8]):
        captured: list[mail.Mail] = []
        said = word.said_in([letter({"ways": [way("email", SENDER, "safe", asked=True)]}, language="sv")])
        assert word.send_word(said, "<1@x>", at, captured.append).may_send
        assert [one.to for one in captured] == [SENDER]
        assert captured[0].subject == "Du har ett meddelande"


@pytest.mark.parametrize(
    "topic", ["sosiaali", "social", "hyvinvointi", "välfärd", "lasten", "apu", "hjälp", "perhe", "familj"]
)
@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_word_names_no_topic_no_portal_and_no_reference(language: str, topic: str) -> None:
    captured: list[mail.Mail] = []
    said = word.said_in([letter({"ways": [way("email", SENDER, "safe", asked=True)]}, language=language)])
    word.send_word(said, "<1@x>", MOMENTS[2], captured.append)
    assert topic not in (captured[0].subject + captured[0].body).lower()


def test_a_duty_mail_never_reaches_a_resident_whatever_address_is_asked() -> None:
    for address in (SENDER, OTHER, "", "DUTY@county.example.home.example", DUTY):
        captured: list[mail.Mail] = []
        told = duty.DutyMail("<1@x>", address, {Notice.Kind.LATE: ["AAAAA-BBBBB"]})
        duty.send_duty_mail(told, MOMENTS[2], captured.append, duty_addresses=[DUTY])
        assert bool(captured) == (address == DUTY)


def test_no_contact_can_ask_for_word_yet_so_no_letter_is_opened_and_no_mail_is_made() -> None:
    """When a form asks for it, the schema has the field, and the rows below are what then happens."""
    assert not word.can_be_asked_for()


@pytest.mark.django_db(databases=["default", "portal"])
def test_a_message_to_the_sender_makes_no_mail_while_nobody_can_ask_for_it() -> None:
    found = contact()
    write_to_sender(found.pk, worker(), "Soitamme huomenna.")
    outbox.carry_out(go_on=lambda: True)
    assert not OutgoingMail.objects.exists()
    assert not AuditEntry.objects.filter(action="contact.ways_read").exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What each address was asked, as if the schema had the field: it is added to the letters as they are opened."""
    answers: dict[str, Any] = {}
    real = post.letter_content

    def with_answers(one: FiledLetter) -> Content:
        content = real(one)
        for each in content["ways"]:
            if each["address"] in answers:
                each[word.ASKED] = answers[each["address"]]
        return content

    monkeypatch.setattr(word, "can_be_asked_for", lambda: True)
    monkeypatch.setattr(post, "letter_content", with_answers)
    return answers


def by_mail(address: str, safe: str, when: str = "") -> dict[str, Any]:
    """An e-mail way as the form sends it."""
    return {"way": "email", "address": address, "safe": safe, "when": when, "may_say": ""}


def filed(safe: str, when: str = "", *, sender: Sender | None = None) -> Contact:
    """A contact of a sender who said this about one e-mail way."""
    sender = sender or Sender.new()
    content = content_of(build(sender, words="Kanarialintu"))
    return contact(sender, content={**content, "ways": [by_mail(SENDER, safe, when)]})


def answered(found: Contact) -> None:
    write_to_sender(found.pk, worker(), "Kanarialintu vastaa.")
    outbox.carry_out(go_on=lambda: True)


def post_all() -> int:
    return post.Postman().deliver(go_on=lambda: True)


@pytest.mark.django_db(databases=["default", "portal"])
def test_two_hundred_contacts_through_the_real_rows(asked: dict[str, Any]) -> None:
    Team.objects.filter(key=FALLBACK_KEY).update(duty_email=DUTY)
    wishes = list(itertools.product(SAFETY[:3], (True, False, "yes", "missing"), WHEN[:4]))
    content = content_of(build(Sender.new(), words="Kanarialintu"))
    expected = set()
    with time_machine.travel(MOMENTS[2], tick=False):
        found = rows(200, team_id=FALLBACK_KEY)
        letters = []
        for number, one in enumerate(found):
            safe, wish, when = wishes[number % len(wishes)]
            address = f"sender{number}@home.example"
            letters.append(build(Sender.new(), content={**content, "ways": [by_mail(address, safe, when)]}))
            if wish != "missing":
                asked[address] = wish
            if safe == "safe" and wish is True and when != "kun mies ei ole kotona":
                expected.add(address)
            notices.make_mail("word", timezone.now(), contact=one)
        FiledLetter.objects.bulk_create(
            FiledLetter(contact=one, **{name: getattr(letter, name) for name in LETTER_COLUMNS})
            for one, letter in zip(found, letters, strict=True)
        )
        notices.look()
        post_all()
    reached = [one for mailed in outgoing.outbox for one in mailed.to]
    assert set(reached) == expected | {DUTY}
    assert len([one for one in reached if one != DUTY]) == len(expected) > 10
    assert OutgoingMail.objects.filter(kind="word").count() == 200
    assert OutgoingMail.objects.filter(kind="word", sent_at__isnull=False).count() == len(expected)
    assert "anarialintu" not in json.dumps([[one.subject, one.body] for one in outgoing.outbox])


@pytest.mark.django_db(databases=["default", "portal"])
def test_word_waits_for_the_hours_that_the_sender_named_and_is_no_problem_meanwhile(asked: dict[str, Any]) -> None:
    asked[SENDER] = True
    with time_machine.travel(datetime(2026, 11, 21, 12, 0, tzinfo=HELSINKI), tick=False):
        answered(filed("safe", when="arkisin klo 9–15"))
        assert post_all() == 0
        waiting = OutgoingMail.objects.get()
        assert waiting.due_at == datetime(2026, 11, 23, 9, 0, tzinfo=HELSINKI)
        assert (waiting.attempts, waiting.lease_until) == (0, None)
    with time_machine.travel(datetime(2026, 11, 23, 9, 1, tzinfo=HELSINKI), tick=False):
        assert post_all() == 1


@pytest.mark.django_db(databases=["default", "portal"])
def test_two_answers_before_the_mail_are_one_word_and_reading_the_ways_is_audited(asked: dict[str, Any]) -> None:
    asked[SENDER] = True
    found = filed("safe")
    answered(found)
    answered(found)
    assert post_all() == 1
    entry = AuditEntry.objects.get(action="contact.ways_read")
    assert (entry.actor, entry.subject) == ("machine:courier", f"contact:{found.pk}")
    answered(found)
    assert post_all() == 1


@pytest.mark.django_db(databases=["default", "portal"])
def test_a_later_letter_that_says_not_safe_stops_word_that_waits(asked: dict[str, Any]) -> None:
    asked[SENDER] = True
    sender = Sender.new()
    found = filed("safe", sender=sender)
    answered(found)
    content = content_of(build(sender, words="b"))
    drop(sender, words="b", amends=True, arrival=timezone.now(),
         content={**content, "ways": [by_mail(SENDER, "not_safe")]})  # fmt: skip
    carry()
    assert post_all() == 0
    assert OutgoingMail.objects.get().cancelled_at is not None
    assert not outgoing.outbox


@pytest.mark.django_db(databases=["default", "portal"])
def test_a_letter_that_does_not_open_sends_no_word(asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    asked[SENDER] = True
    answered(filed("safe"))
    monkeypatch.setattr("portal.desk.reading.desk_keys", tuple)
    assert post_all() == 0
    assert not outgoing.outbox


def test_the_newest_whole_text_decides_and_two_addresses_are_none() -> None:
    asks = way("email", SENDER, "safe", asked=True)
    first = letter({"ways": [asks]})
    assert word.said_in([first]).address == SENDER
    assert word.said_in([letter({"ways": []}, relation="amendment", hours=1), first]).address == ""
    assert word.said_in([letter({"ways": []}, relation="message", hours=1), first]).address == SENDER
    assert word.said_in([letter({"ways": [asks, {**asks, "address": OTHER}]})]).address == ""
    assert word.said_in([]).address == ""
    withdrawn = word.said_in([first, letter({"ways": []}, relation="withdrawal", hours=1)])
    assert word.send_word(withdrawn, "<1@x>", MOMENTS[2], lambda _: None).outcome is Outcome.NO
