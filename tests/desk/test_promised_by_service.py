"""What a service's page promised, at the desk: the county's own promise, never the law's, and as it was given."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from portal.desk.exports.lines import letter_lines
from portal.desk.models import ContactDue
from portal.desk.search_words import haystack
from portal.intake.service import promised_reply, service_date
from tests.desk.builders import Sender, build, contact, content_of, signed_in

pytestmark = pytest.mark.django_db(databases=["default", "portal"])
PAGE: dict[str, Any] = {
    "key": "kotipalvelu",
    "name": "Kotipalvelun apu",
    "on": "2026-11-20",
    "area": "rannikko",
    "working_days": 9,
}


def promised(days: int = 9, **changes: Any) -> dict[str, Any]:
    """The content of a letter that began at a service."""
    letter = build(Sender.new())
    due = service_date(letter.arrival, days, PAGE["on"]).due
    assert due is not None
    text = f"Vastaamme sinulle {days} arkipäivän kuluessa."
    promise = {"rule": "service-promise", "version": PAGE["on"], "due": due.isoformat(), "text": text}
    return {**content_of(letter), "promise": promise, "service": {**PAGE, "working_days": days}, **changes}


def test_the_promise_of_the_page_is_due_with_its_reasons_and_is_never_the_law_s() -> None:
    found = contact(content=promised())
    due = ContactDue.objects.get(kind="promise")
    assert due.due == service_date(found.arrival, 9, PAGE["on"]).due == found.due_on
    assert (due.rule_id, due.version) == ("service-promise", "2026-11-20")
    assert due.due != promised_reply(found.arrival, "fi").due
    page = signed_in().get(f"/contacts/{found.pk}/").content.decode()
    row = page.split("Palvelusivu, jolta lähettäjä aloitti", 1)[1].split("</dd>", 1)[0]
    for one in ("Kotipalvelun apu", "Hyvinvointialueen lupaus", "9 arkipäivän kuluessa"):
        assert one in row
    assert "Lain määräaika" not in row
    block = next(one for one in page.split('class="tp-due"') if "service-promise" in one)
    assert "Hyvinvointialueen lupaus" in block
    assert "arkipäiv" in block
    assert "Lain määräaika" not in block


def test_another_promise_of_today_recolours_no_old_contact() -> None:
    """What the letter carries stands, whatever the page promises now."""
    old, new = contact(content=promised(9)), contact(content=promised(2))
    assert old.due_on == service_date(old.arrival, 9, "x").due
    assert new.due_on == service_date(new.arrival, 2, "x").due
    assert not ContactDue.objects.filter(kind="promise", replaced_at__isnull=False).exists()


@pytest.mark.parametrize("due", ["1999-01-01", "9999-12-31", "2026-02-31"])
def test_a_day_that_our_form_never_made_does_not_count(due: str) -> None:
    content = promised()
    found = contact(content={**content, "promise": {**content["promise"], "due": due}})
    assert found.due_on in {promised_reply(found.arrival, "fi").due, service_date(found.arrival, 9, PAGE["on"]).due}
    assert found.due_on >= timezone.localdate()


def test_a_letter_from_before_and_one_without_a_page_keep_the_county_s_promise() -> None:
    content = content_of(build(Sender.new()))
    for one in ({**content, "service": None}, {name: value for name, value in content.items() if name != "service"}):
        found = contact(content=one)
        assert found.due_on == promised_reply(found.arrival, "fi").due


def test_a_page_that_promised_nothing_there_is_named_without_a_promise() -> None:
    found = contact(content={**content_of(build(Sender.new())), "service": {**PAGE, "working_days": None, "area": ""}})
    page = signed_in().get(f"/contacts/{found.pk}/").content.decode()
    row = page.split("Palvelusivu, jolta lähettäjä aloitti", 1)[1].split("</dd>", 1)[0]
    assert "Kotipalvelun apu" in row
    assert "lupaus" not in row


def test_an_export_says_what_was_promised_and_by_whom_and_a_search_finds_none_of_it() -> None:
    content = promised()
    lines = {line.path: line.value for group in letter_lines(content) for line in group.lines}
    assert lines["service"].startswith("Kotipalvelun apu (kotipalvelu); ")
    assert "9 arkipäivän" in lines["service"]
    assert haystack(content) == haystack({**content, "service": None, "promise": None})
