"""Joining contacts: one row, both texts, the earliest arrival, the strictest dates; refused, repeated, and undone again."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.desk import contacts
from portal.desk.entries import read_entry
from portal.desk.exports.gather import export
from portal.desk.models import Contact, Joining, Role
from portal.desk.search import search
from portal.intake.people import Sender
from portal.vault.models import AuditEntry
from tests.desk.builders import carry, contact, drop, signed_in, team, worker
from tests.desk.handling_builders import audited, new_id, said, structured
from tests.desk.handling_builders import page as shown_page
from tests.desk.joining_builders import DAY, FIRST, SECOND, fresh, join, queued, separate, standing, two

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def test_the_queue_shows_one_row_with_the_earlier_arrival_and_the_strictest_date() -> None:
    kept, joined, *_ = two()
    someone = worker()
    assert kept.due_on > joined.due_on
    join(kept, joined, someone)
    after, gone = fresh(kept, joined)
    assert (after.arrival, after.due_on, after.warn_on) == (joined.arrival, joined.due_on, joined.warn_on)
    assert gone.joined_to_id == kept.pk
    for filters in ({}, {"status": "closed"}, {"status": ""}, {"team": "all", "status": ""}):
        assert joined.reference not in queued(someone, **filters)
    assert queued(someone) == {kept.reference}
    assert Joining.objects.get().kept_id == kept.pk
    rows = AuditEntry.objects.filter(action="contact.joined")
    assert {one.subject for one in rows} == {f"contact:{kept.pk}", f"contact:{joined.pk}"}


def test_the_page_shows_both_texts_and_writes_down_the_reading_of_both() -> None:
    kept, joined, *_ = two()
    someone = worker()
    browser = signed_in(someone)
    answer = browser.post(
        f"/contacts/{kept.pk}/join/", {"entry_id": new_id(), "reference": joined.reference.lower(), "text": ""}
    )
    assert answer.status_code == 302
    before = audited("contact.read")
    text = shown_page(browser, kept)
    assert FIRST in text
    assert SECOND in text
    assert audited("contact.read") == before + 2
    assert f"{joined.reference} yhdistettiin yhteydenottoon {kept.reference}" in text
    led = browser.get(f"/contacts/{joined.pk}/assessment/")
    assert led.headers["Location"] == f"/contacts/{kept.pk}/"


def test_an_urgent_text_makes_the_whole_matter_urgent_and_separating_takes_that_back() -> None:
    kept, joined, _one, other = two()
    someone = worker()
    join(kept, joined, someone)
    drop(other, words="Nyt on kiire.", urgent=True, amends=True)
    carry()
    assert fresh(kept)[0].urgency == "urgent"
    assert fresh(kept)[0].due_on == timezone.localdate()
    separate(kept, joined, someone)
    after, again = fresh(kept, joined)
    assert (after.urgency, again.urgency) == ("normal", "urgent")
    assert after.due_on == kept.due_on


def test_separating_brings_both_back_as_they_were() -> None:
    kept, joined, *_ = two()
    someone = worker()
    before = fresh(kept, joined)
    dates = [standing(one) for one in before]
    join(kept, joined, someone)
    browser = signed_in(someone)
    for _ in range(2):
        browser.post(f"/contacts/{kept.pk}/separate/{joined.pk}/", {"entry_id": new_id()})
    for old, new, due in zip(before, fresh(kept, joined), dates, strict=True):
        for name in ("arrival", "due_on", "warn_on", "status", "urgency", "team_id", "joined_to_id", "kind"):
            assert getattr(new, name) == getattr(old, name), name
        assert standing(new) == due
    assert queued(someone) == {kept.reference, joined.reference}
    assert audited("contact.separated") == 2
    assert SECOND not in shown_page(browser, kept)


def test_a_search_for_the_joined_one_finds_the_contact_in_the_queue() -> None:
    kept, joined, *_ = two()
    someone = worker()
    join(kept, joined, someone)
    for words in ("canary-toka", "canary-eka", joined.reference, kept.reference):
        assert [one.contact for one in search(words, someone).hits] == [kept]
    separate(kept, joined, someone)
    assert [one.contact for one in search("canary-toka", someone).hits] == [joined]


def test_the_export_keeps_both_texts_each_marked_with_its_contact() -> None:
    kept, joined, *_ = two()
    someone = worker()
    join(kept, joined, someone)
    made = json.loads(export(kept.pk, someone, "json", "fi"))
    assert {one["of_contact"]: one["content"]["own_words"] for one in made["letters"]} == {
        kept.reference: FIRST,
        joined.reference: SECOND,
    }
    assert [one["reference"] for one in made["joined"]] == [joined.reference]
    for file_format in ("fhir", "pdf"):
        assert export(kept.pk, someone, file_format, "fi")
    rows = AuditEntry.objects.filter(action="contact.exported")
    assert rows.filter(subject=f"contact:{joined.pk}").count() == 3


def test_across_the_line_a_reason_is_asked_for_and_kept_sealed() -> None:
    kept = structured(name="Aino", sender=Sender(role="person", name="Aino"))
    joined = structured(name="Mikko", sender=Sender(role="person", name="Mikko"), must_not_know="Aino")
    someone = worker()
    with pytest.raises(contacts.CrossesLine):
        join(kept, joined, someone)
    browser = signed_in(someone)
    given = {"entry_id": new_id(), "reference": joined.reference, "text": ""}
    refused = browser.post(f"/contacts/{kept.pk}/join/", given)
    assert refused.status_code == 200
    assert "Kirjoita, miksi ne ovat silti samaa asiaa" in refused.content.decode()
    assert browser.post(f"/contacts/{kept.pk}/join/", {**given, "text": "canary-syy"}).status_code == 302
    entry = Joining.objects.get()
    assert b"canary-syy" not in bytes(entry.sealed_for_desk)
    assert (read_entry(entry).texts or {})["text"] == "canary-syy"
    assert AuditEntry.objects.filter(action="contact.joined", detail__contains='"line":"guarded"').count() == 1
    assert "Aino" in shown_page(browser, kept)


def test_ugly_pairs_are_refused_with_a_sentence_and_nothing_happens() -> None:
    ours = team("ours")
    someone = worker(teams=[ours])
    kept, joined, third, fourth, elsewhere = (contact(words=f"Asia {number}") for number in range(5))
    Contact.objects.update(team=ours)
    Contact.objects.filter(pk=elsewhere.pk).update(team="intake")
    notice = structured("child_welfare_notice")
    Contact.objects.filter(pk=notice.pk).update(team=ours)
    closed = contact()
    Contact.objects.filter(pk=closed.pk).update(team=ours, status="closed", assignee=someone)
    join(kept, joined, someone)
    bad = [
        (third, third, "itseensä"),
        (third, closed, "päätetty"),
        (closed, third, "päätetty"),
        (third, elsewhere, "toiselle tiimille"),
        (third, joined, "jo yhdistetty"),
        (joined, third, "jo yhdistetty"),
        (third, kept, "on jo yhdistetty muita"),
        (third, notice, "lastensuojeluilmoitus"),
    ]
    with translation.override("fi"):
        for one, other, words in bad:
            with pytest.raises(contacts.NotPossible, match=words):
                join(one, other, someone, "syy")
        with pytest.raises(contacts.NotPossible):
            separate(third, fourth, someone)
    with pytest.raises(Contact.DoesNotExist):
        contacts.join(third.pk, uuid4(), someone, "syy", entry_id=uuid4())
    assert Joining.objects.count() == 1
    join(kept, third, someone)
    assert fresh(kept)[0].joined.count() == 2


def test_the_same_form_twice_joins_once_and_a_reason_for_the_other_team_opens_the_way() -> None:
    ours, theirs = team("ours"), team("theirs")
    someone = worker(teams=[ours])
    kept, joined, *_ = two()
    Contact.objects.filter(pk=kept.pk).update(team=ours)
    Contact.objects.filter(pk=joined.pk).update(team=theirs)
    browser = signed_in(someone)
    given = {"entry_id": new_id(), "reference": joined.reference, "text": ""}
    assert "toiselle tiimille" in browser.post(f"/contacts/{kept.pk}/join/", given).content.decode()
    browser.post(f"/contacts/{joined.pk}/reason/", {"code": "same_client", "text": "Sama perhe."})
    for _ in range(2):
        assert browser.post(f"/contacts/{kept.pk}/join/", given).status_code == 302
    assert Joining.objects.count() == 1
    stranger = signed_in(worker(teams=[theirs]))
    assert stranger.get(f"/contacts/{joined.pk}/").headers["Location"] == f"/contacts/{kept.pk}/reason/"


def test_no_other_role_joins_or_separates() -> None:
    kept, joined, *_ = two()
    join(kept, joined, worker())
    for role in (Role.AUDITOR, Role.TECHNICAL):
        browser = signed_in(worker(role=role))
        assert browser.post(f"/contacts/{kept.pk}/separate/{joined.pk}/", {"entry_id": new_id()}).status_code == 403


MOMENTS = st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=3)


@settings(max_examples=8, deadline=None)
@given(MOMENTS, st.permutations([1, 2]), st.permutations([1, 2]))
def test_whatever_the_order_the_earliest_arrival_holds_and_separating_restores_it(
    days: list[int], joining: list[int], separating: list[int]
) -> None:
    now, someone = timezone.now(), worker()
    found = [contact(arrival=now - day * DAY, content=said(), kind="contact") for day in days]
    before = [(one.arrival, one.due_on, one.warn_on) for one in fresh(*found)]
    for number in joining:
        join(found[0], found[number], someone, "sama asia")
    after = fresh(found[0])[0]
    assert (after.arrival, after.due_on) == (min(one[0] for one in before), min(one[1] for one in before))
    for number in separating:
        separate(found[0], found[number], someone)
    assert [(one.arrival, one.due_on, one.warn_on) for one in fresh(*found)] == before
    assert isinstance(after.arrival, datetime)
