"""A contact that begins at a service carries what the page promised: looked up here, never believed of a form."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.utils import timezone

from portal.intake import letter_box
from portal.intake.models import Letter
from portal.intake.promises import promised_reply, service_reply
from portal.intake.receipts import FormKeys
from portal.intake.sending import Receipt
from portal.intake.service_promises import asked_in, asked_of
from portal.services.models import ServiceFacts, ServicePromise, ServiceWords
from portal.vault.sealing import PrivateKey, new_private_key_bytes
from tests.portal.intake.builders import Visitor, answers, opened
from tests.portal.services import builders

pytestmark = pytest.mark.django_db

DESK = PrivateKey("desk-1", new_private_key_bytes())
FORM = re.compile(r'<form action="([^"]+)" method="post">\s*((?:<input type="hidden"[^>]+>\s*)+)')
FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')
KEY = "kotipalvelu"


@pytest.fixture(autouse=True)
def _sealed_for_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_box, "recipients", lambda: (DESK.recipient,))


def promising(**by_area: int) -> ServiceFacts:
    """A live service that promises so many working days; `everywhere` is no area."""
    made = builders.service(KEY)
    for area, days in by_area.items():
        ServicePromise.objects.create(facts=made, area="" if area == "everywhere" else area, working_days=days)
    return made


def begins_at_page(visitor: Visitor, slug: str = "") -> None:
    """Presses the page's own button, with what the page puts into it."""
    names = {"fi": "palvelut", "sv": "tjanster", "fi-simple": "palvelut"}
    page = visitor.client.get(visitor.url(f"{names[visitor.language]}/{slug or f'{KEY}-{visitor.language}'}/"))
    found = FORM.search(page.content.decode())
    assert found is not None
    fields = {unescape(name): unescape(value) for name, value in FIELD.findall(found[2])}
    follow(visitor, found[1], fields)


def follow(visitor: Visitor, url: str, fields: dict[str, str]) -> None:
    begun = visitor.client.post(url, fields, headers={"Sec-Fetch-Site": "same-origin"})
    visitor.draft_id = begun["Location"].split("/b/")[1].split("/")[0]


def begins_with(visitor: Visitor, service: str) -> None:
    follow(visitor, visitor.url("b/"), {"kind": "help_request", "service": service})


def sends(visitor: Visitor, urgency: str = "not_urgent", **changes: str) -> str:
    """The text of the receipt."""
    visitor.passes_gate(urgency)
    sent = visitor.sends({**answers(**changes), **visitor.hidden()})
    assert sent.status_code == 303
    return visitor.client.get(sent["Location"]).content.decode()


def content() -> dict[str, Any]:
    return opened(Letter.objects.latest("arrival"), DESK)


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_the_letter_carries_what_the_page_promised_in_the_area_and_the_receipt_shows_it(language: str) -> None:
    promising(rannikko=2, everywhere=5)
    visitor = Visitor(language)
    begins_at_page(visitor)
    receipt = sends(visitor)
    letter, said = Letter.objects.get(), content()
    today = timezone.localdate().isoformat()
    name = ServiceWords.objects.get(facts__key=KEY, locale__language_code=language).name
    assert said["service"] == {"key": KEY, "name": name, "on": today, "area": "rannikko", "working_days": 2}
    promise = service_reply(letter.arrival, 2, today, language)
    assert said["promise"] == promise.as_json()
    assert f"{promise.due.day}.{promise.due.month}.{promise.due.year}" in receipt
    assert promise.text in unescape(receipt)
    assert promised_reply(letter.arrival, language).text not in unescape(receipt)


def test_nothing_neutral_names_the_service() -> None:
    promising(everywhere=2)
    visitor = Visitor()
    begins_at_page(visitor)
    receipt = sends(visitor)
    words = ServiceWords.objects.get(facts__key=KEY, locale__language_code="fi").name
    seen = [visitor.draft_id, receipt, *(f"{name}={one.value}" for name, one in visitor.client.cookies.items())]
    assert not [one for one in seen if KEY in one or words in one]


def test_elsewhere_the_promise_for_everywhere_holds_and_without_one_the_county_s() -> None:
    made = promising(rannikko=2, everywhere=4)
    visitor = Visitor()
    begins_with(visitor, KEY)
    sends(visitor, municipality="")
    assert content()["service"] | {"name": "", "on": ""} == {
        "key": KEY, "name": "", "on": "", "area": "", "working_days": 4,
    }  # fmt: skip
    made.promises.filter(area="").delete()
    other = Visitor()
    begins_with(other, KEY)
    receipt = sends(other, municipality="")
    letter, said = Letter.objects.latest("arrival"), content()
    assert said["service"]["key"] == KEY
    assert said["service"]["working_days"] is None
    assert said["promise"] == promised_reply(letter.arrival, "fi").as_json()
    assert promised_reply(letter.arrival, "fi").text in unescape(receipt)


def test_what_changes_while_somebody_writes_or_ends_does_not_change_what_was_promised() -> None:
    made = promising(everywhere=3)
    visitor = Visitor()
    begins_with(visitor, KEY)
    made.promises.update(working_days=30)
    ServiceFacts.objects.filter(pk=made.pk).update(archived_on=date(2026, 11, 1))
    sends(visitor)
    assert content()["service"]["working_days"] == 3


def test_a_form_whose_draft_is_gone_still_carries_it_and_sent_twice_it_is_one_letter() -> None:
    promising(everywhere=3)
    visitor = Visitor()
    begins_with(visitor, KEY)
    visitor.passes_gate()
    posted = {**answers(), **visitor.hidden()}
    first = visitor.sends(posted)
    again = visitor.sends(posted)
    assert first["Location"] == again["Location"]
    for one in (first, again):
        assert [cookie.value[-1] for name, cookie in one.cookies.items() if "tp-r-" in name] == ["3"]
    assert Letter.objects.count() == 1
    changed = visitor.sends({**posted, "own_words": "Vielä yksi asia."})
    assert changed.status_code == 303
    assert Letter.objects.count() == 2
    assert content()["service"]["working_days"] == 3


UNKNOWN = ("", "ei-ole", "../../etc", f"{KEY}\x00", "k" * 5000, "' OR 1=1 --", "KOTIPALVELU", "<script>", "[1]", "😀")


def test_an_unknown_service_is_no_service_and_the_contact_goes_its_way() -> None:
    promising(everywhere=1)
    token = uuid4()
    assert [asked_of(one, "fi", token) for one in UNKNOWN] == [""] * len(UNKNOWN)
    visitor = Visitor()
    for one in UNKNOWN:
        begins_with(visitor, one)
    sends(visitor)
    letter, said = Letter.objects.get(), content()
    assert said["service"] is None
    assert said["promise"] == promised_reply(letter.arrival, "fi").as_json()


def test_a_service_that_ended_is_a_draft_or_sends_everyone_to_the_phone_is_no_service() -> None:
    promising(everywhere=1)
    token = uuid4()
    assert asked_of(KEY, "fi", token)
    for changes in ({"archived_on": date(2026, 11, 1)}, {"archived_on": None, "email": ""}):
        ServiceFacts.objects.filter(key=KEY).update(**changes)
        assert asked_of(KEY, "fi", token) == ""
    builders.draft(builders.facts("tuleva"), "fi")
    visitor = Visitor()
    for key in ("tuleva", KEY):
        begins_with(visitor, key)
        sends(visitor)
        assert content()["service"] is None


def test_a_signature_of_another_form_or_server_and_anything_else_is_none() -> None:
    promising(everywhere=3)
    token = uuid4()
    signed = asked_of(KEY, "fi", token)
    assert asked_in(signed, token, "rannikko") is not None
    for other in (
        signed[:-1],
        signed[1:],
        signed.upper(),
        "a:b:c",
        "x",
        signed + "0",
        signing.dumps([KEY, "x", "2026-01-01", {"": 1}]),
    ):
        assert asked_in(other, token, "rannikko") is None
    assert asked_in(signed, uuid4(), "rannikko") is None


def test_what_a_form_claims_of_a_promise_is_never_believed() -> None:
    """Further fields are not read, and what another form was promised does not fit into this one."""
    made = promising(everywhere=9)
    visitor = Visitor()
    claims = {"working_days": "1", "promise": "1", "area": "rannikko", "name": "Oma nimi"}
    follow(visitor, visitor.url("b/"), {"kind": "help_request", "service": KEY, **claims})
    sends(visitor, **{**claims, "name": "Tuulia"})
    assert content()["service"]["working_days"] == 9
    earlier, later = Visitor(), Visitor()
    begins_with(earlier, KEY)
    earlier.passes_gate()
    made.promises.update(working_days=20)
    begins_with(later, KEY)
    later.passes_gate()
    theirs, mine = earlier.hidden(), later.hidden()
    later.client.cookies.clear()
    mixed = {**answers(), **mine, "form_carried": theirs["form_carried"], "form_again": "1"}
    count = Letter.objects.count()
    assert later.sends(mixed).status_code in {400, 410}
    assert Letter.objects.count() == count


def test_a_promise_that_nobody_could_keep_or_wait_for_is_none() -> None:
    made, token = promising(everywhere=0), uuid4()
    for days in (0, 241, 32767):
        made.promises.update(working_days=days)
        found = asked_in(asked_of(KEY, "fi", token), token, "rannikko")
        assert found is not None
        assert (found.key, found.working_days) == (KEY, None)


def test_an_urgent_contact_is_promised_nothing_and_still_says_where_it_began() -> None:
    promising(everywhere=2)
    visitor = Visitor()
    begins_with(visitor, KEY)
    sends(visitor, "today")
    assert content()["promise"] is None
    assert content()["service"]["key"] == KEY


@pytest.mark.parametrize(
    ("flags", "days"),
    [("p", None), ("p0", None), ("p9999", None), ("p" + "1" * 4000, None), ("p-3", 3), ("pn240", 240), ("p٣", None)],
)
def test_what_a_changed_cookie_says_of_days_is_a_number_of_days_or_nothing(flags: str, days: int | None) -> None:
    found = Receipt.from_text(Receipt(FormKeys.new(), "fi", flags).as_text())
    assert found is not None
    assert found.promised_days == days
