"""Advice to whoever writes an entry's words: what the national register's content rules would have otherwise.

Advice alone: nothing here stops anybody, and each rule errs (a name may look like a passive). The rules are those of the
Digital and Population Data Services Agency for descriptions of services, in short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.plainness import plain_text, sentences

SENTENCES_IN_A_PARAGRAPH: Final = 4
SHOWN_LENGTH: Final = 40

# Each part is bounded: an unbounded one takes a time that grows with the square of a hostile text.
MAIL: Final = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,100}\.\w{2,20}")
ADDRESS: Final = re.compile(
    r"https?://\S+|www\.\S+|\b[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?:fi|com|org|net|eu|ax|example)\b", re.IGNORECASE
)
PHONE: Final = re.compile(r"(?<![\d/.])\+?\d(?:[ -]?\d){5,14}(?![\d/])")
DAY: Final = re.compile(
    r"\b(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)\w*"
    r"|\b(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)\w*",
    re.IGNORECASE,
)
DATE: Final = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:\d{4})?(?!\d)|(?<![/\d])\b(?:19|20)\d\d\b(?!/)")
HOUR: Final = re.compile(r"\b(?:klo|kl)\.? ?\d|\b\d{1,2}[.:]\d\d ?[–-] ?\d{1,2}(?:[.:]\d\d)?", re.IGNORECASE)
PASSIVES: Final = {
    # A vowel before "taan", or before or with h before "daan": annetaan, sovitaan, tehdään. Inflected nouns such as
    # kuntaan, rantaan and iltaan have a consonant there.
    "fi": re.compile(
        r"\b\w+(?:[aeiouyäö]t|[aeiouyäöh]d)(?:aan|ään)\b|\b(?:ollaan|tullaan|mennään|pannaan)\b|\b\w{2,}ttiin\b",
        re.IGNORECASE,
    ),
    "sv": re.compile(
        r"\b(?:ges|görs|tas|hålls|sköts|betalas|ordnas|erbjuds|används|avgörs|beslutas|bedöms|behandlas|kontaktas|beviljas|"
        r"ansöks|skickas|lämnas|utreds|meddelas)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to look at again: the field, what it is about, and the place in the text."""

    field: str
    said: str | Promise
    excerpt: str


_FOUND: Final = (
    (MAIL, _("An email address belongs to the facts, not to the text.")),
    (ADDRESS, _("A web address belongs to the facts, not to the text.")),
    (PHONE, _("A phone number belongs to the facts, not to the text.")),
    (HOUR, _("Opening hours belong to the facts, not to the text.")),
    (DAY, _("The name of a day grows old. Put hours into the facts.")),
    (DATE, _("A date or a year grows old. Is it needed?")),
)


def advice_on(texts: Mapping[str, str], *, language: str, name: str = "") -> list[Advice]:
    """What to look at again in the texts, field by field, in the order of the fields; a field gets each advice once.

    `texts` holds rich text or lines by field; `language` is a code such as fi, sv or fi-simple. No input is refused.
    """
    found: list[Advice] = []
    for field, raw in texts.items():
        text = plain_text(raw)
        for pattern, said in (*_FOUND, *_passive(language)):
            if match := pattern.search(text):
                found.append(Advice(field, said, match.group()[:SHOWN_LENGTH]))
                # What was named once is not named again as something else: a part of a phone number is no year.
                text = pattern.sub(" ", text)
        found += _long_paragraphs(field, plain_text(raw))
    return [*_copied_summary(texts, name), *found]


def _passive(language: str) -> Iterator[tuple[re.Pattern[str], str | Promise]]:
    if pattern := PASSIVES.get(language.partition("-")[0]):
        yield pattern, _("This looks like a passive. Say who does it, and say “you” to the reader.")


def _long_paragraphs(field: str, text: str) -> Iterator[Advice]:
    for paragraph in text.splitlines():
        if len(sentences(paragraph)) > SENTENCES_IN_A_PARAGRAPH:
            excerpt = paragraph.strip()[:SHOWN_LENGTH]
            yield Advice(field, _("A paragraph of more than four sentences is hard to read. Divide it."), excerpt)
            return


def _copied_summary(texts: Mapping[str, str], name: str) -> Iterator[Advice]:
    summary = sentences(texts.get("summary", ""))
    if not summary:
        return
    if _all_in(summary, sentences(name)) or _all_in(
        summary, [one for field, text in texts.items() if field != "summary" for one in sentences(plain_text(text))]
    ):
        said = _("The summary only repeats the name or the text below. Say in it what the reader gets.")
        yield Advice("summary", said, texts["summary"].strip()[:SHOWN_LENGTH])


def _all_in(some: Iterable[str], others: Iterable[str]) -> bool:
    known = set(others)
    return all(one in known for one in some)
