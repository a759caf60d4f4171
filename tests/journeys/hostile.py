"""Twenty texts that no form expects, and what becomes of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import BrowserContext

from tools.form_client import Browser, Page
from tools.processes import ROOT

MANY_SIGNS: Final = "Väsynyt äiti ja isä. " * 953
TEXTS: Final[dict[str, str]] = {
    "script": "<script>alert(document.cookie)</script>",
    "markup that runs": '"><img src=x onerror=alert(1)><svg/onload=alert(2)><iframe srcdoc="<script>alert(3)</script>">',
    "end of a text field": "</textarea></form><script>alert(4)</script><form action=https://evil.example/>",
    "20 000 signs": MANY_SIGNS[:19_999] + "!",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🦽 😶‍🌫️ 🇫🇮",
    "right to left": "مرحبا أنا متعبة \u202eחבל\u202c \u2066abc\u2069 عائلة",
    "null bytes": "a\0b\0\0c",
    "sql": "'; DROP TABLE intake_letter; -- \" OR 1=1 UNION SELECT * FROM desk_contact",
    "template": "{{ settings.SECRET_KEY }} {% debug %} ${7*7} <%= 7*7 %> #{7*7} {{7|add:7}}",
    "a very long word": "ä" * 4_000,
    "only spaces": " \t\n   \u00a0\u2003 ",
    "control signs": "x\x01\x02\x07\x08\x0b\x0c\x1b[31m\x7f\x80\x9fy",
    "zero width": "n\u200bi\u200cm\u200di\ufeff\u2060x",
    "combining": "Z\u0351\u0300\u0301\u0302\u0303\u0304\u0305\u0306a\u0300l\u0327\u0328g\u0489o\u030a A\u030a A\u0308 O\u0308",
    "header lines": "x\r\nSet-Cookie: a=b\r\n\r\n<script>alert(5)</script>",
    "formats": "%s %(name)s %d%n {0} {name!r} \\x00 \\u0000 \\",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp; &quot; &#0; &#x1F600",
    "line and paragraph signs": "a\u2028b\u2029c\x85d\x1ce",
    "no characters": "x\ufffe\uffff\U0001ffff\ue000y",
    "a file, a formula, a link": "=cmd|'/c calc'!A1 ../../../etc/passwd file:///etc/shadow javascript:alert(6) {\"a\":1}",
}
ONE_SIGN_FOR_NULL: Final = "\N{REPLACEMENT CHARACTER}"


def lines(text: str) -> str:
    """The text with each line break as one sign, as the portal keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stands_on(soup: BeautifulSoup, field: str, text: str) -> bool:
    """Whether the field still holds the text; null bytes may be shown by a sign, since HTML has none."""
    found = soup.find(attrs={"name": field})
    if not isinstance(found, Tag):
        return False
    shown = found.get_text().removeprefix("\n") if found.name == "textarea" else str(found.get("value", ""))
    wanted = lines(text)
    return lines(shown) in {wanted, wanted.replace("\0", ONE_SIGN_FOR_NULL), wanted.strip()}


def errors_of(page: Page) -> dict[str, str]:
    """The sentence of the error summary for each field, by the field's name."""
    links = page.soup.select(".govuk-error-summary a[href^='#']")
    return {str(one["href"]).removeprefix("#id_"): one.get_text(" ", strip=True) for one in links}


@cache
def english() -> frozenset[str]:
    """The beginnings of the source strings, which no visitor should ever see."""
    catalogue = (Path(ROOT) / "locale/fi/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return frozenset(
        line[7:-1][:18] for line in catalogue.splitlines() if line.startswith('msgid "') and len(line) > 30
    )


def is_in_english(sentence: str) -> bool:
    """Whether a sentence was left untranslated."""
    return sentence[:18] in english()


def http_twin(context: BrowserContext, address: str) -> Browser:
    """The same signed-in visit, without a screen."""
    twin = Browser(address)
    for one in context.cookies(address):
        twin.session.cookies.set(one["name"], one["value"], path="/")
    return twin
