"""The live Swedish page stays as it was until every piece of its new text is translated."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import MissingTranslationError, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from portal.home.models import AdvicePage
from portal.home.refusals import PublishingRefusedError
from tests.portal.home.builders import (
    as_it_was,
    locale,
    published,
    swedish,
    text_of,
    translate_pieces,
    translation_of,
)


def translation(page: Any) -> Any:
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)


def test_a_changed_finnish_page_changes_nothing_in_swedish(live_swedish: Any) -> None:
    assert as_it_was(live_swedish)


@pytest.mark.parametrize("publish", [True, False])
def test_taking_in_the_new_text_from_code_leaves_the_page_as_it_was(live_swedish: Any, publish: bool) -> None:
    source = translation(live_swedish).source
    source.update_from_db()
    with pytest.raises(PublishingRefusedError):
        source.create_or_update_translation(locale("sv"), publish=publish, fallback=True)
    assert as_it_was(live_swedish)


def test_taking_in_the_new_text_without_fallback_leaves_the_page_as_it_was(live_swedish: Any) -> None:
    source = translation(live_swedish).source
    source.update_from_db()
    with pytest.raises(MissingTranslationError):
        source.create_or_update_translation(locale("sv"), publish=True)
    assert as_it_was(live_swedish)


def test_translating_the_page_once_more_leaves_it_as_it_was(live_swedish: Any, tree: Any) -> None:
    translation(live_swedish).source.update_from_db()
    translate_object(tree.advice, [locale("sv")])
    assert as_it_was(live_swedish)


def test_synchronise_and_publish_takes_the_text_in_but_publishes_nothing(live_swedish: Any, cms: Any) -> None:
    source = translation(live_swedish).source
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    response = cms.post(url, {"publish_translations": "on"}, follow=True)
    assert (
        "ei voi vielä julkaista" in response.content.decode() or "cannot be published yet" in response.content.decode()
    )
    assert as_it_was(live_swedish)
    assert source.stringsegment_set.filter(string__data__contains="levähdä").exists()


def test_publishing_in_the_translation_editor_leaves_the_page_as_it_was(
    live_swedish: Any, cms: Any, django_capture_on_commit_callbacks: Any
) -> None:
    translation(live_swedish).source.update_from_db()
    url = reverse("wagtailadmin_pages:edit", args=[live_swedish.pk])
    with django_capture_on_commit_callbacks(execute=True):
        response = cms.post(url, {"action": "publish"}, follow=True)
    assert (
        "ei voi vielä julkaista" in response.content.decode() or "cannot be published yet" in response.content.decode()
    )
    assert as_it_was(live_swedish)


def test_an_unfinished_draft_is_not_published_in_the_translation_editor(
    tree: Any, cms: Any, django_capture_on_commit_callbacks: Any
) -> None:
    swedish(tree.topic)
    begun = translation_of(tree.advice)
    begun.save_target(publish=False)
    page = tree.advice.get_translation(locale("sv"))
    with django_capture_on_commit_callbacks(execute=True):
        response = cms.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert response.status_code == 302
    assert not Page.objects.get(pk=page.pk).live


def test_a_finished_draft_is_published_in_the_translation_editor(
    tree: Any, cms: Any, django_capture_on_commit_callbacks: Any
) -> None:
    swedish(tree.topic)
    begun = translation_of(tree.advice)
    begun.save_target(publish=False)
    translate_pieces(begun)
    page = tree.advice.get_translation(locale("sv"))
    with django_capture_on_commit_callbacks(execute=True):
        cms.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert Page.objects.get(pk=page.pk).live


def test_an_unfinished_draft_is_not_published_from_code_after_the_commit(
    tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    swedish(tree.topic)
    begun = translation_of(tree.advice)
    with django_capture_on_commit_callbacks() as waiting:
        begun.save_target(publish=True)
    (publish,) = [one for one in waiting if getattr(one, "__name__", "") == "publish"]
    with pytest.raises(PublishingRefusedError):
        publish()
    assert not tree.advice.get_translation(locale("sv")).live


def test_a_revision_is_not_published_while_a_piece_is_missing(live_swedish: Any) -> None:
    translation(live_swedish).source.update_from_db()
    page = AdvicePage.objects.get(pk=live_swedish.pk)
    revision = page.save_revision()
    with pytest.raises(PublishingRefusedError):
        revision.publish()
    with pytest.raises(PublishingRefusedError):
        page.publish(revision)
    assert as_it_was(live_swedish)


def test_the_bulk_action_publishes_nothing_while_a_piece_is_missing(live_swedish: Any, cms: Any) -> None:
    translation(live_swedish).source.update_from_db()
    before = AdvicePage.objects.get(pk=live_swedish.pk).last_published_at
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    cms.post(f"{url}?id={live_swedish.pk}", {"include_descendants": ""})
    assert as_it_was(live_swedish)
    assert AdvicePage.objects.get(pk=live_swedish.pk).last_published_at == before


def test_the_scheduled_run_publishes_nothing_while_a_piece_is_missing(live_swedish: Any) -> None:
    translation(live_swedish).source.update_from_db()
    page = AdvicePage.objects.get(pk=live_swedish.pk)
    page.title = "Halvfärdig"
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert as_it_was(live_swedish)
    assert AdvicePage.objects.get(pk=live_swedish.pk).title != "Halvfärdig"


def test_saving_finnish_text_on_the_live_page_is_refused(live_swedish: Any, tree: Any) -> None:
    translation(live_swedish).source.update_from_db()
    page = AdvicePage.objects.get(pk=live_swedish.pk)
    page.body = tree.advice.body
    with pytest.raises(PublishingRefusedError), transaction.atomic():
        page.save()
    assert as_it_was(live_swedish)


def test_an_old_revision_with_finnish_text_is_refused_although_every_piece_is_translated_by_now(tree: Any) -> None:
    swedish(tree.topic)
    begun = translation_of(tree.advice)
    begun.save_target(publish=False)
    half = tree.advice.get_translation(locale("sv")).get_latest_revision()
    translate_pieces(begun)
    with pytest.raises(PublishingRefusedError):
        half.publish()


def test_once_translated_the_new_text_is_published(live_swedish: Any) -> None:
    waiting = translation(live_swedish)
    waiting.source.update_from_db()
    translate_pieces(waiting)
    waiting.source.create_or_update_translation(locale("sv"), publish=False)
    AdvicePage.objects.get(pk=live_swedish.pk).get_latest_revision().publish()
    assert "sv Kun väsymys painaa, levähdä" in text_of(live_swedish)


def test_a_piece_whose_translation_is_broken_counts_as_missing(live_swedish: Any) -> None:
    waiting = translation(live_swedish)
    waiting.source.update_from_db()
    translate_pieces(waiting)
    StringTranslation.objects.filter(data__contains="levähdä").update(has_error=True)
    with pytest.raises(PublishingRefusedError):
        AdvicePage.objects.get(pk=live_swedish.pk).save_revision().publish()


def test_reordered_steps_keep_their_translations(tree: Any) -> None:
    swedish(tree.topic)
    swedish(tree.advice)
    raw = tree.advice.body.get_prep_value()
    tree.advice.body = json.dumps(raw[::-1])
    published(tree.advice)
    source = Translation.objects.get(source__object_id=tree.advice.translation_key).source
    source.update_from_db()
    source.create_or_update_translation(locale("sv"), publish=False)


def test_a_stopped_translation_that_left_finnish_text_is_not_published(tree: Any) -> None:
    swedish(tree.topic)
    begun = translation_of(tree.advice)
    begun.save_target(publish=False)
    Translation.objects.filter(pk=begun.pk).update(enabled=False)
    with pytest.raises(PublishingRefusedError):
        tree.advice.get_translation(locale("sv")).specific.save_revision().publish()
