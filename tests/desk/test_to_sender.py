"""What the desk tells the sender besides messages, and what comes back: tasks, who handles it, what happens next."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from portal.desk import contacts, to_sender
from portal.desk.courier import broom
from portal.desk.models import Contact, DeskMessage, FiledLetter
from portal.desk.tasks import TaskState, agreed_tasks
from portal.intake.documents import Document, Item, Section
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, build, carry, carry_out, contact, drop, signed_in, worker
from tests.desk.conftest import Killed

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

DUE = date(2026, 12, 4)


def tick(task: UUID | str) -> Document:
    """What the status page sends when a task is ticked."""
    items = (Item("Tehtävä", "Etsi lomake"), Item("Tunnus", str(task)))
    return Document("task-done-1", "Tehty", "fi", "2026-11-22T10:00:00+02:00", (Section("", items),))


def box_of(sender: Sender) -> list[dict[str, str]]:
    """What lies in the sender's box, once the courier has been there."""
    carry_out()
    return [json.loads(one) for one in sender.box_items()]


def of_type(sender: Sender, wanted: str) -> list[dict[str, str]]:
    return [
        {name: value for name, value in one.items() if name != "at"} for one in box_of(sender) if one["type"] == wanted
    ]


def test_a_task_lies_in_the_box_and_the_desk_remembers_it() -> None:
    sender, someone = Sender.new(), worker("Tuuli")
    found = contact(sender)
    task = to_sender.give_task(found.pk, someone, "Etsi lomake", DUE)
    assert of_type(sender, "task") == [
        {"type": "task", "id": str(task), "text": "Etsi lomake", "due": "2026-12-04", "state": "open"}
    ]
    (known,) = agreed_tasks(found)
    assert (known.id, known.text, known.due, known.state, known.author) == (task, "Etsi lomake", DUE, "open", "Tuuli")
    assert AuditEntry.objects.get(action="contact.told_task").subject == f"contact:{found.pk}"


def test_a_changed_task_is_told_under_the_same_id_and_counts_once() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    to_sender.give_task(found.pk, someone, "Etsi lomake", None)
    other = to_sender.give_task(found.pk, someone, "Soita Kelaan", None)
    for state in (TaskState.DONE, TaskState.OPEN, TaskState.DROPPED):
        to_sender.change_task(found.pk, someone, agreed_tasks(found)[0], state)
    first, second = agreed_tasks(found)
    assert (first.state, second.state, second.id) == ("dropped", "open", other)
    assert [one["state"] for one in of_type(sender, "task")] == ["open", "open", "done", "open", "dropped"]


def test_who_handles_it_and_what_happens_next_are_told_and_kept_as_texts() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    to_sender.tell_worker(found.pk, someone, to_sender.HandledBy("Sosiaaliohjaaja", "079 1", "ma 9–11"))
    to_sender.tell_next(found.pk, someone, "Soitamme", DUE)
    assert of_type(sender, "worker") == [
        {"type": "worker", "name": "Sosiaaliohjaaja", "phone": "079 1", "hours": "ma 9–11"}
    ]
    assert of_type(sender, "next") == [{"type": "next", "text": "Soitamme", "due": "2026-12-04"}]
    read = contacts.read_contact(found.pk, someone)
    assert [one.text for one in read.messages] == ["Sosiaaliohjaaja\n079 1\nma 9–11", "Soitamme"]
    assert agreed_tasks(found) == ()


def test_the_same_form_twice_tells_once_and_a_contact_without_a_box_is_told_nothing() -> None:
    someone = worker()
    found = contact()
    same = uuid4()
    for _ in range(2):
        to_sender.give_task(found.pk, someone, "Etsi lomake", None, message_id=same)
    assert DeskMessage.objects.count() == AuditEntry.objects.filter(action="contact.told_task").count() == 1
    boxless = contact(box_key=bytes(32))
    with pytest.raises(contacts.NotPossible):
        to_sender.give_task(boxless.pk, someone, "Etsi lomake", None)
    assert DeskMessage.objects.count() == 1
    with pytest.raises(Contact.DoesNotExist):
        to_sender.give_task(uuid4(), someone, "Etsi lomake", None)


def test_a_tick_reaches_the_desk_and_is_told_back_to_the_box() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    task = to_sender.give_task(found.pk, someone, "Etsi lomake", None)
    letter = drop(sender, words="", relation="message", kind="task_done", documents=(tick(task),))
    carry()
    (known,) = agreed_tasks(found)
    assert known.said_done_at == letter.arrival
    assert of_type(sender, "heard") == [{"type": "heard", "kind": "task_done", "task": str(task)}]
    to_sender.change_task(found.pk, someone, known, TaskState.OPEN)
    assert agreed_tasks(found)[0].said_done_at is None


@pytest.mark.parametrize("task", ["", "x", "4f660bcc-47c2-4278-877c-ffa3702347e9", "\n" * 40])
def test_a_tick_of_a_task_that_is_none_is_filed_and_changes_nothing(task: str) -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    to_sender.give_task(found.pk, someone, "Etsi lomake", None)
    drop(sender, words="", relation="message", kind="task_done", documents=(tick(task),))
    drop(sender, words="", relation="message", kind="task_done", documents=())
    carry()
    assert agreed_tasks(found)[0].said_done_at is None
    assert found.letters.count() == 3


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_messages_withdrawals_and_ticks_may_come_in_any_order_and_twice(order: tuple[int, ...]) -> None:
    sender, now = Sender.new(), timezone.now()
    made = [
        build(sender, words="Ensin", arrival=now - timedelta(days=3), area="pohjoinen", language="sv"),
        build(sender, words="Lisään", arrival=now - timedelta(days=2), relation="message", kind="message", area=""),
        build(sender, words="", arrival=now - timedelta(days=1), relation="message", kind="task_done", area=""),
        build(sender, words="Perun", arrival=now, relation="withdrawal", kind="withdrawal", area=""),
    ]
    for number in order:
        made[number].save(using="portal", force_insert=True)
        carry()
        made[number].taken_at = None
        made[number].save(using="portal", update_fields=["taken_at"])
        carry()
    found = Contact.objects.get(reference=sender.reference)
    assert (found.kind, found.area, found.language, found.arrival) == (
        "help_request", "pohjoinen", "sv", made[0].arrival,
    )  # fmt: skip
    assert bytes(found.box_key) == sender.box.public_key
    assert FiledLetter.objects.count() == 4
    read = contacts.read_contact(found.pk, worker())
    assert [one.relation for one in (read.first, *read.later)] == ["", "message", "message", "withdrawal"]
    assert [one["kind"] for one in of_type(sender, "heard")] == ["message", "task_done", "withdrawal"]
    assert [one["state"] for one in of_type(sender, "state")] == ["received"]


def test_a_message_opens_a_closed_contact_again() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    contacts.take(found.pk, someone)
    contacts.change_status(found.pk, someone, "being_handled")
    Contact.objects.filter(pk=found.pk).update(status="closed")
    drop(sender, words="Vielä yksi asia", relation="message", kind="message")
    carry()
    found.refresh_from_db()
    assert (found.status, found.kind) == ("being_handled", "help_request")


def test_a_worker_tells_and_changes_on_one_page() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    contacts.take(found.pk, someone)
    browser = signed_in(someone)
    page = f"/contacts/{found.pk}/tasks/"
    told = {"task-message_id": str(uuid4()), "task-text": "Etsi lomake <b>", "task-due": "4.12.2026"}
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/tell/task/", told)["Location"] == page
    handled_by = {"handled_by-message_id": str(uuid4()), "handled_by-name": "Aino", "handled_by-phone": "079 1"}
    browser.post(f"/contacts/{found.pk}/tell/handled_by/", handled_by)
    following = {"next-message_id": str(uuid4()), "next-text": "Soitamme", "next-due": ""}
    browser.post(f"/contacts/{found.pk}/tell/next/", following)
    shown = browser.get(page).content.decode()
    assert "Etsi lomake &lt;b&gt;" in shown
    assert "4.12.2026" in shown
    (task,) = agreed_tasks(found)
    browser.post(f"{page}{task.id}/", {"message_id": str(uuid4()), "state": "done"})
    assert agreed_tasks(found)[0].state == "done"
    assert [one["type"] for one in box_of(sender)][1:] == ["task", "worker", "next", "task"]


def test_a_refused_form_keeps_its_text_and_tells_nothing() -> None:
    someone = worker()
    found = contact()
    contacts.take(found.pk, someone)
    browser = signed_in(someone)
    bad = {"task-message_id": str(uuid4()), "task-text": "Etsi lomake", "task-due": "joskus"}
    refused = browser.post(f"/contacts/{found.pk}/tell/task/", bad)
    assert "Etsi lomake" in refused.content.decode()
    assert "govuk-error-summary" in refused.content.decode()
    for path, data in (
        ("tell/nothing/", bad),
        (f"tasks/{uuid4()}/", {"message_id": str(uuid4()), "state": "done"}),
    ):
        assert browser.post(f"/contacts/{found.pk}/{path}", data).status_code == 404
    assert DeskMessage.objects.count() == 0


def test_a_request_to_delete_empties_the_box_and_nothing_else() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    contacts.take(found.pk, someone)
    contacts.change_status(found.pk, someone, "being_handled")
    contacts.write_to_sender(found.pk, someone, "Hei!")
    drop(sender, words="Lisään", relation="message", kind="message", arrival=timezone.now())
    carry()
    stranger = Sender.new()
    contact(stranger)
    Contact.objects.filter(pk=found.pk).update(status="closed")
    assert [one["type"] for one in box_of(sender)] == ["state", "state", "message", "heard"]
    drop(sender, words="", relation="message", kind="empty_box", documents=())
    assert carry() == 1
    broom.sweep()
    assert box_of(sender) == []
    assert [one["state"] for one in of_type(stranger, "state")] == ["received"]
    found.refresh_from_db()
    assert found.status == "closed"
    assert len(contacts.read_contact(found.pk, someone).messages) == 1
    contacts.change_status(found.pk, someone, "being_handled")
    assert [one["state"] for one in of_type(sender, "state")] == ["being_handled"]


def test_what_is_written_after_the_request_stays_also_when_the_courier_asks_twice(kill_at: Any) -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    drop(sender, words="", relation="message", kind="empty_box", documents=())
    contacts.write_to_sender(found.pk, someone, "Myöhemmin")
    carry_out()
    kill_at("courier.after_box_insert")
    with pytest.raises(Killed):
        carry()
    carry()
    broom.sweep()
    assert [one["type"] for one in box_of(sender)] == ["message"]
