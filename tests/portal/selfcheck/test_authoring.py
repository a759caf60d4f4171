"""Writing, checking, publishing and compiling a questionnaire."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from wagtail_localize.segments.extract import extract_segments

from portal.home.refusals import PublishingRefusedError
from portal.selfcheck.authoring import field_errors
from portal.selfcheck.models import CurrentVersion, QuestionnairePage, QuestionnaireVersion
from portal.selfcheck.models.versions import NeverChangesError
from portal.selfcheck.versions import current_version
from tests.portal.home.builders import Tree, published
from tests.portal.selfcheck import builders


def test_publishing_compiles_a_version_with_every_live_language(page: QuestionnairePage) -> None:
    version = current_version(page.translation_key)
    assert version is not None
    assert set(version.words) == {"fi", "sv", "fi-simple"}
    assert version.definition == page.definition()
    assert version.words["sv"].legend("rest") == builders.WORDS["sv"]["rest"]
    assert version.words["sv"].option("rest", "works-well") == "Fungerar bra"
    assert version.words["fi-simple"].option("rest", "dont-know") == "En tiedä"


def test_the_same_content_is_the_same_version(page: QuestionnairePage) -> None:
    before = QuestionnaireVersion.objects.count()
    published(page)
    assert QuestionnaireVersion.objects.count() == before


def test_changed_words_make_a_new_version_and_leave_the_old_one(page: QuestionnairePage, tree: Tree) -> None:
    old = CurrentVersion.objects.get().version
    changed = deepcopy(builders.sections())
    changed[0]["value"]["questions"][0]["value"]["legend"] = "Mikä teitä ilahduttaa tänään?"
    builders.write(page, "fi", tree.advice.pk, changed)
    published(page)
    assert CurrentVersion.objects.get().version.pk != old.pk
    kept = QuestionnaireVersion.objects.get(pk=old.pk)
    assert kept.words["fi"]["question.what-works.legend"] == builders.WORDS["fi"]["what-works"]


def test_a_version_never_changes(page: QuestionnairePage) -> None:
    version = CurrentVersion.objects.get().version
    for change in (
        version.save,
        version.delete,
        QuestionnaireVersion.objects.all().delete,
        lambda: QuestionnaireVersion.objects.update(content_hash="x"),
    ):
        with pytest.raises(NeverChangesError):
            change()


def test_no_code_is_given_to_a_translator(page: QuestionnairePage) -> None:
    given = [one.string.data for one in extract_segments(page) if hasattr(one, "string")]
    codes = {question.code for question in page.definition().questions} - {"school", "rest"}
    assert builders.WORDS["fi"]["rest"] in given
    assert not codes & set(given)
    assert "need-help" not in str(given)


def test_another_variant_goes_live_only_with_the_same_facts(page: QuestionnairePage, tree: Tree) -> None:
    swedish = QuestionnairePage.objects.get(locale__language_code="sv")
    changed = deepcopy(builders.sections("sv"))
    changed[0]["value"]["questions"][6]["value"]["code"] = "hopes-two"
    builders.write(swedish, "sv", tree.advice.pk, changed)
    with pytest.raises(PublishingRefusedError, match="hopes"):
        swedish.save_revision().publish()
    assert QuestionnairePage.objects.get(pk=swedish.pk).definition() == page.definition()


def test_new_finnish_questions_wait_for_the_other_languages(page: QuestionnairePage, tree: Tree) -> None:
    before = CurrentVersion.objects.get().version
    builders.write(page, "fi", tree.advice.pk, builders.with_a_new_question())
    published(page)
    assert CurrentVersion.objects.get().version == before
    for code in ("sv", "fi-simple"):
        other = QuestionnairePage.objects.get(locale__language_code=code)
        builders.write(other, code, tree.advice.pk, builders.with_a_new_question(code))
        published(other)
    version = current_version(page.translation_key)
    assert version is not None
    assert version.definition.question("more") is not None
    assert set(version.words) == {"fi", "sv", "fi-simple"}


def test_a_plain_variant_that_is_a_copy_is_refused(page: QuestionnairePage, tree: Tree) -> None:
    plain = QuestionnairePage.objects.get(locale__language_code="fi-simple")
    builders.write(plain, "fi", tree.advice.pk)
    with pytest.raises(PublishingRefusedError):
        plain.save_revision().publish()


def test_no_other_language_goes_live_before_the_finnish(tree: Tree) -> None:
    page = builders.draft(tree)
    with pytest.raises(PublishingRefusedError):
        builders.variant_of(page, tree, "sv")


BROKEN = {
    "bad-code": (("sections", 0, "questions", 0, "code"), "Ei koodi"),
    "duplicate": (("sections", 0, "questions", 1, "code"), "what-works"),
    "unknown-question": (("sections", 0, "questions", 2, "shown_if", "tests", 0, "question"), "none-such"),
    "forward-reference": (("sections", 0, "questions", 2, "shown_if", "tests", 0, "question"), "hopes"),
    "unknown-option": (("sections", 0, "questions", 2, "shown_if", "tests", 0, "options"), "none-such"),
    "few-options": (("sections", 0, "questions", 1, "options"), []),
}


def broken(page: QuestionnairePage, path: tuple[Any, ...], value: Any) -> QuestionnairePage:
    """The page with one thing of its stream set to something wrong."""
    raw = builders.sections()
    target: Any = raw[path[1]]["value"]
    for step in path[2:-1]:
        target = target[step]["value"] if isinstance(step, int) else target[step]
    target[path[-1]] = value
    page.sections = json.dumps(raw)
    return page


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_wrong_is_told_at_its_field_and_stops_publishing(tree: Tree, kind: str) -> None:
    page = broken(builders.draft(tree), *BROKEN[kind])
    errors = field_errors(page.sections, page.rules)
    found = errors["sections"]
    path = BROKEN[kind][0]
    inner = found.block_errors[0].block_errors["questions"].block_errors[path[3]].block_errors
    expected = "shown_if" if "shown_if" in path else path[4]
    assert expected in inner
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
    assert not CurrentVersion.objects.exists()


def test_an_empty_questionnaire_is_refused(tree: Tree) -> None:
    page = builders.draft(tree)
    page.sections = "[]"
    assert "sections" in field_errors(page.sections, page.rules)
    with pytest.raises(PublishingRefusedError):
        page.save_revision().publish()
