"""The registry's connections of services with channels and places, and the links of ours that an editor makes of them."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.services.models import (
    ChannelFacts,
    Choice,
    EntryFacts,
    FieldDecision,
    PlaceFacts,
    ServiceChannel,
    ServiceFacts,
)
from portal.services.staging.comparing import compared
from portal.services.staging.staging_service import NewEntry, Wish, decide
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.server import World
from tests.portal.services import builders
from tests.portal.services.registry_world import read, services_of, staged, standing

pytestmark = pytest.mark.django_db
TAKE = {"ways": Wish(Choice.TAKE)}
ABSENT = v11.an_id(v11.CHANNEL, 9)


def connected(world: World, version: int, *channels: int) -> None:
    """Connects the first service with these channels of the registry, and with nothing else."""
    if version == 11:
        ids = [v11.an_id(v11.CHANNEL, one) for one in channels]
        services_of(world, 11)[0]["serviceChannels"] = [v11.connected("serviceChannel", one) for one in ids]
    else:
        world.entries["connection"] = [v12.connection(1, one) for one in channels]


def linked(facts: ServiceFacts) -> tuple[list[str], list[str]]:
    channels = facts.channel_links.values_list("channel__key", flat=True)
    return list(channels), list(facts.place_links.values_list("place__key", flat=True))


def tied(number: int, into: EntryFacts | NewEntry) -> None:
    decide(staged(number, v11.CHANNEL), {}, user=None, into=into)


@pytest.mark.parametrize("version", [11, pytest.param(12, marks=pytest.mark.wide)])
def test_taken_ways_link_what_we_have_leave_what_is_ours_and_tell_what_is_missing(version: int, editor: Client) -> None:
    phone, place = builders.channel("neuvonta"), builders.place("perhekeskus")
    facts = builders.facts()
    with standing(version) as (world, registry):
        connected(world, version, 1, 2, 9)
        read(registry)
        tied(1, phone)
        decide(staged(1), {}, user=None, into=facts)
        page = editor.get(f"/cms/registry/{staged(1).pk}/").content.decode()
        for said in (
            "Kanava 1<br>",
            "Kanava 2: ei ole vielä palveluhakemistossamme",
            f"{ABSENT}: ei ole tietovarannosta",
        ):
            assert said in page
        decide(staged(1), TAKE, user=None)
        assert linked(ServiceFacts.objects.get()) == (["kotipalvelu-puhelin", "neuvonta"], [])
        # The place comes to us later: the service waits again, and taking its ways once more links it.
        decide(staged(1), {one: Wish(Choice.KEEP) for one in others()}, user=None)
        assert staged(1).state == "unchanged"
        tied(2, place)
        assert staged(1).state == "changed"
        decide(staged(1), TAKE, user=None)
        assert linked(ServiceFacts.objects.get()) == (["kotipalvelu-puhelin", "neuvonta"], ["perhekeskus"])
        connected(world, version, 2)
        read(registry)
        assert FieldDecision.objects.get(field="ways").drifted
        assert linked(ServiceFacts.objects.get())[0] == ["kotipalvelu-puhelin", "neuvonta"]
        decide(staged(1), TAKE, user=None)
    assert linked(ServiceFacts.objects.get()) == (["kotipalvelu-puhelin"], ["perhekeskus"])
    assert [one.sort_order for one in ServiceChannel.objects.all()] == [0]


def others() -> set[str]:
    """The fields of the first service on which nothing is decided yet."""
    return {one.field for one in compared(staged(1), staged(1).facts) if one.decision is None}


def test_both_versions_say_the_same_ways() -> None:
    values = []
    for version in (11, 12):
        with standing(version) as (world, registry):
            connected(world, version, 2, 1, 1)
            read(registry)
            decide(staged(1), TAKE, user=None, into=NewEntry("Tiimi") if version == 11 else None)
        values.append(FieldDecision.objects.get(field="ways").source_value)
    assert values == [[v11.an_id(v11.CHANNEL, 1), v11.an_id(v11.CHANNEL, 2)]] * 2
    assert not FieldDecision.objects.get(field="ways").drifted


def test_kept_ways_drift_and_change_nothing(editor: Client) -> None:
    facts = builders.facts()
    with standing(12) as (world, registry):
        connected(world, 12, 1)
        read(registry)
        decide(staged(1), {"ways": Wish(Choice.KEEP)}, user=None, into=facts)
        connected(world, 12)
        read(registry)
    assert FieldDecision.objects.get(field="ways").drifted
    assert linked(facts) == (["kotipalvelu-puhelin"], [])
    assert "Palvelun asiointikanavat ja paikat" in editor.get(f"/cms/registry/{staged(1).pk}/").content.decode()


@pytest.mark.wide
def test_the_page_names_the_registry_while_a_taken_way_stands_on_it() -> None:
    facts, phone = builders.service(), builders.channel("neuvonta")
    builders.said(phone, "fi")
    path = "/fi/palvelut/kotipalvelu-fi/"
    with standing(11) as (_, registry):
        read(registry)
        decide(staged(1), TAKE, user=None, into=facts)
        assert "PTV" not in Client().get(path).content.decode()
        tied(1, phone)
        decide(staged(1), TAKE, user=None)
    page = Client().get(path).content.decode()
    assert "PTV" in page
    assert "neuvonta fi" in page
    found = ServiceFacts.objects.get()
    found.channel_links = [one for one in found.channel_links.all() if one.channel_id != phone.pk]
    found.save()
    assert "PTV" not in Client().get(path).content.decode()


def test_what_a_connection_says_of_its_own_is_told_since_our_links_cannot_hold_it(editor: Client) -> None:
    with standing(11) as (world, registry):
        own = v11.connected("serviceChannel", v11.an_id(v11.CHANNEL, 1), serviceHours=[v11.workdays()])
        services_of(world, 11)[0]["serviceChannels"] = [own]
        read(registry)
    page = editor.get(f"/cms/registry/{staged(1).pk}/").content.decode()
    assert f"ways: {v11.an_id(v11.CHANNEL, 1)}: hours" in page
    assert (ChannelFacts.objects.count(), PlaceFacts.objects.count()) == (0, 0)
