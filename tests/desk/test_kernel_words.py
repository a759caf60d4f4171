"""The desk's words for what the kernels say in codes: none is missing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

from portal.desk import kernel_words
from portal.intake import safe_contact, triage
from portal.intake.deadlines import Alert
from portal.intake.service import triage_rules


def test_every_alert_route_clue_and_outcome_has_words() -> None:
    assert set(kernel_words.ALERTS) == set(Alert)
    assert set(kernel_words.ROUTES) == set(triage.Route)
    assert set(kernel_words.CLUES) == triage.CLUES
    assert set(kernel_words.OUTCOMES) == set(safe_contact.Outcome)
    assert set(kernel_words.TRIAGE_SOURCES) == {one.id for one in triage_rules()}


def test_every_reason_of_a_decision_has_words() -> None:
    tree = ast.parse(Path(safe_contact.__file__).read_text(encoding="utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(kernel_words.REASONS) <= strings
    with translation.override("en"):
        assert kernel_words.reason_words("something_new") == "something_new"
    said = {one for one in strings if one.startswith(("way_", "hours_", "quiet_", "machines_", "only_a_", "outside_"))}
    assert said <= set(kernel_words.REASONS)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_words_are_translated(language: str) -> None:
    tables = (
        kernel_words.ALERTS, kernel_words.ROUTES, kernel_words.CLUES, kernel_words.OUTCOMES, kernel_words.REASONS,
        kernel_words.TRIAGE_SOURCES,
    )  # fmt: skip
    for words in [text for table in tables for text in table.values()]:
        with translation.override("en"):
            english = str(words)
        with translation.override(language):
            assert str(words) != english
