"""Beginning a translation, and what an editor is told of it: nothing that people wrote is overwritten."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import LocaleSynchronization, Translation
from wagtail_localize.operations import translate_object

from portal.home.models import AdvicePage
from portal.home.refusals import RefusedError
from tests.portal.home.builders import (
    FIRST,
    advice,
    as_it_was,
    change_first_sentence,
    editor,
    locale,
    plain,
    plain_draft,
    signed_in,
    swedish,
    translation_of,
)


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
