"""Word to a sender through the desk's real rows: asked for, waited with, audited, cancelled."""

from __future__ import annotations

import itertools
import json
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core import mail as outgoing
from django.utils import timezone

from portal.desk.contacts import write_to_sender
from portal.desk.courier import notices, outbox, post, word
from portal.desk.models import FALLBACK_KEY, Contact, FiledLetter, OutgoingMail, Team
from portal.desk.sealed import LETTER_COLUMNS
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, build, carry, contact, content_of, drop, rows, worker
from tests.desk.mail_builders import DUTY, HELSINKI, post_all
from tests.desk.word_builders import MOMENTS, SAFETY, SENDER, WHEN, Content

KINDS = tuple(post.TO_SENDERS)


@pytest.mark.django_db(databases=["default", "portal"])
@pytest.mark.parametrize(("asks", "sent"), [(True, [[SENDER], [SENDER]]), (False, []), (None, [])])
def test_word_leaves_only_where_the_letter_itself_asks_for_it(asks: bool | None, sent: list[list[str]]) -> None:
    sender = Sender.new()
    way = {**by_mail(SENDER, "safe"), **({} if asks is None else {word.ASKED: asks})}
    found = contact(sender, content={**content_of(build(sender, words="Kanarialintu")), "ways": [way]})
    answered(found)
    post_all()
    assert [one.to for one in outgoing.outbox] == sent
    assert "anarialintu" not in "".join(one.subject + one.body for one in outgoing.outbox)
    assert len({one.subject for one in outgoing.outbox}) == len(sent)
    assert AuditEntry.objects.filter(action="contact.ways_read").count() == (len(sent) or 1)
    assert not OutgoingMail.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True).exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What each address was asked, as the letters would say it: it is added to the letters as they are opened."""
    answers: dict[str, Any] = {}
    real = post.letter_content

    def with_answers(one: FiledLetter) -> Content:
        content = real(one)
        for each in content["ways"]:
            if each["address"] in answers:
                each[word.ASKED] = answers[each["address"]]
        return content

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
            notices.make_mail(KINDS[number // len(wishes) % 2], timezone.now(), contact=one)
        FiledLetter.objects.bulk_create(
            FiledLetter(contact=one, **{name: getattr(letter, name) for name in LETTER_COLUMNS})
            for one, letter in zip(found, letters, strict=True)
        )
        notices.look()
        post_all()
    reached = [one for mailed in outgoing.outbox for one in mailed.to]
    assert set(reached) == expected | {DUTY}
    assert len([one for one in reached if one != DUTY]) == len(expected) > 10
    mails = OutgoingMail.objects.filter(kind__in=KINDS)
    assert mails.count() == 200
    assert mails.filter(sent_at__isnull=False).count() == len(expected)
    assert set(mails.filter(sent_at__isnull=False).values_list("kind", flat=True)) == set(KINDS)
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
