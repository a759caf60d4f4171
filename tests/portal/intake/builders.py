"""A visitor who writes a contact the way a browser does, and the desk that reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portal.intake.letter_box import letter_aad, letter_context
from portal.intake.models import Letter
from portal.intake.service import Document, Item, Section
from portal.vault.sealing import PrivateKey, open_envelope

SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')

WORDS = "Olen väsynyt. Kuka voisi auttaa?\nSoittakaa, kiitos 🌧️"


def answers(**changes: str) -> dict[str, str]:
    """A form filled in by somebody who may be called; a change of None-like "" takes a field out."""
    filled = {
        "own_words": WORDS,
        "name": "Tuulia",
        "by_call": "on",
        "call_address": "079 123 4567",
        "call_safe": "safe",
        "call_when": "iltaisin",
        "contact_language": "fi",
        "municipality": "951",
        **changes,
    }
    return {name: value for name, value in filled.items() if value}


def assessment(title: str = "Vanhemman tilanne") -> Document:
    return Document(
        schema="assessment-1",
        title=title,
        language="fi",
        made_at="2026-11-22T10:00:00+02:00",
        sections=(Section("Lapsen arki", (Item("Miten arki sujuu?", "Pohdituttaa"), Item("Uni", "Toimii hyvin"))),),
    )


@dataclass
class Visitor:
    """A browser in one language."""

    language: str = "fi"
    client: Client = field(default_factory=Client)
    draft_id: str = ""

    def url(self, path: str) -> str:
        return f"/{self.language}/{path}"

    def begins(self, kind: str = "help_request") -> HttpResponse:
        response = self.client.post(self.url("b/"), {"kind": kind}, **SAME_ORIGIN)
        self.draft_id = response["Location"].split("/b/")[1].split("/")[0]
        return response

    def passes_gate(self, urgency: str = "not_urgent") -> HttpResponse:
        return self.client.post(self.url(f"b/{self.draft_id}/"), {"urgency": urgency})

    def page(self, number: int = 1) -> HttpResponse:
        return self.client.get(self.url(f"b/{self.draft_id}/{number}/"))

    def hidden(self, number: int = 1) -> dict[str, str]:
        return hidden_fields(self.page(number))

    def sends(self, data: Mapping[str, str | list[str]], number: int = 1) -> HttpResponse:
        return self.client.post(self.url(f"b/{self.draft_id}/{number}/"), data)

    def arrives_at_form(self, urgency: str = "not_urgent") -> dict[str, str]:
        """The form's hidden fields, after the start and the gate."""
        self.begins()
        self.passes_gate(urgency)
        return self.hidden()


def hidden_fields(response: HttpResponse) -> dict[str, str]:
    found = {unescape(name): unescape(value) for name, value in HIDDEN.findall(response.content.decode())}
    return {name: value for name, value in found.items() if name.startswith("form_")}


def opened(letter: Letter, key: PrivateKey) -> dict[str, Any]:
    """What the desk reads in a letter."""
    plain = open_envelope(bytes(letter.sealed), keys=[key], context=letter_context(letter), aad=letter_aad(letter))
    content: dict[str, Any] = json.loads(plain)
    return content


def words_on(response: HttpResponse) -> str:
    """The words on a receipt."""
    listed = re.search(r'<ol class="tp-words.*?</ol>', response.content.decode(), re.DOTALL)
    assert listed is not None
    return " ".join(re.findall(r"<strong>([^<]+)</strong>", listed.group()))


def reference_on(response: HttpResponse) -> str:
    found = re.search(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", response.content.decode())
    assert found is not None
    return found.group()
