"""Handing a contact over: an owner always exists, the receiver accepts, and nothing of the contact changes."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from portal.desk import contacts
from portal.desk.models import Handover, HandoverAnswer, Worker
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, lead, signed_in, team, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def offered(*, to_team: bool = False) -> tuple[Handover, Worker, Worker]:
    """An open offer, its owner and its receiver."""
    owner, other = worker("Omistaja"), team("other", service_group="older_people")
    receiver = worker("Vastaanottaja", teams=[other])
    found = contact()
    contacts.take(found.pk, owner)
    contacts.offer(
        found.pk,
        owner,
        "canary-handover",
        entry_id=uuid.uuid4(),
        to_worker=None if to_team else receiver,
        to_team=other if to_team else None,
    )
    return Handover.objects.get(), owner, receiver


@pytest.mark.parametrize("to_team", [False, True])
def test_until_it_is_accepted_the_owner_stays_and_then_the_receiver_has_it(to_team: bool) -> None:
    offer, owner, receiver = offered(to_team=to_team)
    before = offer.contact
    assert before.assignee == owner
    browser = signed_in(receiver)
    waiting = browser.get("/handovers/").content.decode()
    assert before.reference in waiting
    assert "canary" not in waiting
    assert browser.get(f"/contacts/{before.pk}/").status_code == 302, "an offer alone opens nothing"
    for _ in range(2):
        assert browser.post(f"/handovers/{offer.pk}/accept/").headers["Location"] == f"/contacts/{before.pk}/"
    after = type(before).objects.get(pk=before.pk)
    assert after.assignee == receiver
    assert (after.team_id == "other") is to_team
    assert (after.arrival, after.due_on, after.letters.count()) == (before.arrival, before.due_on, 1)
    assert "canary-handover" in browser.get(f"/contacts/{before.pk}/").content.decode()
    assert AuditEntry.objects.filter(action="contact.accepted").count() == 1


def test_a_declined_offer_leaves_the_contact_where_it_is() -> None:
    offer, owner, receiver = offered()
    signed_in(receiver).post(f"/handovers/{offer.pk}/decline/")
    offer.contact.refresh_from_db()
    assert offer.contact.assignee == owner
    assert offer.answer.code == "declined"
    with pytest.raises(contacts.NotPossible):
        contacts.withdraw(offer.pk, owner)


def test_only_the_receiver_accepts_and_only_the_owner_takes_back() -> None:
    offer, owner, receiver = offered()
    stranger = signed_in(worker())
    assert stranger.post(f"/handovers/{offer.pk}/accept/").status_code == 404
    assert stranger.post(f"/handovers/{offer.pk}/withdraw/").status_code == 404
    assert signed_in(owner).post(f"/handovers/{offer.pk}/accept/").status_code == 404
    assert signed_in(receiver).post(f"/handovers/{offer.pk}/withdraw/").status_code == 404
    assert not HandoverAnswer.objects.exists()


def test_a_take_over_ends_an_open_offer() -> None:
    offer, _owner, receiver = offered()
    contacts.take(offer.contact_id, worker())
    assert HandoverAnswer.objects.get().code == "withdrawn"
    with pytest.raises(contacts.NotPossible):
        contacts.accept(offer.pk, receiver)


@pytest.mark.parametrize("given", [{}, {"to_worker": "someone", "to_team": "other"}, {"to_worker": "999999"}])
def test_an_offer_goes_to_one_receiver_and_keeps_its_text_when_refused(given: dict[str, str]) -> None:
    owner, receiver = worker(), worker()
    team("other")
    found = contact()
    contacts.take(found.pk, owner)
    sent = {name: str(receiver.pk) if value == "someone" else value for name, value in given.items()}
    answer = signed_in(owner).post(
        f"/contacts/{found.pk}/handover/", {"entry_id": str(uuid.uuid4()), "text": "Lue tämä", **sent}
    )
    assert answer.status_code == 200
    assert "Lue tämä" in answer.content.decode()
    assert not Handover.objects.exists()


def test_the_page_offers_it_once_and_who_does_not_have_it_cannot() -> None:
    owner, receiver = worker(), worker()
    found = contact()
    sent = {"entry_id": str(uuid.uuid4()), "text": "", "to_worker": str(receiver.pk)}
    browser = signed_in(owner)
    assert browser.post(f"/contacts/{found.pk}/handover/", sent).status_code == 200
    contacts.take(found.pk, owner)
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/handover/", sent).status_code == 302
    again = browser.post(f"/contacts/{found.pk}/handover/", {**sent, "entry_id": str(uuid.uuid4())})
    assert again.status_code == 200
    assert Handover.objects.count() == 1


def test_a_lead_gives_a_contact_to_a_worker() -> None:
    boss, someone, found = lead(), worker(), contact()
    browser = signed_in(boss)
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/assign/", {"worker": someone.pk}).status_code == 302
    found.refresh_from_db()
    assert found.assignee == someone
    assert AuditEntry.objects.filter(action="contact.assigned").count() == 1
    auditor = worker(role="auditor")
    with pytest.raises(contacts.NotPossible):
        contacts.assign(found.pk, boss, auditor)
    assert timezone.now() >= found.received_at
