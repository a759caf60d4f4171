"""A contact that came by phone, on paper or by a visit: keyed in, sealed and filed like any other."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from portal.desk.models import Contact, FiledLetter
from portal.desk.reading import open_letter
from portal.intake.models import Letter
from portal.intake.people import MOST_PERSONS
from portal.vault.models import AuditEntry
from tests.desk.builders import signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def told(**given: Any) -> dict[str, Any]:
    """A filled form: an old lady's neighbour rang two days ago."""
    day = timezone.localdate() - timedelta(days=2)
    return {
        "entry_id": str(uuid.uuid4()), "kind": "need_notice", "channel": "phone", "day": day.strftime("%d.%m.%Y"),
        "clock": "9.15", "urgency": "not_urgent", "own_words": "Naapuri sanoi:\n  canary-words", "role": "private_person",
        "name": "Naapuri", "phone": "+358 79 000 0003", "phone_safe": "safe", "consent": "not_asked",
        "municipality": "951", "p1_role": "person", "p1_family_name": "Vanhus", "p1_born_on": "1.2.1940",
        "p1_needs": ["1"], **given,
    }  # fmt: skip


def test_it_is_filed_like_any_other_with_the_time_it_was_received() -> None:
    someone = worker()
    browser = signed_in(someone)
    sent = told()
    for _ in range(2):
        assert browser.post("/contacts/new/", sent).status_code == 302
    found = Contact.objects.get()
    assert timezone.localtime(found.arrival).strftime("%H.%M") == "09.15"
    assert {"shl-36-start-75", "shl-36-start"} <= set(found.dues.values_list("rule_id", flat=True))
    letter = FiledLetter.objects.get()
    opened = open_letter(letter)
    assert (opened.own_words, opened.channel) == ("Naapuri sanoi:\n  canary-words", "phone")
    assert not Letter.objects.using("portal").exists()
    for row in (*FiledLetter.objects.values(), *AuditEntry.objects.values()):
        assert "canary" not in str({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})
    keyed = AuditEntry.objects.get(action="contact.keyed_in")
    assert keyed.actor == f"worker:{someone.pk}"
    shown = unescape(browser.get(f"/contacts/{found.pk}/").content.decode())
    assert "canary-words" in shown
    assert "Puhelin" in shown


@pytest.mark.parametrize(
    "given",
    [{"day": "31.12.2099"}, {"own_words": "  "}, {"kind": "secret"}, {"clock": "25.99"}, {"channel": "form"},
     {"own_words": "x" * 10_001}, {"p1_born_on": "eilen"}, {"entry_id": "1"}],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_stays_on_the_page(given: dict[str, str]) -> None:
    answer = signed_in().post("/contacts/new/", told(**{"must_not_know": "jää talteen", **given}))
    assert answer.status_code == 200
    assert "jää talteen" in unescape(answer.content.decode())
    assert not Contact.objects.exists()


def test_a_contact_that_goes_to_another_team_is_kept_and_not_shown() -> None:
    answer = signed_in(worker(teams=[])).post("/contacts/new/", told(urgency="danger"), follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert Contact.objects.get().reference in answer.content.decode()
    assert Contact.objects.get().urgency == "urgent"


def test_a_person_more_keeps_what_was_written_and_judges_nothing() -> None:
    browser = signed_in()
    begun = {"own_words": "jää talteen", "kind": "contact", "p1_family_name": "Äiti", "persons": "1", "p1_needs": ["1"]}
    for wanted in range(2, MOST_PERSONS + 1):
        page = browser.post("/contacts/new/", {**begun, "persons": str(wanted - 1), "form_add": "1"})
        text = unescape(page.content.decode())
        assert "govuk-error-summary" not in text
        assert f'name="p{wanted}_family_name"' in text
        assert "jää talteen" in text
        assert 'value="Äiti"' in text
    assert 'name="form_add"' not in text
    assert not Contact.objects.exists()


def test_a_person_is_taken_away_and_the_others_move_up() -> None:
    given = {"persons": "3", "p1_family_name": "Yksi", "p2_family_name": "Kaksi", "p3_family_name": "Kolme",
             "p3_needs": ["9"]}  # fmt: skip
    text = unescape(signed_in().post("/contacts/new/", {**given, "form_remove": "2"}).content.decode())
    assert "Kaksi" not in text
    assert 'name="p2_family_name" value="Kolme"' in text or 'value="Kolme"' in text
    assert 'name="p3_family_name"' not in text


@pytest.mark.parametrize("count", ["0", "9", "99999999999999999999", "-1", "x", "2\x00", ""])
def test_a_strange_number_of_persons_is_one_person(count: str) -> None:
    browser = signed_in()
    answer = browser.post("/contacts/new/", told(persons=count, form_remove="2"))
    assert answer.status_code in (200, 302)
    assert Contact.objects.count() == (answer.status_code == 302)


def test_eight_persons_are_kept_and_a_ninth_is_not_there() -> None:
    people = {f"p{number}_family_name": f"Perhe{number}" for number in range(1, 10)}
    roles = {f"p{number}_role": "child" for number in range(1, 10)}
    answer = signed_in().post("/contacts/new/", told(persons=str(MOST_PERSONS), **people, **roles))
    assert answer.status_code == 302
    opened = open_letter(FiledLetter.objects.get())
    assert [one.family_name for one in opened.persons] == [f"Perhe{number}" for number in range(1, MOST_PERSONS + 1)]
