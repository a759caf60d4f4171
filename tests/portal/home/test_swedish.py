"""The live Swedish page stays as it was until every piece of its new text is translated."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, MissingTranslationError, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from portal.home.models import AdvicePage
from portal.home.refusals import PublishingRefusedError, RefusedError
from tests.portal.home.builders import (
    FIRST,
    advice,
    change_first_sentence,
    editor,
    locale,
    plain,
    plain_draft,
    published,
    signed_in,
    swedish,
    translate_pieces,
    translation_of,
)


@pytest.fixture
def live_swedish(tree: Any) -> Any:
    """A page that is live in Swedish, and whose Finnish page has since got another first sentence."""
    swedish(tree.topic)
    page = swedish(tree.advice)
    change_first_sentence(tree.advice)
    return page


def text_of(page: Any) -> str:
    return str(AdvicePage.objects.get(pk=page.pk).body[0].value["content"].source)


def as_it_was(page: Any) -> bool:
    row = AdvicePage.objects.get(pk=page.pk)
    return row.live and f"sv {FIRST}" in text_of(page) and "levähdä" not in text_of(page)


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


def test_a_new_translation_is_a_draft(tree: Any) -> None:
    swedish(tree.topic)
    translate_object(tree.advice, [locale("sv")])
    assert not tree.advice.get_translation(locale("sv")).live


@pytest.mark.parametrize("name", ["localize-restart-translation", "localize-convert-to-alias"])
def test_what_would_overwrite_a_written_page_is_refused(live_swedish: Any, cms: Any, name: str) -> None:
    Translation.objects.filter(source__object_id=live_swedish.translation_key).update(enabled=False)
    cms.post(reverse("wagtailadmin_pages:edit", args=[live_swedish.pk]), {name: "1"})
    assert not Translation.objects.get(source__object_id=live_swedish.translation_key).enabled
    assert as_it_was(live_swedish)


def test_the_editors_menu_lacks_what_would_overwrite(live_swedish: Any, cms: Any) -> None:
    Translation.objects.filter(source__object_id=live_swedish.translation_key).update(enabled=False)
    html = cms.get(reverse("wagtailadmin_pages:edit", args=[live_swedish.pk])).content.decode()
    assert "localize-restart-translation" not in html
    assert "localize-convert-to-alias" not in html


def test_the_address_that_makes_a_mirror_refuses(live_swedish: Any, cms: Any) -> None:
    cms.post(reverse("wagtail_localize:convert_to_alias", args=[live_swedish.pk]))
    assert Page.objects.get(pk=live_swedish.pk).alias_of_id is None
    assert as_it_was(live_swedish)


def test_a_page_is_never_saved_as_a_mirror_of_another_languages_page(live_swedish: Any, tree: Any) -> None:
    page = AdvicePage.objects.get(pk=live_swedish.pk)
    page.alias_of_id = tree.advice.pk
    with pytest.raises(RefusedError):
        page.save(update_fields=["alias_of_id"], clean=False)


def test_a_missing_parent_is_never_made_up(tree: Any) -> None:
    begun = translation_of(tree.advice)
    with pytest.raises(RefusedError):
        begun.save_target(publish=False)
    assert not Page.objects.filter(locale=locale("sv"), translation_key=tree.topic.translation_key).exists()


def test_the_translate_view_says_that_the_parent_comes_first(tree: Any, cms: Any) -> None:
    url = reverse("wagtail_localize:submit_page_translation", args=[tree.advice.pk])
    response = cms.post(url, {"locales": [locale("sv").pk]})
    assert response.status_code == 302
    assert not Page.objects.filter(locale=locale("sv"), translation_key=tree.advice.translation_key).exists()


def test_the_translate_view_offers_swedish_only(tree: Any, cms: Any) -> None:
    url = reverse("wagtail_localize:submit_page_translation", args=[tree.topic.pk])
    html = cms.get(url).content.decode()
    assert "Svenska" in html
    assert f'value="{locale("fi-simple").pk}"' not in html
    cms.post(url, {"locales": [locale("fi-simple").pk]})
    assert not Page.objects.filter(locale=locale("fi-simple"), translation_key=tree.topic.translation_key).exists()


def test_the_translate_view_makes_a_draft(tree: Any, cms: Any) -> None:
    url = reverse("wagtail_localize:submit_page_translation", args=[tree.topic.pk])
    assert cms.post(url, {"locales": [locale("sv").pk]}).status_code == 302
    assert not tree.topic.get_translation(locale("sv")).live


def test_plain_language_is_never_translated_by_pieces(tree: Any) -> None:
    with pytest.raises(ValidationError):
        translate_object(tree.topic, [locale("fi-simple")])


def test_a_language_never_mirrors_another_one(tree: Any) -> None:
    with pytest.raises(RefusedError):
        LocaleSynchronization.objects.create(locale=locale("sv"), sync_from=locale("fi"))


def test_the_locale_form_of_the_cms_says_why_a_language_never_mirrors(tree: Any, cms: Any) -> None:
    url = reverse("wagtaillocales:edit", args=[locale("sv").pk])
    data = {
        "language_code": "sv",
        "component-wagtail_localize_localesynchronization-enabled": "on",
        "component-wagtail_localize_localesynchronization-sync_from": locale("fi").pk,
    }
    assert cms.post(url, data).status_code in {200, 302}
    assert not LocaleSynchronization.objects.exists()


def test_the_editor_of_the_swedish_page_is_told_that_the_finnish_one_changed(live_swedish: Any, cms: Any) -> None:
    html = cms.get(reverse("wagtailadmin_pages:edit", args=[live_swedish.pk])).content.decode()
    assert reverse("home_source_changes", args=[live_swedish.pk]) in html
    changes = cms.get(reverse("home_source_changes", args=[live_swedish.pk])).content.decode()
    assert FIRST in changes
    assert "levähdä" in changes


def test_the_editor_of_the_plain_page_sees_what_changed_in_the_finnish_one(tree: Any, cms: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    page = plain(tree.advice)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "levähdä" not in cms.get(url).content.decode()
    change_first_sentence(tree.advice)
    assert "levähdä" in cms.get(url).content.decode()


def test_whoever_may_not_edit_a_page_does_not_see_its_changes(live_swedish: Any) -> None:
    stranger = editor("vieras@esimerkki.example")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    response = signed_in(stranger).get(reverse("home_source_changes", args=[live_swedish.pk]))
    assert response.status_code == 302


def test_two_advice_pages_may_have_the_same_words_in_swedish(tree: Any) -> None:
    swedish(tree.topic)
    swedish(tree.advice)
    twin = advice(tree.topic, slug="toinen")
    assert swedish(twin).live


def test_a_plain_draft_is_not_linked_to_localize(tree: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    page = plain_draft(tree.advice)
    assert not Translation.objects.filter(target_locale=page.locale).exists()
