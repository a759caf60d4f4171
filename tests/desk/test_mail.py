"""The courier's mail: without any content, sent again after a failure, and never given up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.desk.courier import duty, loop, mail, notices, post
from portal.desk.models import FALLBACK_KEY, CourierBeat, Notice, OutgoingMail, Team
from tests.desk.builders import Sender, contact, drop, rows
from tests.desk.conftest import Killed
from tests.desk.mail_builders import DUTY, POINTS_OF_MAILING, SUNDAY, post_all, sent, urgent
from tests.desk.smtp_stub import MailServer, mail_server

pytestmark = [pytest.mark.django_db(databases=["default", "portal"]), pytest.mark.usefixtures("duty_address")]

CANARIES = ("Kanarialintu", "0401234567", "Salainen Katu 1", "vauva")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def due_again() -> None:
    OutgoingMail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


@time_machine.travel(SUNDAY, tick=False)
def test_the_database_holds_each_notice_once_and_no_mail_to_nobody() -> None:
    found = urgent()
    notices.look()
    told = Notice.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(contact=found, kind=told.kind, mail=told.mail)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(kind="digest", message_id="<a@b>")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(kind="word", message_id="<a@b>", team_id=FALLBACK_KEY)


# On a working morning the digest would be a second mail.
@time_machine.travel(SUNDAY)
@pytest.mark.parametrize("point", POINTS_OF_MAILING)
def test_killed_while_sending_it_sends_again_with_the_same_message_id(kill_at: Any, point: str) -> None:
    urgent()
    notices.look()
    kill_at(point)
    with pytest.raises(Killed):
        post_all()
    assert post_all() == 0  # leased
    due_again()
    assert post_all() == 1
    assert len({one.extra_headers["Message-ID"] for one in sent()}) == 1
    assert OutgoingMail.objects.filter(kind="urgent").get().attempts == 2


@time_machine.travel(SUNDAY)
def test_a_server_that_dies_after_the_mail_gets_it_again_under_the_same_id_and_without_content(
    server: MailServer,
) -> None:
    server.dies = 3
    sender = Sender.new()
    drop(sender, words=" ".join(CANARIES), name=CANARIES[0], urgent=True)
    courier = loop.Courier(Event())
    for _ in range(12):
        courier.round()
        courier._postman = post.Postman()
        due_again()
    told = [one for one in server.seen if "kiireellinen" in str(one["Subject"])]
    assert len(told) == 4
    assert len(server.taken) >= 1
    assert len({str(one["Message-ID"]) for one in told}) == 1
    assert re.fullmatch(r"<[0-9a-f-]{36}@\S+>", str(told[0]["Message-ID"]))
    for one in server.seen:
        whole = one.as_string() + one.get_content()
        for canary in CANARIES:
            assert canary not in whole
        assert sender.reference in str(one["Subject"]) + one.get_content()


def test_a_server_that_refuses_is_never_given_up_and_the_pause_grows_to_five_minutes(server: MailServer) -> None:
    urgent()
    notices.look()
    Notice.objects.exclude(kind="urgent").delete()
    OutgoingMail.objects.exclude(kind="urgent").delete()
    server.refuses = 20
    for attempt in range(1, 21):
        assert post_all() == 0
        waiting = OutgoingMail.objects.get()
        assert waiting.attempts == attempt
        assert waiting.lease_until is not None
        assert waiting.lease_until - timezone.now() <= post.CEILING
        due_again()
    assert post_all() == 1
    assert len(server.taken) == 1


def test_an_address_that_does_not_exist_keeps_no_other_mail_back(server: MailServer) -> None:
    server.no_such_box = "gone@county.example"
    Team.objects.create(key="other", name_fi="Muu", name_sv="Annan", duty_email=server.no_such_box)
    postman = post.Postman()
    with time_machine.travel(SUNDAY, tick=False) as clock:
        urgent(team_id="other")
        notices.look()
        for _ in range(10):
            clock.shift(post.CEILING + timedelta(seconds=1))
            assert postman.deliver(go_on=lambda: True) == 0
        urgent()
        notices.look()
        assert postman.deliver(go_on=lambda: True) == 1
    assert [str(one["To"]) for one in server.taken] == [DUTY]
    assert OutgoingMail.objects.get(sent_at__isnull=True).attempts == 10


def test_a_mail_that_failed_comes_after_those_that_were_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(post, "_deal_with", lambda waiting: asked.append(waiting.pk) or False)
    earlier = notices.make_mail("urgent", timezone.now() - timedelta(hours=1), team_id=FALLBACK_KEY)
    OutgoingMail.objects.update(attempts=4)
    later = notices.make_mail("urgent", timezone.now(), team_id=FALLBACK_KEY)
    post_all()
    assert asked == [later.pk, earlier.pk]


def test_a_server_that_is_down_lets_letters_pass_and_is_left_alone_for_a_minute(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    drop(urgent=True)
    courier = loop.Courier(Event())
    assert courier.round() == 1
    tried = OutgoingMail.objects.filter(attempts__gt=0).count()
    assert tried == 1
    drop()
    assert courier.round() == 1
    assert OutgoingMail.objects.filter(attempts__gt=0).count() == 1
    assert "ConnectionRefusedError" in caplog.text
    assert DUTY not in caplog.text


def test_the_lease_grows_to_a_ceiling() -> None:
    assert [post.lease_for(one).total_seconds() for one in (0, 1, 2, 3, 4, 500)] == [60, 60, 120, 240, 300, 300]


@pytest.mark.parametrize("reference", ["AAAAA\r\nBcc: x@y.fi", "Aino E.\nx", "<b>x</b>"])
def test_a_hostile_reference_changes_no_header(reference: str) -> None:
    captured: list[mail.Mail] = []
    told = duty.DutyMail("<a@b>", DUTY, {Notice.Kind.URGENT: [reference]})
    duty.send_duty_mail(told, timezone.now(), captured.append, duty_addresses=[DUTY])
    assert "\n" not in captured[0].subject
    assert not set("\r<>@:") & set(captured[0].subject)


def test_a_duty_mail_goes_to_nobody_but_a_duty_address() -> None:
    captured: list[mail.Mail] = []
    told = duty.DutyMail("<a@b>", "someone@example.fi", {Notice.Kind.URGENT: ["AAAAA-BBBBB"]})
    decision = duty.send_duty_mail(told, timezone.now(), captured.append, duty_addresses=[DUTY])
    assert (decision.may_send, captured) == (False, [])


def test_the_sender_of_a_mail_has_no_name(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Lastensuojelun päivystys <portaali@county.example>"
    mail.send(mail.Mail("<a@b>", DUTY, "x", "y"))
    assert sent()[0].from_email == "portaali@county.example"


def test_a_mail_that_waits_for_ten_minutes_is_a_problem_for_the_monitor() -> None:
    CourierBeat.objects.create(pk=1, beat_at=timezone.now())
    found = rows(1, opened_at=timezone.now())[0]
    made = notices.make_mail("word", timezone.now() - timedelta(seconds=590), contact=found)
    assert _health()[0] == 200
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=610))
    status, told = _health()
    assert status == 503
    assert "Mail has waited" in told["problems"][0]
    assert told["oldest_unsent_age"] >= 610
    OutgoingMail.objects.filter(pk=made.pk).update(sent_at=timezone.now())
    assert _health()[0] == 200


def test_a_whole_round_brings_the_letter_and_mails_at_once_with_no_word_of_it() -> None:
    found = contact(words="Kanarialintu vauva", name="Kanarialintu", urgent=True)
    loop.Courier(Event()).round()
    told = [one for one in sent() if found.reference in one.subject]
    assert len(told) == 1
    assert "anarialintu" not in "".join(one.subject + one.body for one in sent())


def _health() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/health/intake")
    return answer.status_code, answer.json()
