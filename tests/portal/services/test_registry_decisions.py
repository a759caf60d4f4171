"""What an editor decides of an entry of the national registry, and what then stands on the public page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.services.models import ChannelFacts, FieldDecision, PlaceFacts, ServiceFacts, StagedEntry
from portal.services.staging.comparing import compared
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.portal.services import builders
from tests.portal.services.registry_world import charged, read, renamed, services_of, staged, standing

pytestmark = pytest.mark.django_db
PAGES = {
    "fi": ("/fi/palvelut/kotipalvelu-fi/", "Lähde: PTV, luettu"),
    "sv": ("/sv/tjanster/kotipalvelu-sv/", "Källa: PTV, läst"),
    "fi-simple": ("/fi-simple/palvelut/kotipalvelu-fi-simple/", "Se on luettu"),
}


@pytest.fixture(autouse=True)
def both_languages() -> None:
    """The languages that the registry's words are taken in."""
    for code in ("fi", "sv"):
        builders.locale(code)


def address(entry: StagedEntry) -> str:
    return f"/cms/registry/{entry.pk}/"


def sent(entry: StagedEntry, choices: dict[str, str], **more: Any) -> dict[str, Any]:
    """What the form of an entry sends: the choices by field, and what else is filled in."""
    data: dict[str, Any] = {"version": entry.version, "action": "apply"}
    for number, one in enumerate(compared(entry, entry.facts)):
        data[f"choice-{number}"] = choices.get(one.field, choices.get("*", ""))
        for name in ("reason", "until"):
            if f"{name}:{one.field}" in more:
                data[f"{name}-{number}"] = more[f"{name}:{one.field}"]
    return {**data, **{name: value for name, value in more.items() if ":" not in name}}


def decided(editor: Client, entry: StagedEntry, choices: dict[str, str], **more: Any) -> None:
    response = editor.post(address(entry), sent(entry, choices, **more))
    assert response.status_code == 302, response.content.decode()[-6000:]


@pytest.mark.parametrize("version", [11, 12])
def test_two_reads_with_a_change_a_vanished_service_and_an_override_between(version: int, editor: Client) -> None:
    builders.service(free_of_charge=False)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    with standing(version) as (world, registry):
        read(registry)
        override = {"reason:free_of_charge": "Maksu muuttuu", "until:free_of_charge": until}
        choices = {"free_of_charge": "override", "target_groups": "take", "fi:name": "keep"}
        decided(editor, staged(1), choices, whose="known", key="kotipalvelu", **override)
        facts = ServiceFacts.objects.get()
        assert (facts.free_of_charge, facts.target_groups) == (False, ["KR1.2"])
        for path, line in PAGES.values():
            assert line in Client().get(path).content.decode()
        renamed(world, version, 1, "Toinen nimi")
        charged(world, version, 1)
        services_of(world, version).pop()
        read(registry)
    facts.refresh_from_db()
    assert (facts.free_of_charge, staged(7).state) == (False, "vanished")
    drifted = FieldDecision.objects.filter(drifted=True).values_list("field", flat=True)
    assert sorted(drifted) == ["fi:name", "free_of_charge"]
    page = editor.get("/cms/registry/?state=drift").content.decode()
    assert "Toinen nimi" in page
    assert "Social handledning 7" not in page
    assert "Eriytynyt: lähde on muuttunut" in editor.get(address(staged(1))).content.decode()
    assert "Toinen nimi" not in Client().get(PAGES["fi"][0]).content.decode()
    assert Client().get(PAGES["fi"][0]).status_code == 200


def test_an_override_past_its_day_asks_and_takes_nothing(editor: Client) -> None:
    facts = builders.service(free_of_charge=False)
    with standing(11) as (_, registry):
        read(registry)
        override = {"reason:free_of_charge": "Maksu", "until:free_of_charge": timezone.localdate().isoformat()}
        decided(editor, staged(1), {"free_of_charge": "override"}, whose="known", key=facts.key, **override)
        FieldDecision.objects.update(until=timezone.localdate() - timedelta(days=1))
        read(registry)
    facts.refresh_from_db()
    assert facts.free_of_charge is False
    page = editor.get(address(staged(1))).content.decode()
    assert "Päätä uudelleen" in page
    assert "Lapsiperheiden sosiaaliohjaus 1" in editor.get("/cms/registry/?state=drift").content.decode()


def test_a_new_entry_begins_with_facts_and_drafts_and_no_plain_language(editor: Client) -> None:
    with standing(11) as (_, registry):
        read(registry)
    decided(editor, staged(1), {"*": "take"}, whose="new", team="Perhepalvelut")
    facts = ServiceFacts.objects.get()
    assert (facts.key, facts.free_of_charge, facts.verified_by) == (
        "lapsiperheiden-sosiaaliohjaus-1",
        True,
        "Perhepalvelut",
    )
    words = {one.locale.language_code: one for one in facts.words.select_related("locale")}
    assert set(words) == {"fi", "sv"}
    assert not any(one.live for one in words.values())
    draft = words["fi"].get_latest_revision_as_object()
    assert draft.description == "<p>Autamme perhettä.</p><ul><li>kotona</li><li>koulussa</li></ul>"
    assert draft.how_to_start == "Soita neuvontaan."
    assert staged(1).state == "unchanged"
    assert Client().get(f"/fi/palvelut/{facts.key}/").status_code == 404


def test_a_phone_and_a_place_bring_their_numbers_hours_and_coordinates(editor: Client) -> None:
    with standing(12) as (_, registry):
        read(registry)
    decided(editor, staged(1, v11.CHANNEL), {"*": "take"}, whose="new", team="Tiimi")
    decided(editor, staged(2, v11.CHANNEL), {"*": "take"}, whose="new", team="Tiimi", municipality="951")
    phone, place = ChannelFacts.objects.get(), PlaceFacts.objects.get()
    assert (phone.kind, phone.number) == ("phone", "0791234567")
    assert [(one.first_day, one.last_day, f"{one.opens:%H}") for one in phone.hours.all()] == [(0, 4, "09")]
    assert 60 < (place.latitude or 0) < 61
    assert place.hours.count() == 1


def test_words_that_are_live_get_a_draft_and_stay_as_they_are(editor: Client) -> None:
    facts = builders.service()
    with standing(11) as (_, registry):
        read(registry)
    decided(editor, staged(1), {"fi:summary": "take"}, whose="known", key=facts.key)
    words = facts.words.get(locale__language_code="fi")
    assert words.has_unpublished_changes
    assert words.get_latest_revision_as_object().summary == "Apua arkeen."
    assert "Apua arkeen." not in Client().get(PAGES["fi"][0]).content.decode()


def test_what_is_changed_here_no_longer_names_the_registry(editor: Client) -> None:
    facts = builders.service()
    with standing(11) as (_, registry):
        read(registry)
    decided(editor, staged(1), {"target_groups": "take"}, whose="known", key=facts.key)
    page = editor.get(f"/cms/services/edit/{facts.pk}/").content.decode()
    assert "PTV, luettu" in page
    facts = ServiceFacts.objects.get()
    facts.target_groups = ["KR1.3"]
    facts.save()
    assert "PTV" not in Client().get(PAGES["fi"][0]).content.decode()
    assert "Sitä on muutettu täällä" in editor.get(f"/cms/services/edit/{facts.pk}/").content.decode()


@pytest.mark.parametrize(
    ("choices", "more"),
    [
        ({"free_of_charge": "override"}, {"whose": "known", "key": "kotipalvelu"}),
        ({"free_of_charge": "override"}, {"whose": "known", "key": "kotipalvelu", "reason:free_of_charge": "Syy"}),
        (
            {"free_of_charge": "override"},
            {
                "whose": "known",
                "key": "kotipalvelu",
                "reason:free_of_charge": "Syy",
                "until:free_of_charge": "2020-01-01",
            },
        ),
        ({"*": "take"}, {"whose": "new"}),
        ({"*": "take"}, {"whose": "known", "key": "puuttuu"}),
        ({"*": "take"}, {"whose": "known", "key": "kotipalvelu", "version": "toinen"}),
        ({"*": "something"}, {"whose": "known", "key": "kotipalvelu"}),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_happens(
    editor: Client, choices: dict[str, str], more: dict[str, Any]
) -> None:
    builders.service()
    with standing(11) as (_, registry):
        read(registry)
    response = editor.post(address(staged(1)), sent(staged(1), choices, **more))
    assert response.status_code == 200
    assert "Ei vielä tehty" in response.content.decode()
    assert (FieldDecision.objects.count(), ServiceFacts.objects.count(), staged(1).service) == (0, 1, None)


def test_the_listing_takes_as_many_queries_for_one_entry_as_for_ten(editor: Client) -> None:
    with standing(11) as (world, registry):
        services_of(world, 11)[1:] = []
        read(registry)
        editor.get("/cms/registry/")
        with CaptureQueriesContext(connection) as few:
            editor.get("/cms/registry/")
        services_of(world, 11).extend(v11.service(number) for number in range(2, 8))
        read(registry)
        with CaptureQueriesContext(connection) as many:
            editor.get("/cms/registry/")
    assert len(few) == len(many)


def test_nobody_without_the_right_sees_it(client: Client) -> None:
    assert client.get("/cms/registry/").status_code == 302
