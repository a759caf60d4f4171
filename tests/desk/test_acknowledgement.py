"""That a contact arrived, by mail to its sender: once, without content, where its text asks for it and it is safe."""

from __future__ import annotations

import os
import uuid
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from portal.desk.contacts import suspect, write_to_sender
from portal.desk.courier import acknowledging, loop, mail, post, word
from portal.desk.keyed import key_in
from portal.desk.models import FALLBACK_KEY, Contact, FiledLetter, OutgoingMail, SetAsideLetter
from portal.intake.content import ContactContent, Way
from portal.intake.models import Letter
from portal.vault.models import AuditEntry
from tests.desk.builders import POINTS_OF_CARRYING, Sender, build, carry, carry_out, contact, content_of, drop, worker
from tests.desk.conftest import Killed
from tests.desk.mail_builders import HELSINKI, POINTS_OF_MAILING, post_all, sent
from tests.desk.word_builders import SENDER, way

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

ASKS = way("email", SENDER, "safe", asked=True)
WORDS = "Kanarialintu vauva"
SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=HELSINKI)


def saying(*ways: Any, **given: Any) -> dict[str, Any]:
    """What a letter is built from, so that it says this about the ways to reach its sender."""
    plain = content_of(build(Sender.new(), words=WORDS, name="Kanarialintu", **given))
    return {"content": {**plain, "ways": list(ways)}, "words": WORDS, **given}


def waiting() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="received"))


@pytest.mark.parametrize(
    ("language", "subject", "body"),
    [
        ("fi", "Viestisi on tullut perille", "Lähettämäsi viesti on tullut perille. Tiedät, mistä voit lukea lisää.\n"),
        (
            "sv",
            "Ditt meddelande har kommit fram",
            "Meddelandet som du skickade har kommit fram. Du vet var du kan läsa mer.\n",
        ),
        ("fi-simple", "Viestisi on perillä", "Lähetit viestin. Se on nyt perillä. Tiedät, missä voit lukea lisää.\n"),
    ],
)
def test_whoever_asks_at_a_safe_address_is_told_once_in_their_language(language: str, subject: str, body: str) -> None:
    found = contact(**saying(ASKS, language=language))
    assert [post_all(), post_all()] == [1, 0]
    (told,) = sent()
    assert (told.to, told.subject, told.body) == ([SENDER], subject, body)
    assert told.from_email == mail._own_address()
    entry = AuditEntry.objects.get(action="contact.ways_read")
    assert (entry.actor, entry.subject) == ("machine:courier", f"contact:{found.pk}")


@pytest.mark.parametrize(
    "ways",
    [
        (),
        (way("email", SENDER, "safe", asked=False),),
        (way("email", SENDER, "safe", asked="missing"),),
        (way("email", SENDER, "not_asked", asked="missing"), way("text", "0401234567", "safe", asked="missing")),
        (way("email", SENDER, "not_safe", asked=False),),
    ],
)
def test_whoever_does_not_ask_is_told_nothing_and_their_ways_are_not_looked_up(ways: tuple[Any, ...]) -> None:
    contact(**saying(*ways))
    assert post_all() == 0
    assert not OutgoingMail.objects.exists()
    assert not AuditEntry.objects.filter(action="contact.ways_read").exists()


def test_asking_at_an_address_that_is_not_called_safe_is_no_letter_of_ours() -> None:
    drop(**saying(way("email", SENDER, "not_safe", asked=True)))
    assert carry() == 0
    assert SetAsideLetter.objects.get().reason == "content"
    assert not waiting()


@pytest.mark.parametrize(
    "ways",
    [
        (ASKS, {**ASKS, "address": "partner@home.example"}),
        ({**ASKS, "address": "<x>@y"},),
        ({**ASKS, "when": "kun mies ei ole kotona"},),
        (ASKS, way("email", SENDER, "not_safe", asked=False)),
    ],
)
def test_what_a_machine_cannot_be_sure_of_is_not_sent(ways: tuple[Any, ...]) -> None:
    contact(**saying(*ways))
    assert post_all() == 0
    assert [one.cancelled_at is not None for one in waiting()] == [True]


def test_it_waits_for_the_hours_that_the_sender_named() -> None:
    with time_machine.travel(SATURDAY, tick=False):
        contact(**saying({**ASKS, "when": "arkisin klo 9–15"}))
        assert post_all() == 0
        assert waiting()[0].due_at == datetime(2026, 11, 23, 9, 0, tzinfo=HELSINKI)
    with time_machine.travel(datetime(2026, 11, 23, 9, 1, tzinfo=HELSINKI), tick=False):
        assert [post_all(), post_all()] == [1, 0]


@pytest.mark.parametrize("relation", ["amendment", "message", "withdrawal", "reminder"])
def test_what_is_sent_later_is_not_acknowledged_anew(relation: str) -> None:
    sender = Sender.new()
    contact(sender, **saying(ASKS))
    assert post_all() == 1
    drop(sender, **saying(ASKS), relation=relation, arrival=timezone.now() + timedelta(minutes=1))
    assert carry() == 1
    assert post_all() == 0
    assert len(waiting()) == 1


@pytest.mark.parametrize(("relation", "mails"), [("amendment", 1), ("message", 0), ("withdrawal", 0), ("reminder", 0)])
def test_only_a_whole_text_that_asks_in_the_place_of_the_first_is_acknowledged(relation: str, mails: int) -> None:
    sender = Sender.new()
    contact(sender, **saying())
    drop(sender, **saying(ASKS), relation=relation, arrival=timezone.now() + timedelta(minutes=1))
    assert carry() == 1
    assert [post_all(), len(sent())] == [mails, mails]


def test_original_and_amendment_in_either_order_are_acknowledged_once() -> None:
    sender, now = Sender.new(), timezone.now()
    drop(sender, **saying(ASKS), relation="amendment", arrival=now)
    carry()
    assert post_all() == 1
    drop(sender, **saying(ASKS), arrival=now - timedelta(days=1))
    carry()
    assert post_all() == 0


@pytest.mark.parametrize("point", POINTS_OF_CARRYING)
def test_killed_while_filing_and_copied_twice_it_is_one_mail(kill_at: Any, point: str) -> None:
    drop(**saying(ASKS))
    kill_at(point)
    with pytest.raises(Killed):
        carry()
    for _ in range(2):
        carry()
        post_all()
        Letter.objects.using("portal").update(taken_at=None)
    assert len(waiting()) == len(sent()) == FiledLetter.objects.count() == 1


@pytest.mark.parametrize("point", POINTS_OF_MAILING)
def test_killed_around_the_mail_it_goes_again_under_the_same_message_id(kill_at: Any, point: str) -> None:
    contact(**saying(ASKS))
    kill_at(point)
    with pytest.raises(Killed):
        post_all()
    OutgoingMail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert [post_all(), post_all()] == [1, 0]
    assert {one.extra_headers["Message-ID"] for one in sent()} == {waiting()[0].message_id}


def test_a_mail_server_that_is_down_keeps_no_letter_back_and_is_tried_again(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    ours = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    courier = loop.Courier(Event())
    for _ in range(2):
        drop(**saying(ASKS))
        assert courier.round() == 1
    assert [one.sent_at for one in waiting()] == [None, None]
    assert SENDER not in caplog.text
    settings.EMAIL_BACKEND = ours
    OutgoingMail.objects.update(lease_until=None)
    assert post_all() == 2


def test_what_staff_keyed_in_is_not_acknowledged_by_a_machine() -> None:
    said = ContactContent(own_words=WORDS, ways=(Way("email", SENDER, "safe", send_word=True),), channel="phone")
    key_in(worker(), said, kind="question", urgency_answer="not_urgent", arrival=timezone.now(), entry_id=uuid.uuid4())
    assert Contact.objects.count() == 1
    assert (post_all(), waiting()) == (0, [])


def test_a_letter_that_does_not_open_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = build(Sender.new(), **saying(ASKS))
    broken.sealed = os.urandom(6000)
    broken.save(using="portal", force_insert=True)
    assert (carry(), waiting()) == (0, [])
    contact(**saying(ASKS))
    monkeypatch.setattr("portal.desk.reading.desk_keys", tuple)
    assert post_all() == 0
    assert waiting()[0].cancelled_at is not None


def test_suspected_spam_is_not_acknowledged(settings: Settings) -> None:
    settings.SPAM_SAME_TEXT = 1
    text = "Osta edullisesti parhaat tuotteet verkosta jo tänään ja säästä heti."
    for _ in range(3):
        plain = saying(ASKS)
        drop(**{**plain, "content": {**plain["content"], "own_words": text}})
        carry()
    assert Contact.objects.filter(suspected_at__isnull=False).count() == 2
    assert len(waiting()) == 1
    suspect(Contact.objects.get(suspected_at=None).pk, worker(), "Mainos", entry_id=uuid.uuid4())
    assert post_all() == 0


def test_an_address_that_somebody_names_again_and_again_is_not_flooded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acknowledging, "MOST_A_DAY", 2)
    found = [
        contact(**saying({**ASKS, "address": one})) for one in (SENDER, SENDER.upper(), SENDER, "other@home.example")
    ]
    assert len(waiting()) == 4
    assert post_all() == 3
    assert {one.to[0].lower() for one in sent()} == {SENDER, "other@home.example"}
    write_to_sender(found[0].pk, worker(), "Kanarialintu vastaa.")
    carry_out()
    assert post_all() == 1


def test_whoever_withdraws_first_is_told_nothing() -> None:
    sender = Sender.new()
    contact(sender, **saying(ASKS))
    drop(sender, **saying(ASKS), relation="withdrawal", arrival=timezone.now() + timedelta(minutes=1))
    carry()
    assert post_all() == 0


def test_an_acknowledgement_that_waits_keeps_no_word_of_an_answer_back() -> None:
    found = contact(**saying(ASKS))
    write_to_sender(found.pk, worker(), "Kanarialintu vastaa.")
    carry_out()
    assert post_all() == 2
    assert {one.subject for one in sent()} == {"Viestisi on tullut perille", "Sinulle on viesti"}


def test_the_database_holds_one_acknowledgement_of_a_contact_and_none_to_a_team() -> None:
    found = contact(**saying(ASKS))
    post_all()
    for given in ({"contact": found}, {"team_id": FALLBACK_KEY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutgoingMail.objects.create(kind="received", message_id="<a@b>", **given)


def test_every_kind_of_mail_to_a_sender_has_words_of_its_own() -> None:
    to_teams = {OutgoingMail.Kind.URGENT, OutgoingMail.Kind.DIGEST}
    assert set(post.TO_SENDERS) == set(OutgoingMail.Kind) - to_teams
    assert set(post.TO_SENDERS.values()) == set(word.SUBJECTS)
