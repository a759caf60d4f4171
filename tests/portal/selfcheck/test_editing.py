"""The editor's form of a questionnaire."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.urls import reverse

from portal.selfcheck.models import CurrentVersion, QuestionnairePage
from tests.portal.home.builders import Tree, editor, signed_in
from tests.portal.selfcheck import builders


def posted(prefix: str, value: Any) -> dict[str, str]:
    """What the editor's browser posts for a stored block."""
    if isinstance(value, list):
        data = {f"{prefix}-count": str(len(value))}
        for index, one in enumerate(value):
            own = f"{prefix}-{index}"
            data |= {f"{own}-deleted": "", f"{own}-order": str(index), f"{own}-type": one["type"], f"{own}-id": ""}
            data |= posted(f"{own}-value", one["value"])
        return data
    if isinstance(value, dict):
        return {name: one for key, inner in value.items() for name, one in posted(f"{prefix}-{key}", inner).items()}
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {prefix: "" if value is None else str(value)}


def form_data(page: QuestionnairePage, sections: list[dict[str, Any]], tree: Tree) -> dict[str, str]:
    return {
        "title": page.title,
        "summary": page.summary,
        "slug": page.slug,
        "seo_title": "",
        "search_description": "",
        "minutes": "10",
        "reviewed_on": "",
        "next_review": "",
        "owner_role": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **posted("sections", sections),
        **posted("rules", builders.rules("fi", tree.advice.pk)),
    }


@pytest.fixture
def cms(db: None) -> Any:
    return signed_in(editor("pk@esimerkki.example", is_superuser=True))


@pytest.fixture
def draft(tree: Tree) -> QuestionnairePage:
    return builders.draft(tree)


def edit(page: QuestionnairePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_form_opens_and_publishes_what_is_sound(draft: QuestionnairePage, cms: Any, tree: Tree) -> None:
    assert cms.get(edit(draft)).status_code == 200
    data = form_data(draft, builders.sections(), tree)
    response = cms.post(edit(draft), {**data, "action-publish": "1"})
    assert response.status_code == 302
    version = CurrentVersion.objects.get().version
    assert len(version.definition["questions"]) == 7


def test_three_mistakes_are_told_at_their_fields_and_nothing_goes_live(
    draft: QuestionnairePage, cms: Any, tree: Tree
) -> None:
    wrong = deepcopy(builders.sections())
    questions = [one["value"] for one in wrong[0]["value"]["questions"]]
    questions[1]["code"] = "what-works"
    questions[2]["shown_if"]["tests"][0]["value"]["question"] = "hopes"
    questions[4]["options"] = questions[4]["options"][:1]
    response = cms.post(edit(draft), {**form_data(draft, wrong, tree), "action-publish": "1"})
    assert response.status_code == 200
    errors = response.context["form"].errors.as_data()["sections"][0].as_json_data()
    fields = errors["blockErrors"][0]["blockErrors"]["questions"]["blockErrors"]
    assert set(fields) == {1, 2, 4}
    assert set(fields[1]["blockErrors"]) == {"code"}
    assert set(fields[2]["blockErrors"]) == {"shown_if"}
    assert set(fields[4]["blockErrors"]) == {"options"}
    assert not CurrentVersion.objects.exists()


def test_a_half_written_draft_is_saved(draft: QuestionnairePage, cms: Any, tree: Tree) -> None:
    wrong = deepcopy(builders.sections())
    wrong[0]["value"]["questions"][1]["value"]["code"] = "what-works"
    assert cms.post(edit(draft), form_data(draft, wrong, tree)).status_code == 302
    newest = QuestionnairePage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert newest.definition().questions[1].code == "what-works"


def test_a_rule_points_to_one_thing(draft: QuestionnairePage, cms: Any, tree: Tree) -> None:
    data = {**form_data(draft, builders.sections(), tree), "rules-0-value-advice": "", "action-publish": "1"}
    response = cms.post(edit(draft), data)
    assert response.status_code == 200
    errors = response.context["form"].errors.as_data()["rules"][0].as_json_data()
    assert "service" in errors["blockErrors"][0]["blockErrors"]
