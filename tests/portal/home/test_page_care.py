"""The care of pages as editors meet it: which one waits, and "reviewed today" that publishes nobody's draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.home.models import AdvicePage
from tests.portal.home import builders
from tests.portal.services.builders import signed_in

pytestmark = pytest.mark.django_db
REPORT = "/cms/reports/page-care/"
TODAY = timezone.localdate()
ANSWER = {"role": "Perhepalvelujen tiimi", "next_review": (TODAY + timedelta(days=300)).isoformat()}


def titles(client: Client, query: str = "") -> list[str]:
    return [row.page.title for row in client.get(REPORT + query).context["rows"]]


def dated(page: Any, **values: Any) -> None:
    AdvicePage.objects.filter(pk=page.pk).update(**values)


def test_the_report_says_of_each_page_who_keeps_it_when_it_was_read_and_what_it_lacks() -> None:
    tree = builders.tree()
    dated(tree.advice, owner_role="Perheiden tiimi", reviewed_on=TODAY, next_review=TODAY + timedelta(days=5))
    page = signed_in("Editors").get(REPORT).content.decode()
    row = next(one for one in page.split("<tr>") if tree.advice.title in one)
    assert "Perheiden tiimi" in row
    assert f"{TODAY.day}.{TODAY.month}.{TODAY.year}" in row
    assert row.count("Ei aloitettu") == 2


def test_the_report_is_narrowed_to_what_waits() -> None:
    tree = builders.tree()
    editor = signed_in("Editors")
    late = builders.advice(tree.topic, "Myöhässä", "myohassa")
    dated(late, next_review=TODAY - timedelta(days=1), reviewed_on=TODAY - timedelta(days=90), owner_role="Tiimi A")
    dated(tree.advice, next_review=TODAY, reviewed_on=TODAY - timedelta(days=366))
    assert titles(editor, "?review=overdue") == ["Myöhässä"]
    assert tree.advice.title in titles(editor, "?review=old")
    assert "Myöhässä" not in titles(editor, "?review=old")
    assert titles(editor, "?owner=tiimi a") == ["Myöhässä"]
    assert "Tukiportti" not in titles(editor, "?lacks=sv")
    assert "Myöhässä" in titles(editor, "?lacks=sv")
    assert len(titles(editor, "?review=nonsense&lacks=xx&p=99")) == len(titles(editor))


def test_the_report_costs_the_same_whatever_its_rows() -> None:
    tree, editor = builders.tree(), signed_in("Editors")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(REPORT).status_code == 200
        return len(captured)

    cost()
    few = cost()
    for number in range(4):
        builders.advice(tree.topic, f"Neuvo {number}", f"neuvo-{number}")
    assert cost() == few


def test_pages_that_were_chosen_are_marked_as_reviewed_today_and_stay_published() -> None:
    tree, editor = builders.tree(), signed_in("Editors")
    address = f"{REPORT}reviewed/?page={tree.advice.pk}&page=x"
    assert tree.advice.title in editor.get(address).content.decode()
    assert editor.post(address, ANSWER).headers["Location"] == REPORT
    page = AdvicePage.objects.get(pk=tree.advice.pk)
    assert (page.reviewed_on, page.next_review) == (TODAY, TODAY + timedelta(days=300))
    assert page.owner_role == "Perhepalvelujen tiimi"
    assert page.live
    assert not page.has_unpublished_changes
    assert page.get_latest_revision().user.email == "editors@esimerkki.example"
    assert page.get_latest_revision_as_object().reviewed_on == TODAY


def test_a_draft_in_the_making_gets_the_dates_and_is_not_published() -> None:
    tree, editor = builders.tree(), signed_in("Editors")
    tree.advice.title = "Keskeneräinen"
    tree.advice.save_revision()
    editor.post(f"{REPORT}reviewed/?page={tree.advice.pk}", ANSWER)
    page = AdvicePage.objects.get(pk=tree.advice.pk)
    assert (page.title, page.reviewed_on) == ("Väsynyt vanhempi", TODAY)
    assert page.has_unpublished_changes
    newest = page.get_latest_revision_as_object()
    assert (newest.title, newest.reviewed_on) == ("Keskeneräinen", TODAY)


@pytest.mark.parametrize("changes", [{"role": ""}, {"next_review": TODAY.isoformat()}])
def test_a_role_and_a_day_ahead_are_asked_for(changes: dict[str, str]) -> None:
    tree, editor = builders.tree(), signed_in("Editors")
    assert editor.post(f"{REPORT}reviewed/?page={tree.advice.pk}", {**ANSWER, **changes}).status_code == 200
    assert AdvicePage.objects.get(pk=tree.advice.pk).reviewed_on != TODAY


def test_a_page_that_the_user_may_not_change_is_refused() -> None:
    tree = builders.tree()
    reader = signed_in("Nobody")
    User.objects.get(email="nobody@esimerkki.example").user_permissions.set(
        Permission.objects.filter(codename="access_admin")
    )
    answer = reader.post(f"{REPORT}reviewed/?page={tree.advice.pk}", ANSWER)
    assert "Näitä et voi muuttaa" in answer.content.decode()
    assert AdvicePage.objects.get(pk=tree.advice.pk).reviewed_on != TODAY
