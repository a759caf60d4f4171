"""Workers' accounts, made and ended by a command."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from portal.desk.models import Worker
from portal.desk.permissions import team_keys
from portal.desk.workers import enrol_second_factor, has_second_factor
from portal.vault.models import AuditEntry
from tests.desk.builders import PASSWORD, team, worker

pytestmark = pytest.mark.django_db


def run(*words: str, typed: str = PASSWORD, monkeypatch: pytest.MonkeyPatch, **options: Any) -> str:
    said = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO(f"{typed}\n"))
    call_command("worker", *words, stdout=said, **options)
    return said.getvalue()


def test_an_account_is_made_with_its_address_in_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    run("create", " Tuuli@Example.FI ", name="Tuuli", language="sv", monkeypatch=monkeypatch)
    made = Worker.objects.get()
    assert (made.email, made.name, made.language) == ("tuuli@example.fi", "Tuuli", "sv")
    assert made.check_password(PASSWORD)
    assert not has_second_factor(made)
    assert AuditEntry.objects.filter(action="worker.created").count() == 1


@pytest.mark.parametrize(
    ("email", "name", "typed"),
    [
        ("no address", "Tuuli", PASSWORD),
        ("", "Tuuli", PASSWORD),
        ("tuuli@example.fi", "", PASSWORD),
        ("tuuli@example.fi", "Tuuli", ""),
        ("tuuli@example.fi", "Tuuli", "short"),
        ("tuuli@example.fi", "Tuuli", "password1234"),
    ],
)
def test_a_wrong_address_a_missing_name_or_a_weak_password_makes_none(
    monkeypatch: pytest.MonkeyPatch, email: str, name: str, typed: str
) -> None:
    with pytest.raises(CommandError):
        run("create", email, name=name, typed=typed, monkeypatch=monkeypatch)
    assert not Worker.objects.exists()


def test_one_address_is_one_account_in_whatever_case(monkeypatch: pytest.MonkeyPatch) -> None:
    worker(email="tuuli@example.fi")
    with pytest.raises(CommandError):
        run("create", "TUULI@example.fi", name="Toinen", monkeypatch=monkeypatch)
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        Worker(email="TUULI@EXAMPLE.fi", name="Toinen").save()


def test_an_account_is_ended_and_a_second_factor_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = worker(email="tuuli@example.fi")
    enrol_second_factor(someone)
    run("new-second-factor", "Tuuli@example.fi", monkeypatch=monkeypatch)
    assert not has_second_factor(someone)
    run("end", "tuuli@example.fi", monkeypatch=monkeypatch)
    someone.refresh_from_db()
    assert not someone.is_active
    with pytest.raises(CommandError, match="No worker"):
        run("end", "nobody@example.fi", monkeypatch=monkeypatch)


def test_role_and_teams_are_given_at_once_or_later(monkeypatch: pytest.MonkeyPatch) -> None:
    team("north")
    run("create", "elli@example.fi", name="Elli", role="lead", team=["intake", "north"], monkeypatch=monkeypatch)
    made = Worker.objects.get()
    assert made.role == "lead"
    assert team_keys(made) == ("intake", "north")
    said = run("change", "ELLI@example.fi", role="auditor", monkeypatch=monkeypatch)
    assert "elli@example.fi: auditor; intake, north." in said
    run("change", "elli@example.fi", team=["north"], monkeypatch=monkeypatch)
    made.refresh_from_db()
    assert made.role == "auditor"
    assert [one.details for one in AuditEntry.objects.filter(action="worker.changed")] == [{"role": "auditor"}]
    assert made.check_password(PASSWORD)


def test_without_a_role_a_worker_is_made_who_is_in_no_team(monkeypatch: pytest.MonkeyPatch) -> None:
    run("create", "tuuli@example.fi", name="Tuuli", monkeypatch=monkeypatch)
    assert Worker.objects.get().role == "worker"
    assert team_keys(Worker.objects.get()) == ()


def test_a_team_or_a_role_that_is_not_there_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="There are: intake"):
        run("create", "tuuli@example.fi", name="Tuuli", team=["south"], monkeypatch=monkeypatch)
    with pytest.raises(CommandError):
        run("create", "tuuli@example.fi", "--role=king", name="Tuuli", monkeypatch=monkeypatch)
    assert not Worker.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        worker(role="king")
