"""The words of a questionnaire page, each under a key that is the same in every variant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

STATE_WORDS: Final = {
    "works-well": _("Works well"),
    "on-my-mind": _("It is on my mind"),
    "need-help": _("I need help"),
}
SKIP_WORDS: Final = {"dont-know": _("I cannot say"), "rather-not": _("I would rather not answer")}


def words_of(title: str, sections: Iterable[Any], rules: Iterable[Any], language: str) -> dict[str, str]:
    """Every text that a visitor of a sitting sees of the questionnaire, by key.

    Keys: "title", "section.<code>", "question.<code>.legend|topic|hint|why", "option.<question>.<code>[.hint]",
    "rule.<code>". The words of states and skips are the portal's own; they are kept with the rest, so that old
    answers stay readable as they were seen.
    """
    words = {"title": title}
    with override(language):
        fixed = {code: gettext(text) for code, text in {**STATE_WORDS, **SKIP_WORDS}.items()}
    for child in sections:
        words[f"section.{child.value['code']}"] = child.value["title"]
        for question in child.value["questions"]:
            words.update(_question_words(question, fixed))
    words.update({f"rule.{child.value['code']}": child.value["reason"] for child in rules})
    return words


def _question_words(question: Any, fixed: dict[str, str]) -> dict[str, str]:
    code = question["code"]
    words = {f"question.{code}.{part}": question[part] or "" for part in ("legend", "topic", "hint", "why")}
    offered = STATE_WORDS if question["kind"] == "state" else ()
    skips = () if question["kind"] == "text" else SKIP_WORDS
    words.update({f"option.{code}.{one}": fixed[one] for one in (*offered, *skips)})
    for option in question["options"]:
        words[f"option.{code}.{option['code']}"] = option["label"]
        if option["hint"]:
            words[f"option.{code}.{option['code']}.hint"] = option["hint"]
    return words
