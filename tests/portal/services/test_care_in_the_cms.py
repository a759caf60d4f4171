"""The care of the catalogue in the CMS: panels of the forms, the report, and the numbers on the front page."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.services.cms.dashboard import waiting
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
REPORT = "/cms/reports/completeness/"


def test_both_forms_of_an_entry_say_what_it_lacks(editor: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="sv")
    for address in (f"/cms/services/edit/{facts.pk}/", f"/cms/service-words/edit/{words.pk}/"):
        page = unescape(editor.get(address).content.decode())
        assert "Siltä puuttuu:" in page
        assert "Omistajan postilaatikko" in page


def test_the_form_of_the_words_gives_advice_on_the_newest_text_and_still_saves(editor: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="fi")
    words.description = "<p>Soita 079 100 2030.</p>"
    words.save_revision()
    page = unescape(editor.get(f"/cms/service-words/edit/{words.pk}/").content.decode())
    assert "<q>079 100 2030</q>" in page
    words.get_latest_revision().publish()
    assert words.__class__.objects.get(pk=words.pk).description == "<p>Soita 079 100 2030.</p>"


@pytest.mark.wide
def test_a_new_entry_has_a_form_without_the_panels(editor: Client) -> None:
    for name in ("services", "channels", "places", "partners"):
        page = editor.get(f"/cms/{name}/add/")
        assert page.status_code == 200
        assert "Siltä puuttuu:" not in unescape(page.content.decode())


def test_the_report_puts_first_what_lacks_most(editor: Client) -> None:
    builders.service("valmis", owner="a@esimerkkila.example")
    builders.facts("kesken")
    builders.facts("lopetettu", archived_on=TODAY)
    rows = [(row.name, row.found.share) for row in editor.get(REPORT).context["rows"]]
    assert [name for name, _share in rows] == ["kesken", "Kotiapu valmis fi"]
    assert rows[0][1] < rows[1][1] < 100


def test_the_report_costs_the_same_whatever_its_rows(editor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(f"{REPORT}?kind=services&p=9").status_code == 200
        return len(captured)

    builders.many(2)
    cost()
    few = cost()
    builders.many(9, begin=2)
    assert cost() == few


@pytest.mark.parametrize("address", [REPORT, "/cms/reports/coverage/"])
def test_who_may_not_see_the_catalogue_sees_no_report_of_it(address: str) -> None:
    reader = builders.signed_in("Nobody")
    User.objects.get(email="nobody@esimerkki.example").user_permissions.set(
        Permission.objects.filter(codename="access_admin")
    )
    assert reader.get(address).status_code in {302, 403}
    assert "review=overdue" not in reader.get("/cms/").content.decode()


def test_the_front_page_counts_what_waits_and_leads_to_it(editor: Client) -> None:
    builders.facts("myohassa", next_review=TODAY - timedelta(days=1))
    builders.facts("lopetettu", next_review=TODAY - timedelta(days=1), archived_on=TODAY)
    builders.channel("paattyy", audience="professionals", expires_on=TODAY + timedelta(days=30))
    builders.channel("myohemmin", audience="staff", expires_on=TODAY + timedelta(days=31))
    page = unescape(editor.get("/cms/").content.decode())
    for address, count in (("/cms/services/?review=overdue", 1), ("/cms/channels/?expiry=soon", 1)):
        assert f'href="{address}"' in page
        line = page.split(f'href="{address}"', 1)[1].split("</a>", 1)[0]
        assert line.endswith(f": {count}")
    assert "/cms/places/?review=overdue" not in page


@pytest.mark.wide
def test_each_line_counts_just_the_rows_of_the_listing_that_it_leads_to(editor: Client) -> None:
    builders.service("valmis")
    half = builders.facts("kesken", next_review=TODAY - timedelta(days=3))
    builders.live(half, "fi")
    builders.draft(half, "sv")
    lines = waiting()
    assert sum(line.count for line in lines) > 3
    for line in lines:
        listing = editor.get(line.url).context["object_list"]
        assert listing.count() == line.count, line.said


def test_the_front_page_costs_the_same_whatever_waits() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            waiting()
        return len(captured)

    few = cost()
    builders.many(5)
    assert cost() == few == 8
    assert reverse("services_completeness") == REPORT
