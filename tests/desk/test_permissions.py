"""The permission matrix: every address × every role × every method × own team, other team, missing."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, path

from portal.desk.middleware import OPEN_TO_ALL, PermissionMiddleware
from portal.desk.models import Absence, Contact, Role, Team, TeamMember, Worker
from portal.desk.permissions import MAY, Permission
from portal.desk.routing import fallback_team
from portal.desk.views.gates import declared
from portal.vault.models import AuditEntry
from tests.desk.addresses import every_pattern, filled, missing_id
from tests.desk.builders import Sender, contact, signed_in, team, worker
from tests.desk.sign_in import ENROL, LOGIN

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8")
)
ROLES = ("anonymous", "half", *Role.values)
METHODS = ("GET", "POST", "PUT", "DELETE")
AGAIN = "/accounts/2fa/reauthenticate/"


@dataclass
class Ground:
    """Two teams with a contact, a worker and an absence each; the reader is in the first one."""

    own_team: Team = field(default_factory=lambda: team("own-team"))
    other_team: Team = field(default_factory=lambda: team("other-team"))
    own: dict[str, object] = field(init=False)
    other: dict[str, object] = field(init=False)
    missing: dict[str, object] = field(init=False)

    def __post_init__(self) -> None:
        self.own, self.other = self._things(self.own_team), self._things(self.other_team)
        self.missing = {"contact_id": missing_id(), "key": "no-team", "worker_id": 987654, "absence_id": 987654}

    @staticmethod
    def _things(one: Team) -> dict[str, object]:
        brought = contact(Sender.new())
        Contact.objects.filter(pk=brought.pk).update(team=one)
        colleague = worker(teams=[one])
        day = date(2026, 12, 1)
        away = Absence.objects.create(worker=colleague, from_date=day, until_date=day)
        return {"contact_id": brought.pk, "key": one.pk, "worker_id": colleague.pk, "absence_id": away.pk}


def listed() -> list[tuple[str, str, dict[str, Any]]]:
    """Each page that stands in the table: its name, its address, its lines. One that does not fails a test of its own."""
    return [(name, address, TABLE[name]) for name, address in every_pattern() if name in TABLE]


def reader(role: str, ground: Ground) -> Client:
    if role == "anonymous":
        browser = Client()
    elif role == "half":
        browser = Client()
        browser.force_login(worker(teams=[ground.own_team]))
    else:
        browser = signed_in(worker(role=role, teams=[ground.own_team]))
    browser.raise_request_exception = False
    return browser


def expected(entry: dict[str, Any], role: str, method: str, thing: str) -> str:
    """What the table says of one cell, in a word."""
    roles = entry.get("roles")
    if roles is not None and role == "anonymous":
        return "sign in"
    if roles is not None and role == "half" and not entry.get("to_enrol"):
        return "enrol"
    if roles is not None and role not in (*roles, "half"):
        return "elsewhere" if method == "GET" and role in entry.get("begins_elsewhere", {}) else "refused"
    if method not in entry["methods"]:
        return "no such method"
    return _of_things(entry, method, thing)


def _of_things(entry: dict[str, Any], method: str, thing: str) -> str:
    of = entry.get("of")
    if of == "contact" and thing == "missing":
        return "not there"
    if of == "contact" and thing == "other" and not entry.get("asks_reason"):
        return "asks a reason" if method == "GET" else "refused"
    if entry.get("asks_again"):
        return "asks again"
    if of and (thing == "missing" or (of in ("team", "absence") and thing == "other")):
        return "not there"
    return "not there" if entry.get("part_missing") else "opens"


def seen(answer: Any) -> str:
    """What the desk answered, in a word."""
    place = answer.headers.get("Location", "")
    ways = (
        (LOGIN, "sign in"),
        (ENROL, "enrol"),
        (AGAIN, "asks again"),
        ("/audit/", "elsewhere"),
        ("/workers/", "elsewhere"),
    )
    if answer.status_code in (301, 302, 303):
        led = next((word for start, word in ways if place.startswith(start)), "opens")
        return "asks a reason" if led == "opens" and place.endswith("/reason/") else led
    words = {403: "refused", 404: "not there", 405: "no such method", 200: "opens", 503: "opens"}
    return words.get(answer.status_code, str(answer.status_code))


def asked(browser: Client, method: str, address: str) -> Any:
    """The answer, and everything as it was before, also for a browser that was signed out by it."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic(using="default"):
        answer = browser.generic(method, address)
        transaction.set_rollback(True, using="default")
    browser.cookies = cookies
    return answer


def test_every_address_stands_in_the_table_and_nothing_else() -> None:
    names = [name for name, _ in every_pattern()]
    assert len(names) == len(set(names))
    assert set(names) == set(TABLE)


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without their page, which takes most of the time and is looked at in other tests."""
    monkeypatch.setattr("portal.desk.views.refusals._page", lambda *_, **__: HttpResponse(status=403))


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("role", ROLES)
def test_every_cell_is_what_the_table_says(role: str) -> None:
    ground = Ground()
    browser = reader(role, ground)
    wrong, cells = [], 0
    for name, address, entry in listed():
        for thing in ("own", "other", "missing") if entry.get("of") else ("own",):
            values = {**getattr(ground, thing), **entry.get("fill", {})}
            for method in METHODS:
                cells += 1
                wanted = expected(entry, role, method, thing)
                found = seen(asked(browser, method, filled(address, values)))
                # allauth leads whoever need not or may not be on one of its pages on to another one.
                if found != wanted and not (name in OPEN_TO_ALL and found in ("opens", "sign in", "no such method")):
                    wrong.append((name, method, thing, wanted, found))
    assert not wrong, wrong
    assert cells > 200


def test_every_reading_of_a_contact_is_exactly_one_row_of_the_log() -> None:
    ground = Ground()
    browser = reader(Role.WORKER, ground)
    read = 0
    for name, address, entry in listed():
        if entry.get("of") != "contact" or entry.get("asks_reason"):
            continue
        for method in entry["methods"]:
            before = AuditEntry.objects.count()
            answer = browser.generic(method, filled(address, {**ground.own, **entry.get("fill", {})}))
            if answer.status_code == 200:
                read += 1
                assert AuditEntry.objects.count() == before + 1, (name, method)
    assert read >= 2


def test_a_page_that_declares_nothing_is_refused_and_the_log_names_it(caplog: pytest.LogCaptureFixture) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    request = RequestFactory().get("/forgotten/")
    request.user = worker()
    request.resolver_match = path("forgotten/", forgotten, name="forgotten").resolve("forgotten/")
    refused = PermissionMiddleware(lambda _: HttpResponse()).process_view(request, forgotten, (), {})
    assert refused is not None
    assert refused.status_code == 403
    assert "forgotten" in caplog.text


def test_every_view_declares_what_it_needs() -> None:
    some = {"contact_id": missing_id(), "key": "x", "worker_id": 1, "absence_id": 1}
    for name, address, entry in listed():
        view = get_resolver().resolve(filled(address, {**some, **entry.get("fill", {})})).func
        assert (declared(view, name) is None) is (name in OPEN_TO_ALL), name


def test_no_role_may_both_read_contacts_and_the_log_or_the_accounts() -> None:
    for role, permissions in MAY.items():
        together = permissions & {Permission.READ_CONTACT, Permission.READ_AUDIT, Permission.MANAGE_WORKERS}
        assert len(together) == 1, role
    assert set(MAY) == set(Role.values)


def test_a_role_that_the_table_does_not_know_may_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = worker()
    browser = signed_in(someone)
    monkeypatch.setattr("portal.desk.permissions.MAY", {})
    assert browser.get("/").status_code == 403


def test_who_is_in_no_team_opens_only_what_is_assigned_to_them() -> None:
    someone = worker(teams=[])
    browser, brought = signed_in(someone), contact()
    assert browser.get(f"/contacts/{brought.pk}/").headers["Location"].endswith("/reason/")
    Contact.objects.filter(pk=brought.pk).update(assignee=someone)
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 200


def test_leaving_a_team_closes_its_contacts_at_once() -> None:
    someone = worker(teams=[fallback_team()])
    browser, brought = signed_in(someone), contact()
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 200
    TeamMember.objects.filter(worker=someone).delete()
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 302


def test_a_change_of_role_counts_with_the_next_request() -> None:
    someone = worker()
    browser, brought = signed_in(someone), contact()
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 200
    Worker.objects.filter(pk=someone.pk).update(role=Role.AUDITOR)
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 403
    assert browser.get("/audit/").status_code == 200
