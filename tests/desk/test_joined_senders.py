"""Joined contacts and their senders: each is told, and sees, only their own; what they send arrives at the kept one."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from portal.desk import contacts, dues
from portal.desk.models import Decision, FirstAssessment
from tests.desk.builders import carry, carry_out, contact, drop, signed_in, worker
from tests.desk.handling_builders import new_id, structured
from tests.desk.handling_builders import page as shown_page
from tests.desk.joining_builders import fresh, join, two

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def test_no_word_for_one_sender_ever_lies_in_the_box_of_the_other_and_both_are_told_how_far_it_has_come() -> None:
    kept, joined, one, other = two()
    someone = worker()
    join(kept, joined, someone)
    browser = signed_in(someone)
    unchosen = browser.post(f"/contacts/{kept.pk}/write/", {"message_id": new_id(), "text": "Kenelle tämä menee?"})
    assert unchosen.status_code == 200
    assert "Kenelle tämä menee?" in unchosen.content.decode()
    for to, text in ((kept, "canary-ensimmäiselle"), (joined, "canary-toiselle")):
        sent = browser.post(f"/contacts/{kept.pk}/write/", {"message_id": new_id(), "text": text, "to": str(to.pk)})
        assert sent.status_code == 302
    contacts.take(kept.pk, someone)
    contacts.change_status(kept.pk, someone, "being_handled")
    carry_out()
    first, second = "\n".join(one.box_items()), "\n".join(other.box_items())
    assert "canary-ensimmäiselle" in first
    assert "canary-toiselle" in second
    for word in ("canary-toiselle", "canary-toka", joined.reference):
        assert word not in first
    for word in ("canary-ensimmäiselle", "canary-eka", kept.reference):
        assert word not in second
    assert "being_handled" in first
    assert "being_handled" in second
    assert "closed" not in second


def test_a_stranger_cannot_be_written_to_through_a_joined_contact() -> None:
    kept, joined, *_ = two()
    stranger, someone = contact(), worker()
    join(kept, joined, someone)
    answer = signed_in(someone).post(
        f"/contacts/{kept.pk}/write/", {"message_id": new_id(), "text": "Hei", "to": str(stranger.pk)}
    )
    assert answer.status_code == 200
    assert not stranger.messages.exists()


def test_what_either_sender_sends_later_arrives_at_the_kept_one_and_opens_it_again() -> None:
    kept, joined, _one, other = two()
    someone = worker()
    join(kept, joined, someone)
    contacts.take(kept.pk, someone)
    contacts.change_status(kept.pk, someone, "being_handled")
    contacts.close(kept.pk, someone, "advised", "", entry_id=uuid4())
    carry_out()
    assert "closed" in "\n".join(other.box_items())
    shown_page(signed_in(someone), kept)
    drop(other, words="Vielä yksi asia, canary-kolmas.", relation="message")
    carry()
    after, gone = fresh(kept, joined)
    assert after.status == "being_handled"
    assert after.news_at
    assert (gone.status, gone.joined_to_id) == ("closed", kept.pk)
    assert "canary-kolmas" in shown_page(signed_in(someone), kept)
    carry_out()
    assert json.loads(other.box_items()[-1])["state"] == "being_handled"


def test_an_answer_to_one_sender_meets_that_ones_promise_alone_and_a_decision_meets_both() -> None:
    kept, joined = structured(), structured("need_notice")
    someone = worker()
    contacts.take(kept.pk, someone)
    join(kept, joined, someone, "Sama asia.")
    contacts.write_to_sender(kept.pk, someone, "Hei!")
    answered = {one.contact_id for one in dues.whole(kept) if one.what == "answered" and one.met_on}
    assert answered == {kept.pk}
    assert fresh(kept)[0].due_on == min(one.due for one in dues.whole(kept) if one.due and not one.met_on)
    contacts.decide(kept.pk, someone, Decision.Choice.START, timezone.localdate(), "Tarve on.", entry_id=uuid4())
    started = [one for one in dues.whole(kept) if one.what == "assessment_started"]
    assert started
    assert all(one.met_on for one in started)


def test_what_was_being_written_when_a_colleague_joined_it_stays_on_the_page() -> None:
    kept, joined, *_ = two()
    someone = worker()
    browser = signed_in(someone)
    join(kept, joined, someone)
    for part, posted in (
        ("note", {"entry_id": new_id(), "note": "Soitin äidille"}),
        ("write", {"message_id": new_id(), "text": "Soitin äidille"}),
        ("decision", {"entry_id": new_id(), "text": "Soitin äidille"}),
        ("take", {}),
    ):
        answer = browser.post(f"/contacts/{joined.pk}/{part}/", posted)
        assert answer.status_code == 409
        assert not posted or "Soitin äidille" in answer.content.decode()
    with pytest.raises(contacts.Joined):
        contacts.take(joined.pk, someone)


def test_notes_assessments_and_owner_of_both_are_kept_and_a_note_names_its_contact() -> None:
    kept, joined, *_ = two()
    owner, someone = worker("Omistaja"), worker()
    contacts.take(joined.pk, owner)
    contacts.change_status(joined.pk, owner, "being_handled")
    contacts.add_note(joined.pk, owner, "canary-muistiinpano", note_id=uuid4())
    join(kept, joined, someone)
    after = fresh(kept)[0]
    assert (after.assignee, after.status) == (owner, "being_handled")
    browser = signed_in(someone)
    assert "canary-muistiinpano" in shown_page(browser, kept)
    given = {"entry_id": new_id(), "note": "canary-uusi", "way": "", "result": ""}
    assert browser.post(f"/contacts/{kept.pk}/note/", given).status_code == 200
    assert browser.post(f"/contacts/{kept.pk}/note/", {**given, "about": str(joined.pk)}).status_code == 302
    assert joined.contactnote_entries.count() == 2
    note = joined.contactnote_entries.latest("at")
    assert browser.get(f"/contacts/{kept.pk}/notes/{note.pk}/").status_code == 200
    assert FirstAssessment.objects.count() == 0


def test_the_senders_own_page_of_tasks_opens_for_a_joined_contact() -> None:
    kept, joined, _one, other = two()
    someone = worker()
    join(kept, joined, someone)
    browser = signed_in(someone)
    assert joined.reference in shown_page(browser, joined, "tasks/")
    sent = {"next-message_id": new_id(), "next-text": "Soitan maanantaina.", "next-due": ""}
    assert browser.post(f"/contacts/{joined.pk}/tell/next/", sent).status_code == 302
    carry_out()
    assert "Soitan maanantaina." in "\n".join(other.box_items())
