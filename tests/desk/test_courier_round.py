"""The courier's way out, its broom, its lease and its round."""

from __future__ import annotations

import json
import logging
import os
import uuid
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.utils import OperationalError
from django.utils import timezone

from portal.desk import contacts
from portal.desk.courier import beat, broom, letters, loop, outbox
from portal.desk.courier.boxes import put
from portal.desk.models import (
    Contact,
    CourierBeat,
    OutboxItem,
    Status,
)
from portal.intake.service import BoxItem, Letter
from tests.desk.builders import Sender, carry, carry_out, contact, drop, worker
from tests.desk.conftest import Killed

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def waiting_in_portal() -> int:
    return Letter.objects.using("portal").filter(taken_at__isnull=True).count()


@pytest.mark.parametrize("point", ["courier.before_outbox_insert", "courier.after_outbox_insert"])
def test_killed_while_delivering_it_delivers_once(kill_at: Any, point: str) -> None:
    sender = Sender.new()
    found, someone = contact(sender), worker()
    contacts.write_to_sender(found.pk, someone, "Soitamme huomenna.")
    kill_at(point)
    with pytest.raises(Killed):
        carry_out()
    assert carry_out() == 0  # leased
    OutboxItem.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert carry_out() == 1
    assert [json.loads(one).get("text") for one in sender.box_items()] == [None, "Soitamme huomenna."]
    assert OutboxItem.objects.get().attempts == 2


def test_a_new_text_opens_a_closed_contact_again_and_tells_the_sender() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    contacts.take(found.pk, someone)
    contacts.read_contact(found.pk, someone)
    contacts.change_status(found.pk, someone, Status.BEING_HANDLED)
    contacts.close(found.pk, someone, "advised", "Neuvottu.", entry_id=uuid.uuid4())
    drop(sender, words="Vielä yksi asia", amends=True)
    carry()
    carry_out()
    found.refresh_from_db()
    assert found.status == Status.BEING_HANDLED
    assert found.news_at is not None
    states = [json.loads(one)["state"] for one in sender.box_items()]
    assert states == ["received", "being_handled", "closed", "being_handled"]


def test_a_box_item_is_put_once_and_every_other_refusal_is_an_error() -> None:
    sender = Sender.new()
    item = {
        "reference": sender.reference,
        "box_key": sender.box.public_key,
        "created_at": timezone.now(),
        "sealed": b"x",
    }
    same = uuid.uuid4()
    put(BoxItem(id=same, **item))
    put(BoxItem(id=same, **item))
    assert BoxItem.objects.using("portal").count() == 1
    with pytest.raises(IntegrityError):
        put(BoxItem(id=uuid.uuid4(), **{**item, "box_key": b"short"}))
    with pytest.raises(IntegrityError):
        put(BoxItem(id=uuid.uuid4(), **{**item, "reference": ""}))


def test_an_outbox_item_that_is_refused_waits_longer_each_time_and_is_never_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, someone = contact(), worker()
    contacts.write_to_sender(found.pk, someone, "Hei")

    def refuse(item: OutboxItem) -> None:
        raise IntegrityError

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "deliver", refuse)
        for attempt in range(1, 31):
            assert carry_out() == 0
            item = OutboxItem.objects.get()
            assert item.attempts == attempt
            assert item.lease_until is not None
            assert item.lease_until - timezone.now() <= outbox.CEILING
            OutboxItem.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert carry_out() == 1


def test_one_refused_item_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    found, someone = contact(), worker()
    contacts.write_to_sender(found.pk, someone, "Ensin")
    contacts.write_to_sender(found.pk, someone, "Sitten")
    first = OutboxItem.objects.order_by("created_at").first()
    real = outbox.deliver

    def refuse_first(item: OutboxItem) -> None:
        if first and item.pk == first.pk:
            raise IntegrityError
        real(item)

    monkeypatch.setattr(outbox, "deliver", refuse_first)
    assert carry_out() == 1


def test_the_lease_grows_to_a_ceiling() -> None:
    assert [outbox.lease_for(one).total_seconds() for one in (1, 2, 3, 8, 9, 500)] == [2, 4, 8, 256, 300, 300]


def test_the_broom_erases_taken_letters_after_the_waiting_time_and_ended_items(settings: Any) -> None:
    for hours in (1, 23, 25):
        drop(taken_at=timezone.now() - timedelta(hours=hours))
    drop(arrival=timezone.now() - timedelta(days=400))
    item = {"reference": "AAAAA-BBBBB", "box_key": bytes(32), "created_at": timezone.now(), "sealed": b"x"}
    for hours in (-1, 1):
        put(BoxItem(id=uuid.uuid4(), ended_at=timezone.now() + timedelta(hours=hours), **item))
    put(BoxItem(id=uuid.uuid4(), ended_at=None, **item))
    assert broom.sweep() == (1, 1)
    assert Letter.objects.using("portal").count() == 3
    assert waiting_in_portal() == 1
    assert BoxItem.objects.using("portal").count() == 2


def test_only_one_courier_at_a_time_on_sqlite_and_the_lease_of_a_dead_one_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert beat.take_lease()
    assert beat.take_lease()
    monkeypatch.setattr(beat, "holder", lambda: "another")
    assert not beat.take_lease()
    CourierBeat.objects.update(holder="999999999")
    assert beat.take_lease()
    CourierBeat.objects.update(holder=str(os.getppid()), lease_until=timezone.now() - timedelta(seconds=1))
    assert beat.take_lease()


def test_a_round_carries_both_ways_and_tells_what_it_saw() -> None:
    sender, someone = Sender.new(), worker()
    drop(sender)
    courier = loop.Courier(Event())
    assert courier.round() == 1
    contacts.write_to_sender(Contact.objects.get().pk, someone, "Hei")
    assert courier.round() == 1
    assert courier.round() == 0
    told = CourierBeat.objects.get()
    assert told.beat_at is not None
    assert (told.untaken, told.oldest_untaken_at, told.letter_box_down_since) == (0, None, None)


def test_a_stopped_courier_begins_no_further_letter() -> None:
    drop()
    stop = Event()
    stop.set()
    courier = loop.Courier(stop)
    assert courier.round() == 0
    courier.run()
    assert waiting_in_portal() == 1


def test_a_database_that_is_down_is_waited_for_and_named_without_what_it_was_asked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = Event()
    courier = loop.Courier(stop)
    waits: list[float] = []

    def down(**_: Any) -> letters.Waiting:
        raise OperationalError("canary-parameter")

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        if len(waits) == 9:
            stop.set()
        return stop.is_set()

    monkeypatch.setattr(letters, "waiting", down)
    monkeypatch.setattr(loop, "_answers", lambda alias: alias != "portal")
    monkeypatch.setattr(stop, "wait", wait)
    with caplog.at_level(logging.INFO):
        courier.run()
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert "The letter box does not answer; trying again in 0.5 s." in caplog.text
    assert "canary-parameter" not in caplog.text
    assert CourierBeat.objects.get().letter_box_down_since is not None
