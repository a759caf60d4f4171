"""The facts of a service as an editor meets them: public at once, and refused in words when they cannot be true."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.services.models import ChannelFacts, ServiceFacts
from tests.portal.services import builders
from tests.portal.services.cms_forms import form_of_channel, form_of_facts, rows

pytestmark = pytest.mark.django_db
LIST = "/cms/services/"


def test_facts_are_public_as_soon_as_they_are_saved_and_every_save_is_kept(editor: Client) -> None:
    facts = builders.service()
    channel = facts.channel_links.get().channel
    form = form_of_channel(channel, number="079 999 0002")
    assert editor.post(f"/cms/channels/edit/{channel.pk}/", form).status_code == 302
    channel = ChannelFacts.objects.get()
    assert (channel.number, channel.hours.get().last_day, channel.revisions.count()) == ("079 999 0002", 4, 1)
    assert "079 999 0002" in Client().get("/sv/tjanster/kotipalvelu-sv/").content.decode()


def test_the_facts_of_a_service_keep_codes_and_ways(editor: Client) -> None:
    facts = builders.service()
    assert editor.post(f"/cms/services/edit/{facts.pk}/", form_of_facts(facts)).status_code == 302
    facts = ServiceFacts.objects.get()
    assert (facts.needs, facts.service_classes, facts.languages) == (["1", "7"], ["P3.6", "P4.13"], ["fi"])
    assert facts.channel_links.count() == facts.revisions.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"service_classes": "P3.6, höpö"}, "Tuntematon koodi: höpö"),
        ({"needs": ["1", "4711"]}, "4711"),
        ({"minimum_age": "20", "maximum_age": "3"}, "Ylin ikä ei voi olla"),
        ({"law_section": "19 §"}, "Kirjoita myös laki"),
        ({"email": "joku"}, "sähköposti"),
    ],
)
def test_facts_that_cannot_be_true_are_refused_in_words(editor: Client, changes: dict[str, Any], said: str) -> None:
    facts = builders.service()
    response = editor.post(f"/cms/services/edit/{facts.pk}/", form_of_facts(facts, **changes))
    assert response.status_code == 200
    assert said in response.content.decode()
    assert ServiceFacts.objects.get().revisions.count() == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": "soita"}, "Kirjoita numero numeroin"),
        ({"number": ""}, "Puhelin tarvitsee numeron."),
        ({"number": "\x00"}, "079 100 2030"),
        ({"hours-0-first_day": "5"}, "Viimeinen päivä on ennen ensimmäistä."),
        ({"audience": "professionals"}, "tarvitsee päivän, johon asti se näytetään"),
        ({"kind": "chat"}, "Verkossa oleva kanava tarvitsee osoitteen."),
        ({"kind": "walk_in"}, "Kerro, mihin paikkaan tullaan."),
    ],
)
def test_a_channel_that_cannot_be_is_refused_in_words(editor: Client, changes: dict[str, Any], said: str) -> None:
    channel = builders.channel()
    response = editor.post(f"/cms/channels/edit/{channel.pk}/", form_of_channel(channel, **changes))
    assert response.status_code == 200
    assert said in response.content.decode() or said == "079 100 2030"
    assert ChannelFacts.objects.get().revisions.count() == 0


def test_a_new_service_begins_with_its_facts(editor: Client) -> None:
    sample = builders.facts("malli")
    ways = rows("channel_links", [{"channel": sample.channel_links.get().channel_id, "ORDER": "1"}])
    data = form_of_facts(sample, key="uusi-palvelu", **ways)
    assert editor.post("/cms/services/add/", data).status_code == 302
    assert ServiceFacts.objects.get(key="uusi-palvelu").channel_links.count() == 1


def test_facts_are_not_saved_while_someone_is_still_typing(editor: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="fi")
    for address, saves_itself in (
        ("/cms/services/add/", False),
        (f"/cms/services/edit/{facts.pk}/", False),
        (f"/cms/service-words/edit/{words.pk}/", True),
    ):
        response = editor.get(address)
        assert response.context["autosave_enabled"] is saves_itself
        assert ("w-autosave-interval-value" in response.content.decode()) is saves_itself
