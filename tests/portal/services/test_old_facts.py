"""What readers are told of facts that nobody has verified for over a year, in three variants."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.services.addresses import page_url, partner_url, place_url
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
OLD = timezone.localdate() - timedelta(days=366)
YEAR = timezone.localdate() - timedelta(days=365)
ENTRY = {"fi": "Näitä tietoja ei ole", "sv": "De här uppgifterna har inte", "fi-simple": "Kukaan ei ole tarkistanut"}
WIDE = pytest.mark.wide
IN_EACH = pytest.mark.parametrize("code", ["fi", pytest.param("sv", marks=WIDE), pytest.param("fi-simple", marks=WIDE)])
CHANNEL = {"fi": "Tieto voi olla vanhentunut", "sv": "Den kan ha ändrats", "fi-simple": "Tämä voi olla vanha tieto"}


def page(address: str) -> str:
    return unescape(Client().get(address).content.decode())


@IN_EACH
def test_a_service_says_it_of_its_facts_and_of_each_old_channel(code: str) -> None:
    facts = builders.facts(verified_on=OLD)
    builders.live(facts, code)
    phone = facts.channel_links.get().channel
    address = page_url(code, f"kotipalvelu-{code}")
    assert ENTRY[code] in page(address)
    assert CHANNEL[code] not in page(address)
    type(phone).objects.filter(pk=phone.pk).update(verified_on=OLD)
    type(facts).objects.filter(pk=facts.pk).update(verified_on=YEAR)
    assert ENTRY[code] not in page(address)
    assert page(address).count(CHANNEL[code]) == 1


@IN_EACH
def test_places_and_partners_say_it_too(code: str) -> None:
    place, partner = builders.place(verified_on=OLD), builders.partner(verified_on=OLD)
    chat = {"kind": "chat", "number": "", "url": "https://chat.esimerkkila.example/"}
    builders.channel("talon", place=place, verified_on=OLD, **chat)
    builders.channel("lyhdyn", partner=partner, verified_on=OLD, **chat)
    builders.said(place, code)
    builders.said(partner, code)
    for address in (place_url(code, f"perhekeskus-{code}"), partner_url(code, f"lyhty-{code}")):
        assert ENTRY[code] in page(address)
        assert page(address).count(CHANNEL[code]) == 1
