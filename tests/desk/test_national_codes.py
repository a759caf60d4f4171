"""The national codes that a county fills in at the desk."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.desk.exports.gather import gather
from portal.desk.models import NationalCode, Role, Team
from portal.desk.national_codes import county_codes, fill, open_codes
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, lead, signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

TASK = "1.2.246.537.6.1221"
FAMILIES = f"{TASK}:families"
OLDER = f"{TASK}:older_people"


def test_only_values_that_nobody_knows_a_code_of_are_open() -> None:
    names = {one.field_name for one in open_codes()}
    assert FAMILIES in names
    assert f"{TASK}:10" not in names
    assert all(not one.value.code and one.filled == "" for one in open_codes())


def test_a_lead_fills_in_a_code_and_the_export_uses_it() -> None:
    someone = lead()
    page = signed_in(someone)
    address = reverse("national-codes")
    assert "Lapsiperheiden palvelut" in page.get(address).content.decode()
    answer = page.post(address, {FAMILIES: " 30 "})
    assert answer.status_code == 302
    assert county_codes() == {(TASK, "families"): "30"}
    row = AuditEntry.objects.get(action="code.filled")
    assert (row.subject, json.loads(row.detail)) == (f"code:{FAMILIES}", {"code": "30"})
    brought = contact()
    Team.objects.filter(pk=brought.team_id).update(service_group="families")
    found = gather(brought.pk)
    assert found.service_task == "families"
    assert found.county_codes[(TASK, "families")] == "30"


@pytest.mark.parametrize(
    "codes", [{FAMILIES: "10"}, {FAMILIES: "30", OLDER: "30"}, {FAMILIES: "ei tiedossa"}, {FAMILIES: "<b>"}]
)
def test_a_code_that_another_value_has_or_that_is_none_is_refused_and_nothing_is_saved(codes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        fill(codes, worker())
    assert not NationalCode.objects.exists()
    assert not AuditEntry.objects.filter(action="code.filled").exists()
    answer = signed_in(lead()).post(reverse("national-codes"), codes)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_two_codes_change_places_and_an_empty_one_takes_away_what_stood() -> None:
    someone = worker()
    fill({FAMILIES: "30", OLDER: "40"}, someone)
    assert fill({FAMILIES: "40", OLDER: "30"}, someone) == 2
    assert county_codes() == {(TASK, "families"): "40", (TASK, "older_people"): "30"}
    assert fill({FAMILIES: ""}, someone) == 1
    assert county_codes() == {(TASK, "older_people"): "30"}
    assert fill({OLDER: "30", "1.2.3:nothing": "1"}, someone) == 0


@pytest.mark.parametrize(
    ("role", "status"), [(Role.WORKER, 403), (Role.LEAD, 200), (Role.AUDITOR, 403), (Role.TECHNICAL, 200)]
)
def test_leads_and_technical_admins_keep_the_codes(role: str, status: int) -> None:
    assert signed_in(worker(role=role)).get(reverse("national-codes")).status_code == status
