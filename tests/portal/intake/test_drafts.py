"""Drafts: sealed under the cookie, refused when expired, gone on exit, opened by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from portal.core.registries import erasers, own_cookies
from portal.intake import drafts, service
from portal.intake.models import Draft, Letter
from tests.portal.intake.builders import SAME_ORIGIN, WORDS, Visitor, answers, hidden_fields

pytestmark = pytest.mark.django_db


def browser(*new: service.NewDraft) -> HttpRequest:
    """A request of a browser that holds the cookies of these drafts."""
    request = HttpRequest()
    request.COOKIES = {drafts.cookie_name(one.id): drafts.encoded(one.token) for one in new}
    return request


def test_what_is_written_is_read_again_by_the_same_browser_only() -> None:
    new = service.start({"kind": "x", "text": WORDS})
    found = service.read(browser(new), new.id)
    assert found is not None
    assert found.content == {"kind": "x", "text": WORDS}
    assert service.read(HttpRequest(), new.id) is None


def test_the_cookie_of_another_draft_opens_nothing() -> None:
    mine, other = service.start({"kind": "mine"}), service.start({"kind": "other"})
    request = HttpRequest()
    request.COOKIES = {drafts.cookie_name(mine.id): drafts.encoded(other.token)}
    assert service.read(request, mine.id) is None
    assert service.write(request, mine.id, {"kind": "taken"}) is None
    service.erase(request, mine.id)
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("value", ["", "x", "å" * 43, "A" * 44, "=" * 43, "\x00"])
def test_an_odd_cookie_opens_nothing_and_breaks_nothing(value: str) -> None:
    new = service.start({"kind": "x"})
    request = HttpRequest()
    request.COOKIES = {drafts.cookie_name(new.id): value}
    assert service.read(request, new.id) is None


@pytest.mark.parametrize("draft_id", ["", "../x", "A" * 26, "a" * 25, "a" * 26, "ä" * 26])
def test_an_odd_id_finds_nothing(draft_id: str) -> None:
    assert service.read(browser(), draft_id) is None


def test_an_expired_draft_is_refused_at_once_and_deleted_with_the_next_write() -> None:
    new = service.start({"kind": "x"})
    with time_machine.travel(timezone.now() + timedelta(minutes=60, seconds=1)):
        assert service.read(browser(new), new.id) is None
        assert service.write(browser(new), new.id, {"kind": "x"}) is None
        assert Draft.objects.count() == 0


def test_every_draft_write_deletes_what_has_expired() -> None:
    service.start({"kind": "old"})
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        service.start({"kind": "new"})
        assert Draft.objects.count() == 1


def test_the_sweeper_deletes_expired_drafts_and_no_others() -> None:
    service.start({"kind": "old"})
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        service.start({"kind": "new"})
        call_command("sweep")
        assert Draft.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(minutes=62)):
        call_command("sweep")
        assert Draft.objects.count() == 1


def test_a_write_keeps_the_draft_for_an_hour_from_then() -> None:
    new = service.start({"kind": "x"})
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        kept = service.write(browser(new), new.id, {"kind": "x", "more": 1})
        assert kept is not None
        assert timedelta(minutes=59) < kept - timezone.now() <= timedelta(minutes=60)


def test_the_rows_hold_nothing_readable() -> None:
    service.start({"kind": "help_request", "text": WORDS})
    row = Draft.objects.get()
    raw = bytes(row.sealed) + bytes(row.door)
    for secret in ("väsynyt", "help_request", "kind"):
        assert secret.encode() not in raw
    assert len(raw) > 1024


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it() -> None:
    begun = Visitor().client.post("/fi/b/", {"kind": "help_request"}, **SAME_ORIGIN)
    (cookie,) = [one for name, one in begun.cookies.items() if name.startswith("tp-d-")]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_exit_deletes_every_draft_of_this_browser_and_no_other() -> None:
    visitor, other = Visitor(), Visitor()
    visitor.begins()
    visitor.begins()
    other.begins()
    left = visitor.client.post("/exit/", **SAME_ORIGIN)
    assert Draft.objects.count() == 1
    assert visitor.page().status_code == 410
    assert all(not one.value for name, one in left.cookies.items() if name.startswith("tp-"))
    assert len([name for name in left.cookies if name.startswith("tp-d-")]) == 2


def test_our_cookies_are_named_for_the_exit() -> None:
    request = HttpRequest()
    request.COOKIES = {f"tp-d-{'a' * 26}": "x", f"tp-r-{'b' * 26}": "x", f"tp-s-{'c' * 26}": "x", "other": "x"}
    named = {name for names in own_cookies for name in names(request)}
    assert set(request.COOKIES) - named == {"other"}
    assert "intake drafts" in erasers.names()


def test_after_exit_a_step_shows_nothing_that_was_typed() -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    visitor.sends({**answers(own_words="Salaisuuteni"), "form_keep": "1"})
    visitor.client.post("/exit/", **SAME_ORIGIN)
    for path in ("", "1/", "now/"):
        shown = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/{path}"))
        assert shown.status_code == 410
        assert "Salaisuuteni" not in shown.content.decode()


def test_an_expired_form_keeps_the_text_and_can_be_sent_again() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        expired = visitor.sends({**answers(), **hidden})
        assert expired.status_code == 410
        text = expired.content.decode()
        assert WORDS.splitlines()[0] in text
        assert 'value="079 123 4567"' in text
        assert "tel:112" in text
        again = visitor.sends({**answers(), **hidden_fields(expired)})
        assert again.status_code == 303
        assert visitor.client.get(again["Location"]).status_code == 200
    assert Letter.objects.count() == 1


def test_an_expired_form_with_an_error_goes_on_in_a_new_draft() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    Draft.objects.all().delete()
    expired = visitor.sends({**answers(own_words=""), **hidden})
    assert expired.status_code == 410
    again = visitor.sends({**answers(own_words=""), **hidden_fields(expired)})
    shown = visitor.client.get(again["Location"])
    assert shown.status_code == 200
    assert "govuk-error-summary" in shown.content.decode()
    assert "Tuulia" in shown.content.decode()


def test_a_lost_form_token_falls_back_on_the_draft() -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    assert visitor.sends(answers()).status_code == 303


def test_without_draft_and_without_token_the_text_stays_on_the_page() -> None:
    stranger = Visitor(client=Client(), draft_id="b" * 26)
    kept = stranger.sends(answers())
    assert kept.status_code == 410
    assert WORDS.splitlines()[0] in kept.content.decode()
