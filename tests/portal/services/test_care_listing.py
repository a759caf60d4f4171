"""The listings as those who keep the catalogue true meet them: who keeps what, what waits, and "verified today"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.core.locales import VARIANTS
from portal.services.cms.care import completeness_of, for_care
from portal.services.models import ChannelFacts, ServiceFacts
from tests.portal.services import builders
from tests.portal.services.cms_forms import listed

pytestmark = pytest.mark.django_db
LIST = "/cms/services/results/"
CHANNELS = "/cms/channels/results/"
TODAY = timezone.localdate()
VERIFY = reverse("wagtail_bulk_action", args=["services", "servicefacts", "verify"])
ANSWER = {"verified_by": "Perhepalvelujen tiimi", "next_review": (TODAY + timedelta(days=200)).isoformat()}


def keys(client: Client, address: str) -> set[str]:
    return set(client.get(address).context["object_list"].values_list("key", flat=True))


def test_a_row_says_who_keeps_the_entry_and_when_it_is_looked_at_again(editor: Client) -> None:
    builders.facts(owner="perheet@esimerkkila.example", next_review=date(2027, 3, 4))
    row = listed(editor, LIST)["kotipalvelu"]
    for said in ("perheet@esimerkkila.example", "16.11.2026", "4.3.2027", " %"):
        assert said in row


def test_the_listing_is_narrowed_to_what_is_overdue_and_to_what_nobody_has_verified(editor: Client) -> None:
    builders.facts("ajan", next_review=TODAY)
    builders.facts("myohassa", next_review=TODAY - timedelta(days=1))
    builders.facts("lopetettu", next_review=TODAY - timedelta(days=1), archived_on=TODAY)
    builders.facts("vanha", verified_on=TODAY - timedelta(days=366))
    assert keys(editor, f"{LIST}?review=overdue") == {"myohassa"}
    assert keys(editor, f"{LIST}?review=old") == {"vanha"}


def test_the_listing_is_narrowed_to_what_lacks_a_published_language(editor: Client) -> None:
    builders.service("valmis")
    half = builders.facts("kesken")
    builders.live(half, "fi")
    builders.draft(half, "sv")
    assert keys(editor, f"{LIST}?lacks=sv") == {"kesken"}
    assert keys(editor, f"{LIST}?lacks=fi-simple") == {"kesken"}
    assert not keys(editor, f"{LIST}?lacks=fi")


def test_the_listing_is_narrowed_by_owner_and_by_group(editor: Client) -> None:
    builders.facts("perheet", owner="a@esimerkkila.example", group="families")
    builders.facts("nuoret", owner="b@esimerkkila.example", group="young")
    assert keys(editor, f"{LIST}?owner=a@esimerkkila.example") == {"perheet"}
    assert keys(editor, f"{LIST}?group=young") == {"nuoret"}
    assert keys(editor, f"{LIST}?owner=nobody@x.example&review=nonsense") == {"perheet", "nuoret"}


def test_channels_are_narrowed_to_those_that_have_expired_or_soon_will(editor: Client) -> None:
    for days in (-1, 0, 30, 31):
        builders.channel(f"paiva{days}", audience="professionals", expires_on=TODAY + timedelta(days=days))
    builders.channel("julkinen")
    assert keys(editor, f"{CHANNELS}?expiry=soon") == {"paiva0", "paiva30"}
    assert keys(editor, f"{CHANNELS}?expiry=expired") == {"paiva-1"}
    assert keys(editor, f"{CHANNELS}?audience=public") == {"julkinen"}
    assert keys(editor, f"{CHANNELS}?kind_of_channel=chat") == set()


@pytest.mark.wide
def test_each_listing_costs_the_same_whatever_its_rows(editor: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address).status_code == 200
        return len(captured)

    def fill(numbers: range) -> None:
        for number in numbers:
            place, partner = builders.place(f"paikka{number}"), builders.partner(f"kumppani{number}")
            channel = builders.channel(f"kanava{number}", place=place, partner=partner)
            builders.facts(f"palvelu{number}")
            for one in (place, partner, channel):
                builders.said(one, "fi")

    addresses = [f"/cms/{name}/" for name in ("services", "channels", "places", "partners")]
    fill(range(1))
    few = [(cost(address), cost(address))[1] for address in addresses]
    fill(range(1, 4))
    assert [cost(address) for address in addresses] == few


def test_chosen_rows_are_verified_today_by_the_team_that_was_typed(editor: Client) -> None:
    first, second = (builders.facts(key, verified_on=date(2025, 1, 1)) for key in ("yksi", "kaksi"))
    left = builders.facts("kolme", verified_on=date(2025, 1, 1))
    address = f"{VERIFY}?id={first.pk}&id={second.pk}&id=nonsense&next=/cms/services/"
    assert "yksi" in editor.get(address).content.decode()
    assert editor.post(address, ANSWER).headers["Location"] == "/cms/services/"
    for facts in ServiceFacts.objects.filter(pk__in=[first.pk, second.pk]):
        assert (facts.verified_on, facts.verified_by) == (TODAY, "Perhepalvelujen tiimi")
        assert facts.next_review == TODAY + timedelta(days=200)
        assert facts.revisions.get().user.email == "editors@esimerkki.example"
        assert "Perhepalvelujen tiimi" in str(facts.revisions.get().content)
    left.refresh_from_db()
    assert left.verified_on == date(2025, 1, 1)


@pytest.mark.parametrize("changes", [{"verified_by": ""}, {"next_review": TODAY.isoformat()}, {"next_review": "x"}])
def test_who_checked_and_a_day_ahead_are_asked_for(editor: Client, changes: dict[str, Any]) -> None:
    facts = builders.facts(verified_on=date(2025, 1, 1))
    assert editor.post(f"{VERIFY}?id={facts.pk}", {**ANSWER, **changes}).status_code == 200
    facts.refresh_from_db()
    assert facts.verified_on == date(2025, 1, 1)


def test_nothing_is_verified_unless_it_was_chosen(editor: Client) -> None:
    facts = builders.facts(verified_on=date(2025, 1, 1))
    for choice in ("", "?id=all", "?id=999999"):
        editor.post(f"{VERIFY}{choice}", ANSWER)
    facts.refresh_from_db()
    assert facts.verified_on == date(2025, 1, 1)


def test_who_may_not_change_an_entry_cannot_verify_it() -> None:
    facts = builders.facts(verified_on=date(2025, 1, 1))
    reader = builders.signed_in("Nobody")
    user = User.objects.get(email="nobody@esimerkki.example")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_servicefacts"]))
    address = f"{VERIFY}?id={facts.pk}"
    assert 'name="verified_by"' not in reader.get(address).content.decode()
    reader.post(address, ANSWER)
    facts.refresh_from_db()
    assert facts.verified_on == date(2025, 1, 1)


def test_the_listing_offers_nobody_to_delete_and_nobody_all_pages_at_once(editor: Client) -> None:
    builders.facts()
    page = editor.get("/cms/services/").content.decode()
    assert VERIFY in page
    assert "/servicefacts/delete/" not in page
    assert "data-bulk-action-num-objects-in-listing" not in page


def test_a_new_entry_lacks_nearly_everything_and_each_filled_field_counts() -> None:
    facts = builders.facts(phone="", needs=[])
    poor = completeness_of(for_care(ServiceFacts.objects.all()).get())
    assert (poor.met, poor.asked) == (1, 34)
    assert poor.share == 2
    builders.live(facts, "fi")
    better = completeness_of(for_care(ServiceFacts.objects.all()).get())
    assert better.met == poor.met + 4
    assert any(one.startswith(f"{VARIANTS[0].own_name}: ") for one in better.missing)


def test_a_service_with_a_professional_phone_alone_lacks_a_public_way() -> None:
    builders.service()
    way = ChannelFacts.objects.get()
    before = completeness_of(for_care(ServiceFacts.objects.all()).get())
    ChannelFacts.objects.filter(pk=way.pk).update(audience="professionals", expires_on=TODAY + timedelta(days=9))
    after = completeness_of(for_care(ServiceFacts.objects.all()).get())
    assert (after.met, after.asked) == (before.met - 1, before.asked)
    assert len(after.missing) == len(before.missing) + 1
