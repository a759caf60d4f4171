"""Texts that wait for a family's confirmation (perheen vahvistus): sealed under a code of words, for seven days.

A professional's contact (yhteydenotto suostumuksella, SHL 35 §) may be read and confirmed by the family before it is
sent. The code is made in the professional's request and kept nowhere: it finds the row and opens it. Without a
confirmation nothing is sent. The professional's own reference and words show one thing: whether the text was sent.

Code and reference follow from the contact's form and content, so that the same press twice gives the same code, and
changed content a text of its own.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, router, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.intake.documents import Document, Item, Section
from portal.intake.drafts import erase_all
from portal.intake.models import HeldText
from portal.intake.receipts import FormKeys, word_language
from portal.vault.sealing import CannotOpen, canonical
from portal.vault.secrets import box_keys, door, open_under, seal_under, stretch
from portal.vault.words import normalise

SEALED_AS: Final = b"held-1"
SALT: Final = "tukiportti/held-text/1"
FIND: Final = "held-text"


class HeldTextGoneError(Exception):
    """The text was sent, refused or out of time before this confirmation: nothing was sent now."""


@dataclass(frozen=True, slots=True)
class HeldContent:
    """What a professional wrote: what would be sent, and how the check page showed it in each language variant.

    `said` is the content of the letter as it follows the schema, `shown` the sections by variant. The last `attached`
    of its documents were taken along; the others are made from answers, and shown with them.
    """

    said: dict[str, Any] = field(repr=False)
    shown: Mapping[str, tuple[Section, ...]] = field(repr=False)
    attached: int
    area: str

    @property
    def language(self) -> str:
        """The variant that the professional wrote in."""
        return str(self.said["language"])

    @property
    def documents(self) -> tuple[Document, ...]:
        """What was taken along."""
        return tuple(
            Document.from_json(one) for one in self.said["documents"][len(self.said["documents"]) - self.attached :]
        )

    def as_json(self) -> dict[str, Any]:
        """The content as it is sealed."""
        return {
            "said": self.said,
            "shown": {
                code: [[one.heading, [[item.label, item.value] for item in one.items]] for one in sections]
                for code, sections in self.shown.items()
            },
            "attached": self.attached,
            "area": self.area,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> HeldContent:
        """What `as_json` made. Raises KeyError, ValueError and TypeError for anything else."""
        shown = {
            code: tuple(Section(heading, tuple(Item(*item) for item in items)) for heading, items in sections)
            for code, sections in data["shown"].items()
        }
        return cls(data["said"], shown, data["attached"], data["area"])


@dataclass(frozen=True, slots=True)
class OpenText:
    """A held text, opened with its code, and until when it can be confirmed."""

    id: str
    expires_at: datetime
    content: HeldContent = field(repr=False)


@dataclass(frozen=True, slots=True)
class Watched:
    """All that a professional learns of a held text: whether it was sent, and until when it could be."""

    is_sent: bool
    expires_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether the time to confirm has ended."""
        return self.expires_at <= timezone.now()


def hold(request: HttpRequest, keys: FormKeys, content: HeldContent, draft_ids: Sequence[str]) -> None:
    """Seals the text under the keys' code; the drafts it came from are gone with the same COMMIT.

    The same again changes nothing, not even the day on which it ends. Raises what the database raises; then nothing
    was stored and the drafts stand.
    """
    token = token_of(keys.code(word_language(content.language)))
    now, text_id = timezone.now(), id_of(token)
    row = HeldText(
        id=text_id,
        reference=keys.reference,
        box_key=box_keys(keys.words(word_language(content.language)), keys.reference).public_key,
        created_at=now,
        expires_at=now + timedelta(days=settings.HELD_TEXT_DAYS),
        sealed=seal_under(token, text_id, canonical(content.as_json()), SEALED_AS),
    )
    alias = router.db_for_write(HeldText)
    try:
        with transaction.atomic(using=alias, durable=True):
            reached("portal.before_insert")
            row.save(force_insert=True, using=alias)
            erase_all(request, draft_ids)
            reached("portal.after_insert_before_commit")
    except IntegrityError:
        if not is_held(keys, content.language):
            raise
        erase_all(request, draft_ids)
    reached("portal.after_commit")


def is_held(keys: FormKeys, language: str) -> bool:
    """Whether a text was held under these keys, be it sent, refused or out of time since."""
    token = token_of(keys.code(word_language(language)))
    return HeldText.objects.filter(id=id_of(token)).exists()


def token_of(words: str) -> bytes:
    """The secret that a code gives: it finds the text and opens it. Raises WrongWords for what cannot be a code."""
    return stretch(normalise(words), SALT)


def open_text(token: bytes) -> OpenText | None:
    """The text that waits under the code; None where none does, be it wrong, sent, refused or out of time."""
    text_id = id_of(token)
    row = _waiting().filter(id=text_id).values_list("sealed", "expires_at").first()
    if row is None:
        return None
    sealed, expires_at = row
    try:
        content = HeldContent.from_json(json.loads(open_under(token, text_id, bytes(sealed or b""), SEALED_AS)))
    except (CannotOpen, ValueError, KeyError, TypeError):
        return None
    return OpenText(text_id, expires_at, content)


def claim(text_id: str, alias: str) -> None:
    """Marks the text as sent and removes it, inside the transaction that sends it: of all who try, one goes on.

    Raises HeldTextGoneError for the others.
    """
    if not _waiting(alias).filter(id=text_id).update(sealed=None, is_sent=True):
        raise HeldTextGoneError


def refuse(token: bytes) -> bool:
    """Whether the text is destroyed, now or before, without having been sent. False: somebody has sent it."""
    text_id = id_of(token)
    _waiting().filter(id=text_id).update(sealed=None)
    return not HeldText.objects.filter(id=text_id, is_sent=True).exists()


def watched(reference: str, public_key: bytes) -> Watched | None:
    """What the professional who brings reference and words learns; None when there is no such text, or no longer."""
    row = _told().filter(reference=reference, box_key=public_key).values_list("is_sent", "expires_at").first()
    return Watched(*row) if row else None


def sweep() -> int:
    """How many texts were removed whose time had ended; what tells of older ones goes as well."""
    over = HeldText.objects.filter(sealed__isnull=False, expires_at__lte=timezone.now()).update(sealed=None)
    HeldText.objects.filter(expires_at__lte=_forgotten_before()).delete()
    return over


def _waiting(alias: str | None = None) -> QuerySet[HeldText]:
    return HeldText.objects.using(alias).filter(sealed__isnull=False, is_sent=False, expires_at__gt=timezone.now())


def _told() -> QuerySet[HeldText]:
    return HeldText.objects.filter(expires_at__gt=_forgotten_before()).order_by("created_at")


def _forgotten_before() -> datetime:
    return timezone.now() - timedelta(days=settings.HELD_TEXT_TOLD_DAYS)


def id_of(token: bytes) -> str:
    """The row's id: the find-part of the secret, which does not give the open-part."""
    return base64.b32encode(door(token, FIND)).decode("ascii").rstrip("=").lower()
