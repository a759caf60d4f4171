"""A small questionnaire in three variants, and a visitor who answers it the way a browser does."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, Site

from portal.home.models import HomePage, TopicPage
from portal.home.variants import start_variant
from portal.selfcheck.models import QuestionnairePage
from portal.selfcheck.publishing import compile_published
from tests.portal.home.builders import Tree, locale, published

SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')

WORDS: dict[str, dict[str, str]] = {
    "fi": {
        "title": "Miten meillä menee",
        "what-works": "Mikä teillä toimii hyvin juuri nyt?",
        "pupil": "Onko perheessä koululaisia tänä vuonna?",
        "school": "Miten koulunkäynti sujuu tänä syksynä?",
        "rest": "Miten jaksat itse näinä päivinä?",
        "alone": "Oletko yksin ja voitko vastata rauhassa?",
        "safe": "Onko sinun turvallista olla omassa kodissa?",
        "hopes": "Missä asiassa toivot apua tai muutosta?",
    },
    "sv": {
        "title": "Hur har vi det",
        "what-works": "Vad fungerar bra hos er just nu?",
        "pupil": "Finns det skolbarn i familjen i år?",
        "school": "Hur går det i skolan i höst?",
        "rest": "Hur orkar du själv de här dagarna?",
        "alone": "Är du ensam och kan du svara i lugn och ro?",
        "safe": "Är det tryggt för dig i ditt eget hem?",
        "hopes": "Vad önskar du hjälp med eller vill förändra?",
    },
    "fi-simple": {
        "title": "Mitä teille kuuluu",
        "what-works": "Mikä asia on teillä hyvin?",
        "pupil": "Käykö lapsi koulua?",
        "school": "Meneekö koulu hyvin?",
        "rest": "Oletko sinä väsynyt?",
        "alone": "Oletko sinä nyt yksin?",
        "safe": "Onko kotona turvallista olla?",
        "hopes": "Mihin haluat apua meiltä?",
    },
}


def items(*values: dict[str, Any]) -> list[dict[str, Any]]:
    """A list as a stream stores it; ids are the same in every variant."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, f"{number}/{value.get('code', '')}"))}
        for number, value in enumerate(values)
    ]


def look(question: str, test: str, options: str) -> dict[str, Any]:
    """One look at an earlier answer."""
    return {"question": question, "test": test, "options": options, "negated": False}


def condition(*tests: dict[str, Any], match: str = "all") -> dict[str, Any]:
    return {"match": match, "tests": items(*tests)}


def question(code: str, kind: str, words: dict[str, str], **facts: Any) -> dict[str, Any]:
    options = [
        {"code": one, "tone": "", "label": f"{words[code]} – {one}", "hint": ""} for one in facts.pop("options", ())
    ]
    return {
        "code": code,
        "kind": kind,
        "legend": words[code],
        "topic": words[code].rstrip("?"),
        "hint": "",
        "why": "",
        "options": items(*options),
        "heading": "",
        "purpose": "",
        "may_not_know": True,
        "may_decline": True,
        "private": False,
        "shown_if": condition(),
        **facts,
    }


def sections(code: str = "fi") -> list[dict[str, Any]]:
    """The sections of the small questionnaire in a variant, as a stream stores them."""
    words = WORDS[code]
    questions = [
        question("what-works", "text", words, purpose="strengths"),
        question("pupil", "choice", words, options=("yes", "no")),
        question(
            "school",
            "state",
            words,
            heading="everyday-life",
            shown_if=condition(look("pupil", "equals", "yes")),
        ),
        question("rest", "state", words, heading="parents-health"),
        question("alone", "choice", words, options=("yes", "no"), may_not_know=False),
        question(
            "safe",
            "choice",
            words,
            options=("yes", "afraid"),
            private=True,
            shown_if=condition(look("alone", "equals", "yes")),
        ),
        question("hopes", "text", words, purpose="help"),
    ]
    value = {"code": "all", "title": words["title"], "questions": items(*questions)}
    return [{"type": "section", "value": value, "id": str(uuid5(NAMESPACE_URL, "all"))}]


def rules(code: str, advice: int) -> list[dict[str, Any]]:
    words = WORDS[code]
    facts = [
        ("tired", condition(look("rest", "any-of", "on-my-mind, need-help")), False),
        ("afraid", condition(look("safe", "equals", "afraid")), True),
    ]
    return [
        {
            "type": "rule",
            "id": str(uuid5(NAMESPACE_URL, rule)),
            "value": {
                "code": rule,
                "when": when,
                "service": "",
                "advice": advice,
                "priority": 10,
                "danger": danger,
                "reason": f"{words['rest']} ({rule})",
            },
        }
        for rule, when, danger in facts
    ]


def write(page: QuestionnairePage, code: str, advice: int, changed: list[dict[str, Any]] | None = None) -> None:
    page.title = WORDS[code]["title"]
    page.summary = f"{WORDS[code]['title']}. {WORDS[code]['hopes']}"
    page.sections = json.dumps(changed if changed is not None else sections(code))
    page.rules = json.dumps(rules(code, advice))


def draft(tree: Tree, code: str = "fi") -> QuestionnairePage:
    """The Finnish page, not live yet."""
    page = QuestionnairePage(slug="miten-meilla-menee", locale=locale(code), live=False)
    write(page, code, tree.advice.pk)
    tree.homes[code].add_child(instance=page)
    return page


def variant_of(page: QuestionnairePage, tree: Tree, code: str) -> QuestionnairePage:
    """A variant with its own words and the same facts, live."""
    other = start_variant(page, locale(code))
    write(other, code, tree.advice.pk)
    other.slug = f"{page.slug}-{code}"
    return published(other)


def published_in_all(tree: Tree) -> QuestionnairePage:
    """The Finnish page of the questionnaire, live in the three variants."""
    page = published(draft(tree))
    variant_of(page, tree, "sv")
    variant_of(page, tree, "fi-simple")
    return page


def quickly_in_all() -> QuestionnairePage:
    """The same, put into the database without the editor's way of publishing: what a sitting needs."""
    root = Page.get_first_root_node()
    homes = {}
    for code in WORDS:
        homes[code] = HomePage(
            title=WORDS[code]["title"], slug=f"etusivu-{code}", summary=WORDS[code]["hopes"], locale=locale(code)
        )
        homes[code].translation_key = uuid5(NAMESPACE_URL, "home")
        root.add_child(instance=homes[code])
    Site.objects.update(root_page=homes["fi"], hostname="testserver")
    topic = TopicPage(title="Aihe", slug="aihe", summary="x", locale=locale("fi"))
    homes["fi"].add_child(instance=topic)
    for code in WORDS:
        page = QuestionnairePage(slug=f"kysely-{code}", locale=locale(code))
        page.translation_key = uuid5(NAMESPACE_URL, "questionnaire")
        write(page, code, topic.pk)
        homes[code].add_child(instance=page)
    compile_published(page)
    return QuestionnairePage.objects.get(locale__language_code="fi")


def with_a_new_question(code: str = "fi") -> list[dict[str, Any]]:
    """The sections after an editor has added a question at the end."""
    changed = deepcopy(sections(code))
    words = {**WORDS[code], "more": f"{WORDS[code]['rest'].rstrip('?')} – uusi"}
    changed[0]["value"]["questions"] += items(question("more", "text", words))
    return changed


@dataclass
class Visitor:
    """A browser in one language."""

    page: QuestionnairePage
    language: str = "fi"
    client: Client = field(default_factory=Client)
    id: str = ""

    def url(self, rest: str = "") -> str:
        return f"/{self.language}/a/{self.id}/{rest}"

    def posts_start(self, **headers: str) -> HttpResponse:
        data = {"questionnaire": str(self.page.translation_key)}
        return self.client.post(f"/{self.language}/a/", data, **(headers or SAME_ORIGIN))

    def starts(self) -> HttpResponse:
        response = self.posts_start()
        self.id = response["Location"].split("/a/")[1].strip("/").split("/")[0]
        return response

    def get(self, rest: str = "", **kwargs: Any) -> HttpResponse:
        return self.client.get(self.url(rest), **kwargs)

    def answers(self, number: int, code: str, *values: str, **extra: str) -> HttpResponse:
        data: dict[str, Any] = {"form_question": code, "answer": list(values), **self.version(), **extra}
        return self.client.post(self.url(f"{number}/"), data)

    def version(self) -> dict[str, str]:
        return {name: value for name, value in self._hidden.items() if name == "form_version"}

    @property
    def _hidden(self) -> dict[str, str]:
        response = self.client.get(self.url(), follow=True)
        return {unescape(name): unescape(value) for name, value in HIDDEN.findall(response.content.decode())}

    def answers_all(self, safe: str = "yes") -> None:
        """A complete sitting of a parent with a pupil."""
        self.answers(1, "what-works", "Nauramme yhdessä")
        self.answers(2, "pupil", "yes")
        self.answers(3, "school", "works-well")
        self.answers(4, "rest", "need-help")
        self.answers(5, "alone", "yes")
        self.answers(6, "safe", safe)
        self.answers(7, "hopes", "Unta")


def text_of(response: HttpResponse) -> str:
    """What stands on the page, entities resolved."""
    return unescape(response.content.decode())
