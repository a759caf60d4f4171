"""The number comes first, and no page of the catalogue or the front page is a dead end."""

from __future__ import annotations

from typing import Final

import pytest
from django.test import Client

from portal.core.locales import reverse_in
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
SERVICE: Final = {
    "fi": "/fi/palvelut/kotipalvelu-fi/",
    "sv": "/sv/tjanster/kotipalvelu-sv/",
    "fi-simple": "/fi-simple/palvelut/kotipalvelu-fi-simple/",
}


def main_of(client: Client, path: str) -> str:
    """What stands in the main part of a page."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("code", SERVICE)
def test_the_number_and_whether_it_is_answered_come_before_everything_but_the_name(client: Client, code: str) -> None:
    builders.service()
    page = main_of(client, SERVICE[code])
    name, number = page.index("</h1>"), page.index('href="tel:0791002030"')
    now = page.index("tp-contact__now")
    assert name < number < now < page.index("govuk-body-l")
    assert page.count('href="tel:0791002030"') == 1


def test_a_service_without_a_phone_begins_with_what_it_is(client: Client) -> None:
    builders.live(builders.facts(phone=""), "fi")
    assert "tp-call" not in main_of(client, SERVICE["fi"])


@pytest.mark.parametrize("code", SERVICE)
def test_a_place_and_a_partner_lead_on_to_finding(client: Client, code: str) -> None:
    builders.said(builders.place(), code)
    builders.said(builders.partner(), code)
    find = f'href="{reverse_in("find-service", code)}"'
    place = main_of(client, reverse_in("place", code, slug=f"perhekeskus-{code}"))
    assert find in place
    assert f'href="{reverse_in("municipality", code, code="951")}"' in place
    assert find in main_of(client, reverse_in("partner", code, slug=f"lyhty-{code}"))


@pytest.mark.parametrize("code", SERVICE)
def test_every_service_leads_on_to_finding(client: Client, code: str) -> None:
    builders.service()
    page = main_of(client, SERVICE[code])
    assert f'href="{reverse_in("find-service", code)}"' in page
    assert f'href="/{code}/n/"' in page


@pytest.mark.parametrize("code", SERVICE)
def test_the_hub_leads_to_lists_letters_places_and_partners(client: Client, code: str) -> None:
    builders.service()
    page = main_of(client, reverse_in("find-service", code))
    for name in ("services", "service-letters", "places", "partners"):
        assert f'href="{reverse_in(name, code)}"' in page
    assert 'id="near"' in page
