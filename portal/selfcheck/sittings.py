"""A sitting: one person's answers to one version, in a draft that only that browser's cookie opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import router, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.intake import service as intake
from portal.selfcheck.journey import Answer, Journey, answers_from_plain, answers_to_plain, walk
from portal.selfcheck.versions import OpenVersion, Words, version_of

KIND: Final = "sitting"
CHOOSING: Final = "choosing"
"""Stands in `refused` in place of a question's code when the choice between open sittings was refused."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was posted and could not be taken: to which question, and the raw fields, so that nothing is lost."""

    question: str
    posted: Mapping[str, tuple[str, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting as its draft holds it.

    answers: everything that was ever answered; `journey` says what of it counts. is_waiting: begun while another was
    open, and not yet decided what shall become of that one.
    """

    id: str
    expires_at: datetime
    started_at: datetime
    version: OpenVersion
    answers: Mapping[str, Answer] = field(repr=False)
    is_waiting: bool = False
    refused: Refused | None = field(default=None, repr=False)

    @property
    def journey(self) -> Journey:
        """The journey, computed anew."""
        return walk(self.version.definition, self.answers)

    def words(self, language: str | None) -> Words:
        """The version's words in a variant."""
        return self.version.words_in(language)

    def answered(self, question: str, answer: Answer) -> Sitting:
        """The sitting with this answer, and nothing refused any more."""
        return replace(self, answers={**self.answers, question: answer}, refused=None)

    def with_refused(self, question: str, posted: Mapping[str, tuple[str, ...]]) -> Sitting:
        """The sitting that remembers what was posted and not taken."""
        return replace(self, refused=Refused(question, posted))


def begin(version: OpenVersion, *, is_waiting: bool, first: Mapping[str, Answer] | None = None) -> intake.NewDraft:
    """A new sitting's draft, with answers that were saved from an earlier one. The caller gives the browser its cookie."""
    return intake.start(_content(version, first or {}, timezone.now(), is_waiting=is_waiting, refused=None))


def open_sitting(request: HttpRequest, sitting_id: str) -> Sitting | None:
    """The sitting of that id, if this browser's cookie opens it; None when it is gone or is none."""
    found = intake.read(request, sitting_id)
    return _sitting(found) if found is not None else None


def open_sittings(request: HttpRequest) -> list[Sitting]:
    """Every open sitting of this browser, the oldest first."""
    found = [open_sitting(request, one) for one in intake.draft_ids(request)]
    return sorted((one for one in found if one is not None), key=lambda one: one.started_at)


def change(
    request: HttpRequest, sitting_id: str, make: Callable[[Sitting], Sitting], *, extend: bool = False
) -> Sitting | None:
    """The sitting as it is after the change; None when it is gone.

    Reading and writing stand in one transaction behind a lock on the row, so that two answers that arrive at the same
    time are both kept. A change that returns the same sitting still counts as a step: it is kept longer.
    """
    alias = router.db_for_write(intake.Draft)
    with transaction.atomic(using=alias):
        list(intake.Draft.objects.using(alias).select_for_update().filter(pk=sitting_id).values_list("pk"))
        before = open_sitting(request, sitting_id)
        if before is None:
            return None
        after = make(before)
        content = _content(
            after.version, after.answers, after.started_at, is_waiting=after.is_waiting, refused=after.refused
        )
        expires_at = intake.write(request, sitting_id, content, extend=extend)
    return None if expires_at is None else replace(after, expires_at=expires_at)


def _content(
    version: OpenVersion,
    answers: Mapping[str, Answer],
    started_at: datetime,
    *,
    is_waiting: bool,
    refused: Refused | None,
) -> dict[str, Any]:
    return {
        "kind": KIND,
        "version": version.content_hash,
        "answers": answers_to_plain(answers),
        "started_at": started_at.isoformat(),
        "is_waiting": is_waiting,
        "refused": None
        if refused is None
        else {
            "question": refused.question,
            "posted": {name: list(values) for name, values in refused.posted.items()},
        },
    }


def _sitting(found: intake.DraftContent) -> Sitting | None:
    content = found.content
    if content.get("kind") != KIND:
        return None
    version = version_of(content["version"])
    started_at = parse_datetime(content["started_at"])
    if version is None or started_at is None:
        return None
    refused = content["refused"]
    return Sitting(
        id=found.id,
        expires_at=found.expires_at,
        started_at=started_at,
        version=version,
        answers=answers_from_plain(content["answers"]),
        is_waiting=content["is_waiting"],
        refused=None
        if refused is None
        else Refused(refused["question"], {name: tuple(values) for name, values in refused["posted"].items()}),
    )
