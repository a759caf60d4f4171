"""The courier's way in: nothing is lost, nothing is doubled, nothing that is broken blocks the rest."""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.desk import contacts
from portal.desk.courier import broom, letters
from portal.desk.models import (
    Contact,
    FiledLetter,
    SetAsideLetter,
    StatusChange,
)
from portal.intake.service import BoxItem, Letter, promised_reply
from portal.vault.models import AuditEntry
from tests.desk.builders import POINTS_OF_CARRYING, Sender, build, carry, contact, content_of, drop, signed_in, worker
from tests.desk.conftest import Killed

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def waiting_in_portal() -> int:
    return Letter.objects.using("portal").filter(taken_at__isnull=True).count()


def test_a_letter_becomes_a_contact_with_what_the_queue_needs() -> None:
    sender = Sender.new()
    letter = drop(sender, urgent=True)
    assert carry() == 1
    found = Contact.objects.get()
    assert (found.reference, found.kind, found.area, found.language, found.urgency, found.status) == (
        sender.reference, "help_request", "rannikko", "fi", "urgent", "received",
    )  # fmt: skip
    assert found.arrival == letter.arrival
    assert found.due_on == timezone.localdate(letter.arrival)
    assert waiting_in_portal() == 0
    assert [json.loads(one)["state"] for one in sender.box_items()] == ["received"]


def test_the_opening_is_written_down_as_the_machines() -> None:
    drop()
    carry()
    entry = AuditEntry.objects.get(action="letter.opened")
    assert entry.actor == "machine:courier"
    assert entry.subject == f"contact:{Contact.objects.get().pk}"


@pytest.mark.parametrize("point", POINTS_OF_CARRYING)
def test_killed_at_any_point_it_carries_again_and_changes_nothing(kill_at: Any, point: str) -> None:
    sender = Sender.new()
    drop(sender)
    kill_at(point)
    with pytest.raises(Killed):
        carry()
    carry()
    carry()
    assert Contact.objects.count() == FiledLetter.objects.count() == StatusChange.objects.count() == 1
    assert AuditEntry.objects.filter(action="letter.opened").count() == 1
    assert len(sender.box_items()) == 1
    assert waiting_in_portal() == 0


def test_an_amendment_may_come_before_its_original() -> None:
    sender = Sender.new()
    now = timezone.now()
    drop(sender, words="Uusi teksti", amends=True, arrival=now, urgent=True, area="pohjoinen")
    carry()
    assert Contact.objects.get().area == "pohjoinen"
    drop(sender, words="Vanha teksti", arrival=now - timedelta(days=1))
    carry()
    found = Contact.objects.get()
    assert (found.area, found.urgency) == ("rannikko", "urgent")
    assert found.arrival == now - timedelta(days=1)
    assert found.due_on == timezone.localdate(now)
    read = contacts.read_contact(found.pk, worker())
    assert read.first.opened
    assert read.first.opened.own_words == "Vanha teksti"
    assert [one.opened.own_words for one in read.later if one.opened] == ["Uusi teksti"]


def test_original_and_amendment_give_the_same_contact_in_either_order() -> None:
    now = timezone.now()
    outcomes = []
    for order in ((0, 1), (1, 0)):
        sender = Sender.new()
        made = [
            build(sender, words="a", arrival=now - timedelta(days=3)),
            build(sender, words="b", amends=True, arrival=now, urgent=True, area="pohjoinen"),
        ]
        for index in order:
            made[index].save(using="portal", force_insert=True)
            carry()
        found = Contact.objects.get(reference=sender.reference)
        outcomes.append((found.area, found.urgency, found.arrival, found.due_on, found.kind))
        assert bytes(found.box_key) == sender.box.public_key
    assert outcomes[0] == outcomes[1]


def test_a_later_letter_never_turns_the_box_to_another_key() -> None:
    sender, stranger = Sender.new(), Sender.new()
    found = contact(sender)
    drop(sender, words="Toinen", arrival=found.arrival - timedelta(hours=1), box_key=stranger.box.public_key)
    carry()
    found.refresh_from_db()
    assert bytes(found.box_key) == sender.box.public_key


def test_a_letter_that_does_not_open_is_set_aside_stays_and_blocks_nobody() -> None:
    broken = build(Sender.new())
    broken.sealed = os.urandom(6000)
    broken.arrival -= timedelta(hours=1)
    broken.save(using="portal", force_insert=True)
    drop()
    assert carry() == 1
    aside = SetAsideLetter.objects.get()
    assert (aside.pk, aside.reason) == (broken.pk, "seal")
    Letter.objects.using("portal").filter(pk=broken.pk).update(arrival=timezone.now() - timedelta(days=90))
    broom.sweep()
    assert Letter.objects.using("portal").filter(pk=broken.pk, taken_at__isnull=True).exists()
    assert AuditEntry.objects.filter(action="letter.set_aside").count() == 1


def test_a_column_changed_in_the_letter_box_is_noticed() -> None:
    letter = drop(area="rannikko")
    Letter.objects.using("portal").filter(pk=letter.pk).update(area="pohjoinen")
    assert carry() == 0
    assert SetAsideLetter.objects.get().reason == "seal"


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"schema": "contact-1"},
        {"schema": "contact-2", "own_words": "x"},
        {"own_words": "x" * 20_000},
    ],
)
def test_content_of_another_form_is_set_aside(content: dict[str, Any]) -> None:
    drop(content=content or {"a": 1})
    assert carry() == 0
    assert SetAsideLetter.objects.get().reason == "content"


def test_content_that_contradicts_the_envelope_is_set_aside() -> None:
    letter = build(Sender.new(), kind="invite")
    content = content_of(letter)
    drop(content={**content, "kind": "help_request"}, kind="invite")
    assert carry() == 0
    assert SetAsideLetter.objects.get().reason == "content"


def test_a_letter_set_aside_rests_is_tried_again_and_filed_when_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = drop()
    with monkeypatch.context() as patch:
        patch.setattr("portal.desk.reading.desk_keys", tuple)
        carry()
    assert SetAsideLetter.objects.get().reason == "seal"
    assert carry(with_all=False) == 0
    SetAsideLetter.objects.update(tried_at=timezone.now() - letters.RETRY_AFTER)
    assert carry(with_all=False) == 1
    assert SetAsideLetter.objects.get(pk=letter.pk).filed_at is not None
    assert Contact.objects.count() == 1


def test_whatever_breaks_on_one_letter_the_next_is_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    first = drop(arrival=timezone.now() - timedelta(minutes=5))
    drop()
    real = letters.file_letter

    def breaks(letter: Letter, **given: Any) -> Contact:
        if letter.pk == first.pk:
            raise RecursionError
        return real(letter, **given)

    monkeypatch.setattr(letters, "file_letter", breaks)
    assert carry() == 1
    assert SetAsideLetter.objects.get().reason == "refused"


def test_a_letter_with_a_due_time_waits_for_it() -> None:
    letter = build(Sender.new(), due_at=timezone.now() + timedelta(hours=1))
    letter.save(using="portal", force_insert=True)
    assert carry() == 0
    drop(due_at=timezone.now() - timedelta(seconds=1))
    assert carry() == 1


def test_a_letter_whose_box_key_is_none_is_filed_without_a_box() -> None:
    sender = Sender.new()
    drop(sender, box_key=bytes(32))
    assert carry() == 1
    assert not BoxItem.objects.using("portal").exists()
    assert contacts.read_contact(Contact.objects.get().pk, worker()).can_write is False


@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * 10_000,
        "<script>alert(1)</script>",
        "😀" * 2000,
        "\u202enurin",
        "a\x00b",
    ],
)
def test_every_word_arrives_as_it_was_written(words: str) -> None:
    found = contact(words=words)
    read = contacts.read_contact(found.pk, worker())
    assert read.first.opened
    assert read.first.opened.own_words == words


def test_half_a_sign_that_no_page_can_show_does_not_hide_the_rest() -> None:
    found = contact(words="alku \ud800 loppu")
    answer = signed_in().get(f"/contacts/{found.pk}/")
    assert answer.status_code == 200
    assert "alku \ufffd" in answer.content.decode()


def test_a_promise_that_our_form_never_made_does_not_count() -> None:
    sender = Sender.new()
    letter = build(sender)
    content = content_of(letter)
    for due in ("1999-01-01", "9999-12-31", "2026-02-31"):
        content["promise"]["due"] = due
        found = contact(content=content)
        assert found.due_on == promised_reply(found.arrival, "fi").due


def test_an_urgent_letter_is_due_on_the_day_it_arrived() -> None:
    late_evening = datetime(2026, 11, 22, 23, 58, tzinfo=ZoneInfo("Europe/Helsinki"))
    drop(urgent=True, arrival=late_evening)
    carry()
    assert Contact.objects.get().due_on == late_evening.date()
