"""Teams, duty days and absences, as their leads keep them."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.desk.models import FALLBACK_KEY, Absence, DutyDay, Team, TeamMember
from portal.desk.routing import duty_worker, fallback_team
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, lead, signed_in, team, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

MONDAY = date(2026, 11, 30)


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def audited(action: str) -> list[dict[str, str]]:
    return [one.details for one in AuditEntry.objects.filter(action=action)]


def team_answers(**changed: Any) -> dict[str, Any]:
    return {
        "name_fi": "Perheet", "name_sv": "Familjer", "service_group": "families", "areas": ["pohjoinen"],
        "duty_email": "perheet@example.fi", **changed,
    }  # fmt: skip


def test_a_lead_makes_a_team_and_new_contacts_go_there() -> None:
    someone = lead(teams=[])
    browser = signed_in(someone)
    answer = browser.post("/teams/new/", team_answers(key="north", service_group="any"))
    assert answer.headers["Location"] == "/teams/north/"
    assert TeamMember.objects.get(team_id="north").worker == someone
    assert audited("team.created") == [{"group": "any", "areas": "pohjoinen"}]
    assert contact(area="pohjoinen").team_id == "north"
    assert contact(area="rannikko").team_id == FALLBACK_KEY


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "intake"}, {"key": "INTAKE"}, {"key": "new"}, {"key": ""}, {"key": "ä ö"}, {"key": "x" * 41},
        {"name_fi": " "}, {"name_sv": "x" * 101}, {"service_group": "kings"}, {"areas": ["moon"]},
        {"duty_email": "nobody"}, {"duty_email": "perheet@example.fi.evil.example"}, {"duty_email": "me@gmail.com"},
        {"duty_email": "perheet@sub.example.fi"},
    ],
)  # fmt: skip
def test_a_team_that_makes_no_sense_is_not_made(wrong: dict[str, Any]) -> None:
    browser = signed_in(lead())
    answer = browser.post("/teams/new/", team_answers(**{"key": "north", **wrong}))
    assert answer.status_code == 200
    assert "govuk-error-summary" in text_of(answer)
    assert Team.objects.count() == 1


def test_a_duty_address_outside_the_named_domains_is_refused_in_words(settings: Any) -> None:
    browser = signed_in(lead())
    refused = text_of(browser.post("/teams/new/", team_answers(key="north", duty_email="perhe@muualla.example")))
    assert "@example.fi" in refused
    assert "perhe@muualla.example" in refused
    settings.DUTY_EMAIL_DOMAINS = []
    assert "DUTY_EMAIL_DOMAINS" in text_of(browser.post("/teams/new/", team_answers(key="north")))
    settings.DUTY_EMAIL_DOMAINS = [" Example.FI "]
    assert browser.post("/teams/new/", team_answers(key="north", duty_email="a@EXAMPLE.fi")).status_code == 302


def test_a_lead_changes_the_own_team_and_sees_that_it_counts_from_now_on() -> None:
    own = team("north")
    browser, before = signed_in(lead(teams=[own])), contact()
    answer = browser.post("/teams/north/", team_answers(areas=["rannikko"]), follow=True)
    assert "Muutos koskee tästä lähtien tulevia yhteydenottoja" in text_of(answer)
    own.refresh_from_db()
    assert (own.areas, own.service_group, own.name_sv) == (["rannikko"], "families", "Familjer")
    before.refresh_from_db()
    assert before.team_id == "north"
    assert str(own) == "Perheet"


def test_the_fallback_team_may_be_renamed_and_stays_the_fallback() -> None:
    browser = signed_in(lead())
    assert browser.post(f"/teams/{FALLBACK_KEY}/", team_answers()).status_code == 302
    assert fallback_team().is_fallback
    assert contact(area="rannikko").team_id == FALLBACK_KEY


def test_members_come_and_go_and_the_log_says_who() -> None:
    own, colleague = team("north"), worker(teams=[])
    someone = lead(teams=[own])
    browser = signed_in(someone)
    for _ in range(2):
        assert browser.post("/teams/north/members/", {"worker": colleague.pk}).status_code == 302
    assert audited("team.member_added") == [{"worker": str(colleague.pk)}]
    for _ in range(2):
        assert browser.post(f"/teams/north/members/{colleague.pk}/remove/").status_code == 302
    assert audited("team.member_removed") == [{"worker": str(colleague.pk)}]
    answer = browser.post(f"/teams/north/members/{someone.pk}/remove/", follow=True)
    assert "Et voi poistaa itseäsi tiimistä" in text_of(answer)
    assert set(own.memberships.values_list("worker", flat=True)) == {someone.pk}


@pytest.mark.parametrize("asked", ["", "987654", "nobody", "1; DROP TABLE"])
def test_nobody_who_is_not_there_comes_into_a_team(asked: str) -> None:
    team("north")
    answer = signed_in(lead()).post("/teams/north/members/", {"worker": asked})
    assert answer.status_code == 200
    assert "govuk-error-summary" in text_of(answer)


def test_the_list_leads_on_to_the_own_teams_only() -> None:
    own = team("north")
    team("south")
    shown = text_of(signed_in(lead(teams=[own])).get("/teams/"))
    assert 'href="/teams/north/"' in shown
    assert 'href="/teams/south/"' not in shown
    assert "Tiimi south" in shown


def duty_answers(one: Team, someone: Any, first: str, last: str = "") -> dict[str, Any]:
    return {"duty-team": one.pk, "duty-worker": getattr(someone, "pk", ""), "duty-first": first, "duty-last": last}


def test_a_lead_enters_a_period_of_duty_on_weekdays_and_a_single_day_on_any() -> None:
    own, other = worker(), worker()
    browser, group = signed_in(lead()), fallback_team()
    answer = browser.post("/duty/enter/", duty_answers(group, own, "30.11.2026", "13.12.2026"), follow=True)
    assert "10 päivää on merkitty" in text_of(answer)
    assert DutyDay.objects.count() == 10
    browser.post("/duty/enter/", duty_answers(group, other, "2026-12-05"))
    assert duty_worker(group, date(2026, 12, 5)) == other
    browser.post("/duty/enter/", duty_answers(group, other, "1.12.2026"))
    assert duty_worker(group, date(2026, 12, 1)) == other
    browser.post("/duty/enter/", duty_answers(group, None, "30.11.2026", "13.12.2026"))
    assert list(DutyDay.objects.values_list("date", flat=True)) == [date(2026, 12, 5)]
    assert len(audited("duty.entered")) == 4


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("", ""),
        ("tomorrow", ""),
        ("31.11.2026", ""),
        ("2.12.2026", "1.12.2026"),
        ("1.1.2026", "1.1.2028"),
        ("1.1.99999", ""),
    ],
)
def test_days_that_make_no_sense_are_not_entered_and_stay_on_the_page(first: str, last: str) -> None:
    answer = signed_in(lead()).post("/duty/enter/", duty_answers(fallback_team(), worker(), first, last))
    assert answer.status_code == 200
    assert "govuk-error-summary" in text_of(answer)
    assert not DutyDay.objects.exists()


def test_nobody_of_another_team_is_put_on_duty_and_no_other_team_is_entered() -> None:
    mine, theirs = team("mine"), team("theirs")
    stranger, browser = worker(teams=[theirs]), signed_in(lead(teams=[mine]))
    for one, someone in ((mine, stranger), (theirs, stranger), (theirs, worker(teams=[mine]))):
        assert browser.post("/duty/enter/", duty_answers(one, someone, "30.11.2026")).status_code == 200
    assert not DutyDay.objects.exists()


def absence_answers(someone: Any, stand_in: Any, first: str, last: str) -> dict[str, Any]:
    return {
        "absence-worker": someone.pk, "absence-stand_in": getattr(stand_in, "pk", ""), "absence-from_date": first,
        "absence-until_date": last,
    }  # fmt: skip


def test_an_absence_is_entered_seen_by_everyone_of_the_team_and_taken_away() -> None:
    away, stand_in = worker("Aino Poissa"), worker("Sami Sijainen")
    browser, today = signed_in(lead()), timezone.localdate()
    DutyDay.objects.create(team=fallback_team(), date=today, worker=away)
    day = f"{today:%d.%m.%Y}"
    assert browser.post("/duty/absences/", absence_answers(away, stand_in, day, day)).status_code == 302
    shown = text_of(signed_in(worker()).get("/duty/"))
    assert "Sami Sijainen (sijaistaa: Aino Poissa)" in " ".join(shown.split())
    assert "absences" not in shown
    one = Absence.objects.get()
    assert browser.post(f"/duty/absences/{one.pk}/remove/").status_code == 302
    assert browser.post(f"/duty/absences/{one.pk}/remove/").status_code == 404
    assert len(audited("absence.entered")) == len(audited("absence.removed")) == 1


def test_an_absence_without_a_stand_in_says_that_nobody_is_there() -> None:
    away, today = worker("Aino Poissa"), timezone.localdate()
    DutyDay.objects.create(team=fallback_team(), date=today, worker=away)
    Absence.objects.create(worker=away, from_date=today, until_date=today)
    shown = " ".join(text_of(signed_in(worker()).get("/duty/")).split())
    assert "Aino Poissa on poissa, eikä hänellä ole sijaista" in shown


@pytest.mark.parametrize(("first", "last"), [("2.12.2026", "1.12.2026"), ("", "1.12.2026"), ("x", "y")])
def test_an_absence_that_makes_no_sense_is_not_entered(first: str, last: str) -> None:
    someone = worker()
    browser = signed_in(lead())
    assert browser.post("/duty/absences/", absence_answers(someone, None, first, last)).status_code == 200
    assert (
        browser.post("/duty/absences/", absence_answers(someone, someone, "1.12.2026", "1.12.2026")).status_code == 200
    )
    assert not Absence.objects.exists()


def test_the_duty_page_asks_as_much_for_a_full_list_as_for_an_empty_one() -> None:
    someone = worker()
    browser = signed_in(someone)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/duty/").status_code == 200
        counts.append(len(queries))
        for number in range(14 if len(counts) == 1 else 0):
            day = timezone.localdate() + timedelta(days=number)
            DutyDay.objects.create(team=fallback_team(), date=day, worker=someone)
            Absence.objects.create(worker=someone, from_date=day, until_date=day, stand_in=worker(teams=[]))
    assert counts[0] == counts[1]


def test_the_pages_speak_swedish() -> None:
    browser = signed_in(lead(language="sv"))
    assert "Anteckna vem som har jour" in text_of(browser.get("/duty/"))
    assert "Klienthandledning" in text_of(browser.get("/teams/"))
