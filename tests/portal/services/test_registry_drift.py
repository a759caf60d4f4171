"""Drift from the national registry as editors meet it: on the front page, in the listings and in their filters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.services.models import FieldDecision, RegistryRun, RunOutcome, StagedEntry
from portal.services.models.entry_words import rows_of
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
FRONT = "/cms/"
KINDS = {"service": "services", "channel": "channels", "place": "places", "partner": "partners"}
MAKE = {"service": builders.facts, "channel": builders.channel, "place": builders.place, "partner": builders.partner}


def followed(tie: str, key: str, **more: Any) -> StagedEntry:
    """An entry of ours that follows one of the registry."""
    made: Any = MAKE[tie]
    kind = "organisation" if tie == "partner" else tie
    number = StagedEntry.objects.count() + 1
    values = {
        "kind": kind, "source_id": f"{number:08d}-0000-4000-8000-000000000001", "wire": "ptv-v11", "name": key,
        "state": "unchanged", "payload": {}, "record": {}, "version": "v", "field_versions": {},
        "read_at": timezone.now(), "changed_at": timezone.now(), tie: made(key),
    }  # fmt: skip
    return StagedEntry.objects.create(**{**values, **more})


def decided(entry: StagedEntry, field: str, choice: str = "keep", **more: Any) -> FieldDecision:
    moments = {"read_at": timezone.now(), "decided_at": timezone.now()}
    return FieldDecision.objects.create(entry=entry, field=field, choice=choice, **moments, **more)


def overridden(entry: StagedEntry, field: str, days: int) -> FieldDecision:
    return decided(entry, field, "override", reason="Syy", until=timezone.localdate() + timedelta(days=days))


def keys(client: Client, kind: str, chosen: str) -> set[str]:
    found = client.get(f"/cms/{kind}/results/?drift={chosen}").context["object_list"]
    return set(found.values_list("key", flat=True))


@pytest.mark.parametrize("tie", ["service", *(pytest.param(one, marks=pytest.mark.wide) for one in list(KINDS)[1:])])
def test_each_listing_shows_its_drift_and_is_narrowed_to_it(tie: str, editor: Client) -> None:
    drifts, ended, gone = followed(tie, "drifts"), followed(tie, "ended"), followed(tie, "gone", gone_at=timezone.now())
    followed(tie, "same")
    made: Any = MAKE[tie]
    made("alone")
    decided(drifts, "languages", drifted=True)
    decided(drifts, "fi:name", drifted=True)
    decided(drifts, "municipalities")
    overridden(ended, "languages", -1)
    overridden(ended, "municipalities", 0)
    kind = KINDS[tie]
    narrowed = {one: keys(editor, kind, one) for one in ("drifted", "ended", "gone", "follows")}
    assert narrowed["drifted"] == {"drifts"}
    assert narrowed["ended"] == {"ended"}
    assert narrowed["gone"] == {"gone"}
    assert narrowed["follows"] >= {"drifts", "ended", "gone", "same"}
    assert "alone" not in narrowed["follows"]
    page = editor.get(f"/cms/{kind}/results/").content.decode()
    for entry, said in ((drifts, "2 tietoa"), (ended, "1 tieto"), (gone, "Kadonnut")):
        assert f'<a href="/cms/registry/{entry.pk}/">{said}</a>' in page


def test_the_front_page_counts_what_asks_and_each_line_leads_to_its_listing(editor: Client) -> None:
    service, place = followed("service", "palvelu"), followed("place", "paikka")
    for field in ("languages", "fi:name"):
        decided(service, field, drifted=True)
    overridden(place, "languages", -1)
    for number, state in enumerate(("new", "new", "vanished", "restored", "changed", "acknowledged")):
        StagedEntry.objects.filter(pk=followed("channel", f"kanava{number}").pk).update(state=state)
    page = editor.get(FRONT).content.decode()
    for address, said in (
        ("/cms/services/?drift=drifted", "Palvelut: tietoja, jotka eroavat palvelutietovarannosta: 2"),
        ("/cms/places/?drift=ended", "Paikat: omia tietoja, joiden viimeinen päivä on mennyt: 1"),
        ("/cms/registry/?state=new", "Palvelutietovaranto: uusia tietoja: 2"),
        ("/cms/registry/?state=vanished", "Palvelutietovaranto: kadonneita tietoja: 1"),
        ("/cms/registry/?state=restored", "Palvelutietovaranto: palanneita tietoja: 1"),
        ("/cms/registry/?state=changed", "Palvelutietovaranto: muuttuneita tietoja: 1"),
    ):
        assert f'<a href="{address}">{said}</a>' in page
        assert editor.get(address).status_code == 200
    assert "?drift=drifted" not in page.replace("/cms/services/?drift=drifted", "")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        pytest.param(RunOutcome.DONE, "Palvelutietovaranto luettiin", marks=pytest.mark.wide),
        (RunOutcome.FAILED, "luku epäonnistui"),
        (RunOutcome.STOPPED, "yli viidesosa olisi kadonnut"),
        pytest.param(RunOutcome.INCOMPLETE, "sai siitä vain osan", marks=pytest.mark.wide),
        pytest.param(RunOutcome.RUNNING, "luku keskeytyi", marks=pytest.mark.wide),
    ],
)
def test_the_front_page_says_how_the_last_read_ended(outcome: str, said: str, editor: Client) -> None:
    assert "tietovaranto" not in str(editor.get(FRONT).context["panels"])
    RegistryRun.objects.create(source="a", outcome="done", ended=timezone.now() - timedelta(days=3))
    RegistryRun.objects.create(source="a", outcome=outcome, ended=timezone.now())
    page = editor.get(FRONT).content.decode()
    assert said in page
    # Where the last one did not end well, the last good one is told too.
    assert "Palvelutietovaranto luettiin" in page
    assert 'href="/cms/registry/"' in page


def test_an_override_whose_day_has_passed_has_a_state_of_its_own_in_the_registrys_listing(editor: Client) -> None:
    ended, drifts = followed("service", "ended"), followed("service", "drifts")
    overridden(ended, "languages", -1)
    decided(drifts, "languages", drifted=True)
    assert [one.pk for one in editor.get("/cms/registry/?state=ended").context["page"]] == [ended.pk]
    assert {one.pk for one in editor.get("/cms/registry/?state=drift").context["page"]} == {ended.pk, drifts.pk}


def test_the_listing_and_the_front_page_cost_the_same_whatever_drifts(editor: Client) -> None:
    def cost(address: str) -> int:
        editor.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address).status_code == 200
        return len(captured)

    decided(followed("service", "s0"), "languages", drifted=True)
    addresses = ("/cms/services/results/", "/cms/services/results/?drift=drifted", FRONT)
    few = [cost(one) for one in addresses]
    for number in range(1, 5):
        decided(followed("service", f"s{number}"), "languages", drifted=True)
    assert [cost(one) for one in addresses] == few
    assert rows_of(StagedEntry).count() == 5
