"""Compiled versions, opened: made when a questionnaire goes live, read by every step of a sitting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from portal.core.locales import DEFAULT_VARIANT, variant
from portal.selfcheck.journey import Definition, definition_from_plain, definition_to_plain, fingerprint
from portal.selfcheck.models.versions import CurrentVersion, QuestionnaireVersion

KEPT_OPEN = 64


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a version in one variant."""

    by_key: Mapping[str, str]

    def get(self, *parts: str) -> str:
        """The text under the key that the parts make; empty when there is none."""
        return self.by_key.get(".".join(parts), "")

    def legend(self, question: str) -> str:
        """The question as it is asked."""
        return self.get("question", question, "legend")

    def topic(self, question: str) -> str:
        """What the question is about, in a word or two."""
        return self.get("question", question, "topic") or self.legend(question)

    def option(self, question: str, code: str) -> str:
        """The text of an option or a skip."""
        return self.get("option", question, code) or code

    def reason(self, rule: str) -> str:
        """Why the rule's next step is suggested."""
        return self.get("rule", rule)


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """A version ready for use: its facts parsed, its words by variant."""

    content_hash: str
    questionnaire: UUID
    definition: Definition
    words: Mapping[str, Words]

    def words_in(self, language: str | None) -> Words:
        """The words in the variant, else in the one it falls back to, else in whichever there is."""
        wanted = variant(language)
        for code in (wanted.code, wanted.fallback, DEFAULT_VARIANT.code):
            if code in self.words:
                return self.words[code]
        return next(iter(self.words.values()))


def compiled(
    questionnaire: UUID, definition: Definition, words: Mapping[str, Mapping[str, str]]
) -> QuestionnaireVersion:
    """The stored version with this content: the one that is there already, or a new one."""
    plain = definition_to_plain(definition)
    content = {
        "questionnaire": str(questionnaire),
        "definition": plain,
        "words": {code: dict(words[code]) for code in words},
    }
    content_hash = fingerprint(content)
    stored = QuestionnaireVersion.objects.filter(content_hash=content_hash).first()
    if stored is None:
        stored = QuestionnaireVersion(
            questionnaire=questionnaire, content_hash=content_hash, definition=plain, words=content["words"]
        )
        stored.save()
    return stored


def opened(row: QuestionnaireVersion) -> OpenVersion:
    """The version of a stored row."""
    return OpenVersion(
        content_hash=row.content_hash,
        questionnaire=row.questionnaire,
        definition=definition_from_plain(row.definition),
        words=MappingProxyType({code: Words(words) for code, words in row.words.items()}),
    )


class _UnknownError(Exception):
    """There is no version of that hash. Raised, so that the cache does not remember it."""


@lru_cache(maxsize=KEPT_OPEN)
def _by_hash(content_hash: str) -> OpenVersion:
    row = QuestionnaireVersion.objects.filter(content_hash=content_hash).first()
    if row is None:
        raise _UnknownError
    return opened(row)


def version_of(content_hash: str) -> OpenVersion | None:
    """The version of that hash, kept open in memory: its content can never be another. None when there is none."""
    try:
        return _by_hash(content_hash)
    except _UnknownError:
        return None


def current_version(questionnaire: UUID) -> OpenVersion | None:
    """The version that a new sitting of the questionnaire gets; None before it was first published."""
    found = CurrentVersion.objects.filter(questionnaire=questionnaire).values_list("version__content_hash", flat=True)
    content_hash = found.first()
    return version_of(content_hash) if content_hash else None
