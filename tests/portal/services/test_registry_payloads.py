"""Payloads that nobody of us wrote: markup, huge texts, no names, unknown languages, an organisation and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.services.models import ChannelFacts, Choice, ServiceFacts, StagedEntry
from portal.services.staging.comparing import compared
from portal.services.staging.staging_service import NewEntry, Wish, decide
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.portal.services import builders
from tests.portal.services.registry_world import NAMES, read, staged, standing, states

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script><b>Ohjaus</b> & tuki"
HUGE = "Pitkä lause. " * 1500

both = pytest.mark.parametrize("version", [11, pytest.param(12, marks=pytest.mark.wide)])


def strange(version: int, name: str | None) -> dict[str, Any]:
    """A service with markup in its name and text, a huge instruction and languages that nobody knows."""
    if version == 11:
        names = v11.text(name, type="Name") if name else []
        texts = [
            *v11.text(f"{MARKUP}\n\n* {MARKUP}", type="Description"),
            *v11.text(HUGE, type="UserInstruction"),
            {"language": "xx", "value": "Qapla", "type": "Summary"},
            {"language": "fi", "value": None, "type": "Summary"},
        ]
        more: dict[str, Any] = {"languages": ["fi", "xx", "tlh"], "serviceChannels": None}
        return v11.service(1, serviceNames=names, serviceDescriptions=texts, **more)
    finnish = {"name": name, "description": f"{MARKUP}\n\n* {MARKUP}", "userInstructions": HUGE, "summary": None}
    worded = {"fi": finnish, "xx": {"summary": "Qapla"}, "sv": None}
    return v12.service(1, languageVersions=worded, serviceLanguages=["fi", "xx", "tlh"])


def everything() -> dict[str, Wish]:
    return {one.field: Wish(Choice.TAKE) for one in compared(staged(1), None) if one.theirs is not None}


@both
def test_markup_and_huge_texts_are_text_and_unknown_languages_are_told(version: int, editor: Client) -> None:
    for code in ("fi", "sv"):
        builders.locale(code)
    with standing(version) as (world, registry):
        world.entries[NAMES[version][0]] = [strange(version, MARKUP)]
        read(registry)
    page = editor.get(f"/cms/registry/{staged(1).pk}/").content.decode()
    assert "<script>alert" not in page
    assert "languages: tlh" in page
    facts = decide(staged(1), everything(), user=None, into=NewEntry("Tiimi"))
    words = facts.words.get(locale__language_code="fi")
    words.get_latest_revision().publish()
    words.refresh_from_db()
    assert ServiceFacts.objects.get().languages == ["fi"]
    public = Client().get(f"/fi/palvelut/{words.slug}/").content.decode()
    assert "<script>alert" not in public
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in public
    assert public.count("Pitkä lause.") >= 1500


@both
def test_an_entry_without_a_name_is_staged_and_told_and_can_be_decided_on(version: int, editor: Client) -> None:
    with standing(version) as (world, registry):
        world.entries[NAMES[version][0]] = [strange(version, None)]
        read(registry)
    entry = staged(1)
    assert (entry.name, entry.problem_count > 0) == (entry.source_id, True)
    assert editor.get(f"/cms/registry/{entry.pk}/").status_code == 200
    decide(entry, {"languages": Wish(Choice.TAKE)}, user=None, into=NewEntry("Tiimi"))
    assert ServiceFacts.objects.get().key == entry.source_id


@both
def test_a_registry_with_an_organisation_and_nothing_else_is_read(version: int) -> None:
    with standing(version) as (world, registry):
        for name in (*NAMES[version], "connection"):
            world.entries[name] = []
        assert read(registry).outcome == "done"
        assert (states(), StagedEntry.objects.get().kind) == ({"new": 1}, "organisation")


@pytest.mark.parametrize(
    ("number", "prefix", "said"),
    [
        ("791234567", "+358", "0791234567"),
        ("0791234567", "+358", "0791234567"),
        ("079 123 4567", None, "079 123 4567"),
        ("+358 79 123 4567", None, "+358 79 123 4567"),
        ("116117", None, "116117"),
        ("8123456", "+46", "+46 8123456"),
    ],
)
def test_a_number_is_taken_as_it_is_dialled_with_a_prefix_and_without(
    number: str, prefix: str | None, said: str
) -> None:
    with standing(11) as (world, registry):
        world.entries["Service"] = []
        world.entries["ServiceChannel"] = [v11.phone_channel(1, phoneNumbers=[v11.phone(number, prefixNumber=prefix)])]
        read(registry)
    decide(staged(1, v11.CHANNEL), {"number": Wish(Choice.TAKE)}, user=None, into=NewEntry("Tiimi"))
    assert ChannelFacts.objects.get().number == said
