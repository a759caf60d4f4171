"""Loads the demo county's questionnaire "Vanhemman tilanne" in its three variants, from one file of facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from wagtail.models import Locale, Page

from portal.core.locales import VARIANT_CODES
from portal.demo.public.loading import Report
from portal.demo.public.loading.content import keys_of, read, stable_id
from portal.demo.public.loading.finnish import load_finnish
from portal.demo.public.loading.pages import HOME, PageSpec
from portal.demo.public.loading.plain import load_plain
from portal.demo.public.loading.swedish import load_swedish
from portal.selfcheck.models import QuestionnairePage

KIND: Final = "questionnaires"
FACT_NAMES: Final = ("minutes", "reviewed_on", "next_review")


@dataclass(frozen=True, slots=True)
class QuestionnaireSpec(PageSpec):
    """A questionnaire of the demo: like a page, with streams of its own."""

    def streams(self, code: str, ids_of: str) -> dict[str, str]:
        """The stream fields of the page in a variant, as they are stored; ids as in the variant `ids_of`."""
        facts, words = read("facts", KIND, f"{self.key}.toml"), self.words(code)
        writer = _Writer(f"{KIND}/{self.key}/{ids_of}", words)
        return {
            "sections": json.dumps([writer.section(one) for one in facts["sections"]]),
            "rules": json.dumps([writer.rule(one) for one in facts["rules"]]),
        }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts facts and words together as Wagtail stores blocks; ids are made from names."""

    name: str
    words: dict[str, Any]

    def section(self, facts: dict[str, Any]) -> dict[str, Any]:
        code = facts["code"]
        questions = self._items([self.question(one) for one in facts["questions"]], "section", code)
        value = {"code": code, "title": self.words["sections"][code], "questions": questions}
        return {"type": "section", "value": value, "id": self._id("section", code)}

    def question(self, facts: dict[str, Any]) -> dict[str, Any]:
        words = self.words["questions"][facts["code"]]
        options = [
            {
                "code": one["code"],
                "tone": one.get("tone", ""),
                "label": words["options"][one["code"]],
                "hint": "",
            }
            for one in facts.get("options", [])
        ]
        return {
            "code": facts["code"],
            "kind": facts["kind"],
            **{part: words.get(part, "") for part in ("legend", "topic", "hint", "why")},
            "options": self._items(options, "options", facts["code"]),
            "heading": facts.get("heading", ""),
            "purpose": facts.get("purpose", ""),
            "may_not_know": facts.get("may_not_know", True),
            "may_decline": facts.get("may_decline", True),
            "private": facts.get("private", False),
            "shown_if": self.condition(facts.get("shown_if", {}), "shown_if", facts["code"]),
        }

    def rule(self, facts: dict[str, Any]) -> dict[str, Any]:
        advice = facts.get("advice")
        value = {
            "code": facts["code"],
            "when": self.condition(facts["when"], "when", facts["code"]),
            "service": facts.get("service", ""),
            "advice": _advice_page(advice).pk if advice else None,
            "priority": facts["priority"],
            "danger": facts.get("danger", False),
            "reason": self.words["rules"][facts["code"]],
        }
        return {"type": "rule", "value": value, "id": self._id("rule", facts["code"])}

    def condition(self, facts: dict[str, Any], *names: str) -> dict[str, Any]:
        tests = [
            {
                "question": one["question"],
                "test": one["test"],
                "options": ", ".join(one.get("options", [])),
                "negated": one.get("negated", False),
            }
            for one in facts.get("tests", [])
        ]
        return {"match": facts.get("match", "all"), "tests": self._items(tests, *names)}

    def _items(self, values: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
        return [{"type": "item", "value": value, "id": self._id(*names, index)} for index, value in enumerate(values)]

    def _id(self, *names: object) -> str:
        return str(stable_id(self.name, *names))


def load(report: Report) -> None:
    """Makes the demo's questionnaires, or brings them to what the files say; the same files twice change nothing.

    Publishing compiles them: a mistake in codes, conditions or rules stops the load.
    """
    locales = {code: Locale.objects.get(language_code=code) for code in VARIANT_CODES}
    home = Page.objects.get(translation_key=stable_id("page", *HOME), locale=locales["fi"])
    for spec in _specs():
        page, finnish = load_finnish(spec, locales["fi"], home)
        states = [finnish, load_swedish(spec, page, locales["sv"]), load_plain(spec, page, locales["fi-simple"])]
        report(
            f"{spec.kind} {spec.key}: "
            + ", ".join(f"{code} {state}" for code, state in zip(VARIANT_CODES, states, strict=True))
        )


def remove(report: Report) -> None:
    """Takes away the questionnaires that the files name; their compiled versions stay, because old answers need them."""
    for spec in _specs():
        for page in Page.objects.filter(translation_key=spec.translation_key):
            page.specific.delete()
        report(f"{spec.kind} {spec.key} removed")


def _specs() -> Iterator[QuestionnaireSpec]:
    for key in keys_of(KIND):
        facts = read("facts", KIND, f"{key}.toml")
        yield QuestionnaireSpec(KIND, key, QuestionnairePage, HOME, {name: facts[name] for name in FACT_NAMES})


def _advice_page(key: str) -> Page:
    return Page.objects.get(translation_key=stable_id("page", "advice", key), locale__language_code="fi")
