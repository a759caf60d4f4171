"""The two cookies of a status page: the key of the box, and what was just sent. Each lives ten minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.core.cookies import take_cookie_back
from portal.intake import drafts
from portal.intake.later import LATER_KINDS, TASK_DONE
from portal.intake.sending import set_short_cookie
from portal.vault.secrets import BoxKeys

KEY_BYTES: Final = 32

_SENT: Final = re.compile(rf"({'|'.join((*LATER_KINDS, TASK_DONE))})(?:\.([0-9a-f]{{32}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class JustSent:
    """What this browser has just sent from the status page: the letter's kind, and the task that was ticked as done."""

    kind: str
    task: UUID | None = None

    def as_text(self) -> str:
        """The value of its cookie."""
        return f"{self.kind}.{self.task.hex}" if self.task else self.kind


def status_cookie_name(status_id: str) -> str:
    """The name of the cookie that carries a box's key for ten minutes."""
    return f"{settings.COOKIE_PREFIX}tp-s-{status_id}"


def just_sent_cookie_name(status_id: str) -> str:
    """The name of the cookie that says what was just sent from that status page."""
    return f"{settings.COOKIE_PREFIX}tp-w-{status_id}"


def set_key(response: HttpResponse, status_id: str, reference: str, keys: BoxKeys) -> None:
    """Lets this browser see the box for RECEIPT_MINUTES."""
    key = f"{drafts.encoded(keys.private_key + keys.public_key)}.{reference}"
    set_short_cookie(response, status_cookie_name(status_id), key)


def key_of(request: HttpRequest, status_id: str) -> tuple[str, BoxKeys] | None:
    """The reference and the keys that this browser holds for the page; None when it holds none."""
    encoded, _dot, reference = request.COOKIES.get(status_cookie_name(status_id), "").partition(".")
    raw = drafts.decoded(encoded, 2 * KEY_BYTES)
    return (reference, BoxKeys(public_key=raw[KEY_BYTES:], private_key=raw[:KEY_BYTES])) if raw else None


def set_just_sent(request: HttpRequest, response: HttpResponse, status_id: str, sent: JustSent) -> None:
    """Lets the status page say what was just sent; the key of the box, where it is still held, is held on."""
    set_short_cookie(response, just_sent_cookie_name(status_id), sent.as_text())
    if found := key_of(request, status_id):
        set_key(response, status_id, *found)


def just_sent(request: HttpRequest, status_id: str) -> JustSent | None:
    """What this browser has just sent from that page; None when nothing, or too long ago."""
    found = _SENT.fullmatch(request.COOKIES.get(just_sent_cookie_name(status_id), ""))
    return JustSent(found[1], UUID(found[2]) if found[2] else None) if found else None


def forget(response: HttpResponse, status_id: str) -> None:
    """Takes both cookies of the page back."""
    take_cookie_back(response, status_cookie_name(status_id))
    take_cookie_back(response, just_sent_cookie_name(status_id))
