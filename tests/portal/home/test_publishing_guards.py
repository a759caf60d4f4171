"""A plain-language copy cannot be published unchanged, by any way of publishing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from portal.home.models import AdvicePage
from portal.home.refusals import PublishingRefusedError
from tests.portal.home.builders import (
    FIRST,
    PLAIN_TEXTS,
    advice,
    body_of,
    plain,
    plain_draft,
    published,
    rewrite,
    text_block,
)


@pytest.fixture
def draft(tree: Any) -> Any:
    """An unchanged plain-language copy of a page that is live in Finnish."""
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    return plain_draft(tree.advice)


def is_live(page: Any) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def test_a_copy_is_not_published_by_its_revision(draft: Any) -> None:
    with pytest.raises(PublishingRefusedError, match=r"Finnish|suomen"):
        draft.save_revision().publish()
    assert not is_live(draft)


def test_a_copy_is_not_published_by_the_page_itself(draft: Any) -> None:
    with pytest.raises(PublishingRefusedError):
        draft.publish(draft.save_revision())
    assert not is_live(draft)


def test_a_copy_is_not_published_by_a_page_that_does_not_know_its_kind(draft: Any) -> None:
    revision = draft.save_revision()
    with pytest.raises(PublishingRefusedError):
        Page.objects.get(pk=draft.pk).publish(revision)
    assert not is_live(draft)


def test_a_copy_is_not_published_by_wagtails_action(draft: Any) -> None:
    with pytest.raises(PublishingRefusedError):
        PublishPageRevisionAction(draft.save_revision()).execute(skip_permission_checks=True)
    assert not is_live(draft)


def test_a_copy_is_not_published_by_saving_it_as_live(draft: Any) -> None:
    draft.live = True
    for fields in (None, ["live"], ["live", "title"]):
        with pytest.raises(PublishingRefusedError):
            draft.save(clean=False, update_fields=fields)
    assert not is_live(draft)


def test_a_copy_is_not_published_by_the_form_and_the_editor_reads_why(draft: Any, cms: Any) -> None:
    response = cms.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]), {**form_data(draft), "action-publish": "1"}
    )
    assert response.status_code == 200
    assert "viidesosa" in response.content.decode() or "a fifth" in response.content.decode()
    assert not is_live(draft)


def test_a_copy_is_not_set_for_a_later_time_by_the_form(draft: Any, cms: Any) -> None:
    later = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    data = {**form_data(draft), "action-publish": "1", "go_live_at": later}
    assert cms.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data).status_code == 200
    assert not draft.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_copy_is_still_saved_as_a_draft_by_the_form(draft: Any, cms: Any) -> None:
    before = draft.revisions.count()
    response = cms.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form_data(draft))
    assert response.status_code == 302
    assert draft.revisions.count() == before + 1


def test_a_copy_is_not_published_by_the_bulk_action(draft: Any, cms: Any) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = cms.post(f"{url}?id={draft.pk}", {"include_descendants": ""}, follow=True)
    assert not is_live(draft)
    assert "viidesosa" in response.content.decode() or "a fifth" in response.content.decode()


def test_a_copy_is_not_published_by_the_last_approval_of_a_workflow(
    draft: Any, cms: Any, django_user_model: Any
) -> None:
    user = django_user_model.objects.get(email="pk@esimerkki.example")
    task = GroupApprovalTask.objects.create(name="Tarkistus")
    workflow = Workflow.objects.create(name="Selkokieli")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    draft.save_revision()
    state = workflow.start(draft, user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.current_task_state.pk])
    response = cms.post(url, {"comment": ""})
    assert response.status_code == 302
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert not is_live(draft)


def test_the_dialog_of_a_workflow_is_led_back_to_the_page_with_the_sentence(
    draft: Any, cms: Any, django_user_model: Any
) -> None:
    user = django_user_model.objects.get(email="pk@esimerkki.example")
    task = GroupApprovalTask.objects.create(name="Tarkistus")
    workflow = Workflow.objects.create(name="Selkokieli")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    draft.save_revision()
    state = workflow.start(draft, user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.current_task_state.pk])
    response = cms.post(url, {"comment": ""}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[draft.pk])


def test_the_scheduled_run_leaves_a_copy_alone_and_publishes_the_others(draft: Any, tree: Any) -> None:
    other = advice(tree.topic, "Yksin", "yksin")
    other.summary = "Uusi tiivistelmä yksinäiselle ihmiselle."
    past = timezone.now() - timedelta(minutes=1)
    refused = draft.save_revision(approved_go_live_at=past)
    other.save_revision(approved_go_live_at=past)
    call_command("publish_scheduled")
    refused.refresh_from_db()
    other.refresh_from_db()
    assert not is_live(draft)
    assert refused.approved_go_live_at is None
    assert other.summary.startswith("Uusi")


def test_a_draft_is_not_copied_out_of_the_comparison(draft: Any, cms: Any) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[draft.pk])
    parent = draft.get_parent()
    data = {"new_title": "Kopio", "new_slug": "kopio", "new_parent_page": parent.pk, "publish_copies": "on"}
    cms.post(url, data)
    assert not Page.objects.filter(slug="kopio").exists()


def test_a_finnish_page_put_among_plain_ones_is_neither_published_nor_shown(draft: Any, tree: Any, client: Any) -> None:
    copied = tree.advice.copy(to=draft.get_parent(), update_attrs={"slug": "vieras"}, keep_live=False)
    with pytest.raises(PublishingRefusedError):
        copied.save_revision().publish()
    tree.advice.copy(to=draft.get_parent(), update_attrs={"slug": "toinen"}, keep_live=True)
    assert client.get(f"{draft.get_parent().get_url()}toinen/").status_code == 404


def test_a_page_written_anew_is_published(draft: Any) -> None:
    assert published(rewrite(draft, "Olen väsynyt vanhempi", "Onko sinulla vähän voimia?")).live


def test_a_page_with_just_a_fifth_of_the_same_sentences_is_refused(draft: Any) -> None:
    rewrite(draft, "Olen väsynyt vanhempi", "Onko sinulla vähän voimia?", *PLAIN_TEXTS[:2], FIRST)
    with pytest.raises(PublishingRefusedError):
        draft.save_revision().publish()


def test_a_page_with_less_than_a_fifth_of_the_same_sentences_is_published(draft: Any) -> None:
    rewrite(draft, "Olen väsynyt vanhempi", "Onko sinulla vähän voimia?", *PLAIN_TEXTS, FIRST)
    assert published(draft).live


def test_other_spaces_and_capitals_make_no_other_sentence(draft: Any) -> None:
    shouted = FIRST.upper().replace(" ", "\u00a0 ")
    rewrite(draft, "VÄSYNYT  VANHEMPI!", "vanhemman   väsymys on merkki KUORMASTA.", shouted)
    with pytest.raises(PublishingRefusedError):
        draft.save_revision().publish()


def test_sentences_of_the_unpublished_finnish_draft_count_too(draft: Any, tree: Any) -> None:
    tree.advice.body = body_of(text_block(*PLAIN_TEXTS))
    tree.advice.save_revision()
    with pytest.raises(PublishingRefusedError):
        rewrite(draft, "Olen väsynyt vanhempi", "Onko sinulla vähän voimia?").save_revision().publish()


def test_a_live_page_is_not_overwritten_by_a_copy(tree: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    page = plain(tree.advice)
    page.title, page.summary, page.body = tree.advice.title, tree.advice.summary, tree.advice.body
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
    with pytest.raises(PublishingRefusedError):
        page.save()
    assert AdvicePage.objects.get(pk=page.pk).title == "Olen väsynyt vanhempi"


def test_a_live_page_may_be_locked_and_moved_although_its_text_has_become_the_finnish_one(tree: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    page = plain(tree.advice)
    tree.advice.body = page.body
    tree.advice.summary = page.summary
    published(tree.advice)
    page.locked = True
    page.save()
    page.unpublish()
    assert not is_live(page)


def test_the_finnish_page_is_never_refused(tree: Any) -> None:
    assert published(tree.advice).live


def form_data(page: Any) -> dict[str, Any]:
    """What the editor's form would post for this page as it is."""
    value = page.body[0].value
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "seo_title": "",
        "search_description": "",
        "reviewed_on": "",
        "next_review": "",
        "owner_role": "",
        "go_live_at": "",
        "expire_at": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": page.body[0].id,
        "body-0-value-heading": value["heading"],
        "body-0-value-content": draftail(value["content"].source),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }


def draftail(html: str) -> str:
    """Stored rich text as the editor's field holds it."""
    return str(ContentstateConverter(["bold", "italic", "ol", "ul", "h3", "link"]).from_database_format(html))
