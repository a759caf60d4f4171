"""The check of messages finds what it is there to find."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import message_check, message_sources
from tools.message_sources import Source
from tools.messages import forget_guesses, leave_out_untranslated


@pytest.fixture
def catalogues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, polib.POFile]:
    """Three catalogues with one public string that is complete."""
    made = {one: polib.POFile() for one in message_check.LOCALE_DIRS}
    texts = {"fi": "Kerro omin sanoin, mitä kuuluu", "sv": "Berätta med egna ord", "fi_Simple": "Mitä sinulle kuuluu?"}
    for locale_dir, text in texts.items():
        made[locale_dir].append(polib.POEntry(msgid="Tell us in your own words", msgstr=text))
    monkeypatch.setattr(message_check, "catalogue", lambda locale_dir: made[locale_dir])
    monkeypatch.setattr(message_check, "SAME_IN_PLAIN", tmp_path / "same.txt")
    sources = {Source("Tell us in your own words"): "public"}
    monkeypatch.setattr(message_check, "source_strings", lambda: sources)
    return made


def test_complete_catalogues_have_no_problems(catalogues: dict[str, polib.POFile]) -> None:
    assert message_check.problems() == []


@pytest.mark.parametrize("locale_dir", message_check.LOCALE_DIRS)
def test_a_missing_translation_is_found_in_each_language(catalogues: dict[str, polib.POFile], locale_dir: str) -> None:
    catalogues[locale_dir][0].msgstr = ""
    assert [one for one in message_check.problems() if one.startswith(f"{locale_dir}:")]


def test_a_fuzzy_entry_is_found(catalogues: dict[str, polib.POFile]) -> None:
    catalogues["sv"][0].flags.append("fuzzy")
    assert any("fuzzy" in one for one in message_check.problems())


def test_finnish_left_as_it_was_is_no_plain_language(catalogues: dict[str, polib.POFile]) -> None:
    catalogues["fi_Simple"][0].msgstr = catalogues["fi"][0].msgstr
    assert any("unchanged" in one for one in message_check.problems())


def test_a_placeholder_that_the_code_does_not_fill_is_found(catalogues: dict[str, polib.POFile]) -> None:
    catalogues["fi"][0].msgstr = "Hei %(name)s"
    assert any("placeholders" in one for one in message_check.problems())


def test_a_source_string_in_finnish_is_found(
    catalogues: dict[str, polib.POFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_check, "source_strings", lambda: {Source("Lähetä"): "public"})
    assert any("not English" in one for one in message_check.problems())


def test_strings_are_read_from_templates_and_code_without_gettext() -> None:
    found = message_sources.source_strings()
    assert found
    assert all(audience in {"public", "staff"} for audience in found.values())


def test_a_guess_of_the_extraction_never_becomes_a_translation() -> None:
    found = polib.POFile()
    found.append(polib.POEntry(msgid="Call", msgstr="Soita nyt", flags=["fuzzy"], previous_msgid="Call now"))
    found.append(polib.POEntry(msgid="Call now", msgstr="Soita nyt"))
    forget_guesses(found)
    assert [(one.msgstr, one.flags) for one in found] == [("", []), ("Soita nyt", [])]
    leave_out_untranslated(found)
    assert [one.msgid for one in found] == ["Call now"]
