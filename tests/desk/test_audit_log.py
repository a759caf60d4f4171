"""The auditor's page: filtered, paged by key, ids instead of contents; and the accounts of technical administration."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.desk.models import Role, Worker
from portal.desk.search import search
from portal.desk.workers import has_second_factor
from portal.vault import service as vault
from portal.vault.audit import verify_chain
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, signed_in, worker
from tests.desk.sign_in import LOGIN

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def auditor() -> Client:
    return signed_in(worker("Taavi Tarkastaja", role=Role.AUDITOR, teams=[]))


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def numbers(answer: Any) -> list[int]:
    return [line.entry.sequence for line in answer.context["lines"]]


def entries(count: int, **given: Any) -> None:
    with transaction.atomic(using="default"):
        for _ in range(count):
            vault.record(**{"actor": "worker:77", "action": "contact.read", "subject": "contact:x", **given})


def test_the_log_shows_who_did_what_and_no_word_of_a_contact() -> None:
    reader = worker("Tuuli Lukija")
    brought = contact(words="salainen-sana", name="Salainen Nimi")
    signed_in(reader).get(f"/contacts/{brought.pk}/")
    shown = text_of(auditor().get("/audit/"))
    assert "Tuuli Lukija" in shown
    assert f"contact:{brought.pk}" in shown
    assert "Yhteydenotto avattiin" in shown
    for secret in ("salainen-sana", "Salainen", brought.reference):
        assert secret not in shown


def test_every_entry_stands_on_exactly_one_page() -> None:
    entries(120)
    browser, seen, address = auditor(), [], "/audit/?action=contact.read"
    while address:
        answer = browser.get(address)
        assert len(numbers(answer)) <= 50
        seen += numbers(answer)
        address = answer.context["next_url"] and f"/audit/{answer.context['next_url']}"
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 120


def test_filters_by_day_worker_action_and_contact() -> None:
    reader, brought = worker("Tuuli Lukija"), contact()
    browser = signed_in(reader)
    browser.get(f"/contacts/{brought.pk}/")
    entries(3)
    look = auditor()
    today = f"{timezone.localdate():%d.%m.%Y}"
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    assert len(numbers(look.get(f"/audit/?worker={reader.pk}&action=contact.read"))) == 1
    assert len(numbers(look.get(f"/audit/?action=contact.read&day={today}"))) == 4
    assert not numbers(look.get(f"/audit/?action=contact.read&day={tomorrow}"))
    for named in (brought.reference, brought.reference.lower(), str(brought.pk)):
        found = look.get(f"/audit/?action=contact.read&contact={named}")
        assert len(numbers(found)) == 1
    assert parse_qs(urlsplit(found.context["next_url"]).query) == {}


def test_a_contact_s_entries_are_also_the_searches_that_showed_it() -> None:
    shown, other = contact(name="Harvinainen Nimi"), contact(name="Muu Nimi")
    someone = worker("Tuuli Lukija")
    search("harvinainen", someone)
    search("nimi", someone)
    search("muu", someone)
    look = auditor()
    for one, count in ((shown, 2), (other, 2)):
        found = look.get(f"/audit/?action=contact.searched&contact={one.reference}")
        assert len(numbers(found)) == count
        assert all(str(one.pk) in line.entry.detail["contacts"] for line in found.context["lines"])
    assert "Työntekijä teki haun" in text_of(found)
    everything = [line.entry.action for line in look.get(f"/audit/?contact={shown.pk}").context["lines"]]
    assert everything.count("contact.searched") == 2
    assert "letter.opened" in everything
    assert len(everything) == len(numbers(look.get(f"/audit/?contact={shown.pk}"))) - 1, (
        "the reading itself is written down"
    )


def test_entries_of_both_sorts_stand_on_exactly_one_page_in_their_order() -> None:
    with transaction.atomic(using="default"):
        for number in range(130):
            named = (
                {"subject": "contact:x"} if number % 3 else {"subject": f"search:{number}", "mentions": ["contact:x"]}
            )
            vault.record(actor="worker:77", action="contact.read", **named)
    seen, before = [], None
    while True:
        found = vault.read_entries(vault.Asked(subject="contact:x"), before=before)
        seen += [one.sequence for one in found.entries]
        before = found.next_before
        if before is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 130


@pytest.mark.parametrize(
    "query",
    ["day=yesterday", "day=1.1.0001", "day=31.12.9999", "worker=nobody", "worker=99999999999999999999", "contact=nothing",
     "contact=%00", "action=" + "x" * 100, "contact=" + "x" * 100],
)  # fmt: skip
def test_what_is_not_understood_shows_nothing_but_says_so(query: str) -> None:
    entries(1)
    answer = auditor().get(f"/audit/?{query}")
    assert answer.status_code == 200
    assert "govuk-error-summary" in text_of(answer)
    assert not numbers(answer)


@pytest.mark.parametrize("before", ["-1", "x", "", "9" * 40, "٣", "0"])
def test_odd_page_numbers_are_answered_with_a_page(before: str) -> None:
    entries(1)
    assert auditor().get("/audit/", {"before": before}).status_code == 200


def test_reading_the_log_is_written_down_and_the_chain_stays_whole() -> None:
    browser = auditor()
    browser.get("/audit/?action=contact.read")
    entry = AuditEntry.objects.get(action="audit.read")
    assert entry.details == {"actor": "", "action": "contact.read", "day": ""}
    assert verify_chain().is_whole


def test_the_page_asks_as_much_for_many_entries_as_for_few() -> None:
    browser, counts = auditor(), []
    browser.get("/audit/")
    for more in (1, 300):
        entries(more)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/audit/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def administrator(*, fresh: bool = True) -> tuple[Worker, Client]:
    someone = worker("Ylva Ylläpitäjä", role=Role.TECHNICAL, teams=[])
    browser = signed_in(someone)
    if fresh:
        session = browser.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
        session.save()
    return someone, browser


def test_the_accounts_are_listed_with_role_and_second_factor() -> None:
    _, browser = administrator()
    worker("Ilman Tunnistetta", teams=[])
    shown = text_of(browser.get("/workers/"))
    for said in ("Ilman Tunnistetta", "Todennussovellus puuttuu vielä", "Tekninen ylläpitäjä", "Oma tilisi"):
        assert said in shown


def test_an_account_is_ended_and_a_second_factor_taken_away_after_asking() -> None:
    someone, browser = administrator()
    colleague = worker()
    theirs = signed_in(colleague)
    assert browser.get(f"/workers/{colleague.pk}/new-second-factor/").status_code == 200
    assert has_second_factor(colleague)
    assert browser.post(f"/workers/{colleague.pk}/new-second-factor/").status_code == 302
    assert not has_second_factor(colleague)
    assert browser.get(f"/workers/{colleague.pk}/end/").status_code == 200
    assert browser.post(f"/workers/{colleague.pk}/end/").status_code == 302
    assert theirs.get("/").headers["Location"].startswith(LOGIN)
    for action in ("worker.unenrolled", "worker.ended"):
        assert AuditEntry.objects.get(action=action).actor == f"worker:{someone.pk}"


def test_nobody_ends_their_own_account() -> None:
    someone, browser = administrator()
    for path in ("end", "new-second-factor"):
        answer = browser.post(f"/workers/{someone.pk}/{path}/", follow=True)
        assert "Et voi tehdä tätä omalle tilillesi" in text_of(answer)
    someone.refresh_from_db()
    assert someone.is_active
    assert has_second_factor(someone)


def test_whoever_signed_in_long_ago_is_asked_for_a_code_first_and_led_back() -> None:
    _, browser = administrator(fresh=False)
    colleague = worker()
    address = f"/workers/{colleague.pk}/end/"
    for answer in (browser.get(address), browser.post(address, headers={"referer": f"http://testserver{address}"})):
        way = urlsplit(answer.headers["Location"])
        assert way.path == "/accounts/2fa/reauthenticate/"
        assert parse_qs(way.query)["next"] == [address]
    away = browser.post(address, headers={"referer": "https://evil.example/x"})
    assert parse_qs(urlsplit(away.headers["Location"]).query)["next"] == ["/"]
    colleague.refresh_from_db()
    assert colleague.is_active


def test_a_role_is_greeted_by_its_own_pages() -> None:
    menus = {
        Role.WORKER: ({"/", "/duty/"}, {"/audit/", "/workers/", "/teams/"}),
        Role.LEAD: ({"/", "/duty/", "/teams/"}, {"/audit/", "/workers/"}),
        Role.AUDITOR: ({"/audit/"}, {"/duty/", "/workers/", "/teams/"}),
        Role.TECHNICAL: ({"/workers/"}, {"/duty/", "/audit/", "/teams/"}),
    }
    for role, (there, absent) in menus.items():
        answer = signed_in(worker(role=role)).get("/", follow=True)
        links = {one.url for one in answer.context["frame"].navigation}
        assert there <= links, role
        assert not absent & links, role
