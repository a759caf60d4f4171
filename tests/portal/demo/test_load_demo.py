"""The demo county: loaded twice it is the same, tried dry it changes nothing, removed it is gone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from wagtail.models import Locale, Page, Revision, Site
from wagtail_localize.models import StringTranslation, Translation

from portal.core.locales import VARIANT_CODES
from portal.core.plainness import borrowed_share
from portal.demo.public.loading import content, pages, steps
from portal.home.guards import twin_texts
from portal.home.models import AdvicePage, HomePage, ProcessPage, TopicPage
from portal.home.texts import pieces_of, read_on_the_page
from portal.services.models import ServiceWords
from tests.portal.demo.few import load_only_a_few, one_of_each_kind


@pytest.fixture
def quick(settings: Any, tmp_path: Path) -> None:
    """Sign-ins are kept in a folder of the test's own, and nothing is indexed for search."""
    settings.VAR_DIR = tmp_path
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}


def load(*options: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def rows() -> dict[str, int]:
    """How many rows each model holds, those of Wagtail's own logs, indexes and memory of strings left out."""
    ignored = ("index", "log", "session", "string", "template", "permission", "contenttype")
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not any(part in model._meta.model_name for part in ignored)
    }


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.wide)], ids=["a few", "whole"])
def test_the_demo_is_live_in_three_languages_and_loading_it_again_changes_nothing(
    db: None, quick: None, client: Any, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    if not whole:
        load_only_a_few(monkeypatch)
    output = load()
    assert "[1/" in output
    for spec in pages.specs():
        live = Page.objects.filter(translation_key=spec.translation_key, live=True)
        assert {page.locale.language_code for page in live} == set(VARIANT_CODES), spec.key
    if whole:
        assert AdvicePage.objects.filter(locale__language_code="fi").count() >= 14
        assert ServiceWords.objects.filter(live=True).count() >= 108
    for code in VARIANT_CODES:
        assert client.get(f"/{code}/").status_code == 200
    every_page_answers(client)
    swedish_is_a_true_translation()
    plain_language_is_written_anew()
    before, revisions = rows(), Revision.objects.count()
    again = load()
    assert "new" not in again
    assert "changed" not in again.replace("unchanged", "")
    assert rows() == before
    assert Revision.objects.count() == revisions
    pages_of_other_people_stay()
    removed_again()


def every_page_answers(client: Any) -> None:
    for model in (HomePage, TopicPage, AdvicePage, ProcessPage):
        for page in model.objects.filter(live=True):
            response = client.get(page.get_url())
            assert response.status_code == 200, page.get_url()
            assert f'<html lang="{page.locale.language_code}"' in response.content.decode()


def swedish_is_a_true_translation() -> None:
    for translation in Translation.objects.filter(enabled=True).select_related("source", "target_locale"):
        total, done = translation.get_progress()
        assert total == done > 0
    assert StringTranslation.objects.filter(has_error=True).count() == 0


def plain_language_is_written_anew() -> None:
    for page in Page.objects.filter(locale__language_code="fi-simple", live=True, depth__gt=1).specific():
        assert borrowed_share(read_on_the_page(pieces_of(page)), twin_texts(page)) < 0.2, page.title


def pages_of_other_people_stay() -> None:
    with transaction.atomic():
        topic = TopicPage.objects.filter(locale__language_code="fi").first()
        assert topic is not None
        other = AdvicePage(title="Oma sivu", slug="oma", summary="Alueen oma sivu.", locale=topic.locale, live=False)
        topic.add_child(instance=other)
        output = load("--remove")
        assert AdvicePage.objects.filter(pk=other.pk).exists()
        assert "stays" in output
        transaction.set_rollback(True)


def removed_again() -> None:
    load("--remove", "--dry-run")
    assert HomePage.objects.count() == len(VARIANT_CODES)
    load("--remove")
    assert not Page.objects.filter(depth__gt=1).exists()
    assert not ServiceWords.objects.exists()
    assert not Site.objects.exists()
    assert not Translation.objects.exists()
    assert list(Locale.objects.values_list("language_code", flat=True)) == ["fi"]
    load("--remove")


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    db: None, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page of each kind stands for all of them: the whole of the demo is loaded above."""
    monkeypatch.setattr("portal.demo.public.loading.ORDER", ("pages", "people"))
    monkeypatch.setattr("portal.demo.public.loading.pages.specs", one_of_each_kind)
    before = rows()
    output = load("--dry-run")
    assert "fi new, sv new, fi-simple new" in output
    assert "Nothing was changed" in output
    assert rows() == before


def test_production_is_refused_before_anything_is_read(db: None, settings: Any) -> None:
    settings.PRODUCTION = True
    before = rows()
    for options in ((), ("--dry-run",), ("--remove",)):
        with pytest.raises(CommandError, match="production"):
            load(*options)
    assert rows() == before


def test_a_swedish_file_that_does_not_mirror_the_finnish_one_is_named_and_nothing_is_loaded(
    db: None, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = content.read

    def shortened(*parts: str) -> dict[str, Any]:
        data = original(*parts)
        if parts[0] == "sv" and "body" in data:
            data["body"] = data["body"][:-1]
        return data

    monkeypatch.setattr("portal.demo.public.loading.pages.read", shortened)
    before = rows()
    with pytest.raises(CommandError, match=r"sv/.+\.toml"):
        load()
    assert rows() == before


def test_every_finnish_file_has_a_swedish_and_a_plain_one() -> None:
    for kind in ("topics", "advice", "pages", "services"):
        names = [{file.name for file in (content.CONTENT / code / kind).glob("*.toml")} for code in VARIANT_CODES]
        assert names[0] == names[1] == names[2] != set()


def test_the_steps_come_in_their_order_and_each_can_be_undone() -> None:
    names = [step.name for step in steps()]
    assert names.index("pages") < names.index("questionnaire")
    assert all(callable(step.load) and callable(step.remove) for step in steps())


def test_ids_are_the_same_every_time() -> None:
    assert content.stable_id("a", 1) == content.stable_id("a", 1) != content.stable_id("a", 2)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<p>a</p>\n<p>b <strong>c</strong> <em>d</em></p>\n", "<p>a</p><p>b <strong>c</strong> <em>d</em></p>"),
        ("\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("", ""),
        ("   \n", ""),
    ],
)
def test_running_text_is_stored_as_the_editor_would(written: str, stored: str) -> None:
    assert content.html_of(written) == stored


def test_services_in_the_text_are_stored_by_key_with_ids_that_stay() -> None:
    block = {"type": "related_services", "services": ["perheneuvola", "perhetyo"]}
    first, again = content.stream_of("x", [block]), content.stream_of("x", [block])
    assert first == again
    assert [item["value"] for item in first[0]["value"]["services"]] == block["services"]


def test_an_unknown_kind_of_block_is_an_error() -> None:
    with pytest.raises(KeyError):
        content.stream_of("x", [{"type": "video"}])
