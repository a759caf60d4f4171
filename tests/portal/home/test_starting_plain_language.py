"""A plain-language page is started as a draft copy of the newest Finnish text, by a person, and never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from portal.home.refusals import RefusedError
from portal.home.variants import start_variant
from tests.portal.home.builders import editor, locale, plain, signed_in


def start_url(page: Any) -> str:
    return reverse("home_start_plain", args=[page.pk])


def variants_of(page: Any) -> int:
    return Page.objects.filter(translation_key=page.translation_key).count()


def test_the_page_is_asked_for_before_anything_is_made(tree: Any, cms: Any) -> None:
    response = cms.get(start_url(tree.topic))
    assert response.status_code == 200
    assert variants_of(tree.topic) == 1


def test_a_post_makes_a_draft_and_opens_it(tree: Any, cms: Any) -> None:
    response = cms.post(start_url(tree.topic))
    draft = tree.topic.get_translation(locale("fi-simple"))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert not draft.live


def test_the_draft_holds_the_newest_text_not_the_published_one(tree: Any) -> None:
    tree.topic.title = "Voimat arkeen"
    tree.topic.save_revision()
    draft = start_variant(tree.topic, locale("fi-simple"))
    assert draft.title == "Voimat arkeen"
    assert draft.get_latest_revision_as_object().title == "Voimat arkeen"


def test_the_draft_does_not_say_that_somebody_reviewed_it(tree: Any) -> None:
    tree.topic.reviewed_on, tree.topic.next_review = date(2026, 11, 1), date(2027, 11, 1)
    tree.topic.save()
    draft = start_variant(tree.topic, locale("fi-simple"))
    assert draft.reviewed_on is None
    assert draft.next_review is None


def test_a_second_start_leads_to_the_first_draft(tree: Any, cms: Any) -> None:
    cms.post(start_url(tree.topic))
    draft = tree.topic.get_translation(locale("fi-simple"))
    response = cms.post(start_url(tree.topic))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert variants_of(tree.topic) == 2


def test_starting_twice_from_code_is_refused(tree: Any) -> None:
    start_variant(tree.topic, locale("fi-simple"))
    with pytest.raises(RefusedError):
        start_variant(tree.topic, locale("fi-simple"))
    with pytest.raises(RefusedError):
        start_variant(tree.topic, locale("fi"))


def test_the_page_above_comes_first(tree: Any, cms: Any) -> None:
    with pytest.raises(RefusedError):
        start_variant(tree.advice, locale("fi-simple"))
    response = cms.post(start_url(tree.advice))
    assert response.status_code == 302
    assert variants_of(tree.advice) == 1


def test_whoever_may_not_edit_the_page_starts_nothing(tree: Any) -> None:
    stranger = editor("vieras@esimerkki.example")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    signed_in(stranger).post(start_url(tree.topic))
    assert variants_of(tree.topic) == 1


def test_an_editor_without_the_right_to_publish_starts_a_draft(tree: Any) -> None:
    group = Group.objects.create(name="Kirjoittajat")
    for name in ("add_page", "change_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=name)
        GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=right)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    writer = editor()
    writer.groups.add(group)
    signed_in(writer).post(start_url(tree.topic))
    assert tree.topic.get_translation(locale("fi-simple")).owner == writer


def test_a_page_that_is_not_there_or_not_ours_is_not_started(tree: Any, cms: Any) -> None:
    assert cms.post(reverse("home_start_plain", args=[999_999])).status_code in {302, 404}
    root = Page.get_first_root_node()
    assert cms.post(start_url(root)).status_code == 302
    assert variants_of(root) == 1


def test_the_button_stands_on_finnish_pages_only(tree: Any, cms: Any) -> None:
    page = plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    assert start_url(tree.topic) in cms.get(reverse("wagtailadmin_explore", args=[tree.topic.pk])).content.decode()
    assert start_url(page) not in cms.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()
