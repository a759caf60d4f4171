"""Drafts: what somebody is writing, sealed under a key that only that browser's cookie gives.

A draft is found by its id and the door that the cookie's token gives, and opened by the same token. The portal keeps
neither. An expired draft is refused at once; its row goes with the next draft write and by the command `sweep`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import router, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.core.cookies import give_cookie, take_cookie_back
from portal.intake.models import Draft
from portal.vault.sealing import CannotOpen, canonical
from portal.vault.secrets import TOKEN_BYTES, door, open_under, random_id, random_token, seal_under

SEALED_AS: Final = b"draft-1"
MOST_DRAFTS: Final = 40
"""How many drafts of one browser are looked at; no browser keeps so many cookies of one host."""

_COOKIE: Final = re.compile(r"[a-z2-7]{26}", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft just made: its id, until when it is kept, and the token that belongs into its cookie."""

    id: str
    expires_at: datetime
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """An opened draft. `content` is what was written, `expires_at` until when it is kept."""

    id: str
    expires_at: datetime
    content: dict[str, Any] = field(repr=False)


def cookie_name(draft_id: str) -> str:
    """The name of the draft's own cookie."""
    return f"{settings.COOKIE_PREFIX}tp-d-{draft_id}"


def draft_ids(request: HttpRequest) -> list[str]:
    """The ids that this browser's draft cookies name, open or not."""
    prefix = cookie_name("")
    found = [name.removeprefix(prefix) for name in request.COOKIES if name.startswith(prefix)]
    return [one for one in found if _COOKIE.fullmatch(one)][:MOST_DRAFTS]


def draft_cookies(request: HttpRequest) -> list[str]:
    """The names of this browser's draft cookies, for the registry of own cookies."""
    return [cookie_name(one) for one in draft_ids(request)]


def start(content: Mapping[str, Any]) -> NewDraft:
    """A new draft with that content, kept DRAFT_MINUTES. The caller sets its cookie with `set_draft_cookie`."""
    draft_id, token = random_id(), random_token()
    now = timezone.now()
    new = NewDraft(draft_id, now + timedelta(minutes=settings.DRAFT_MINUTES), token)
    row = Draft(
        id=draft_id,
        door=door(token, draft_id),
        sealed=_sealed(token, draft_id, content),
        expires_at=new.expires_at,
        created_at=now,
    )
    alias = router.db_for_write(Draft)
    with transaction.atomic(using=alias):
        sweep()
        row.save(force_insert=True, using=alias)
    return new


def read(request: HttpRequest, draft_id: str) -> DraftContent | None:
    """The draft that this browser's cookie opens; None without the cookie, with a wrong one, or when it has expired."""
    token = token_of(request, draft_id)
    if token is None:
        return None
    found = (
        Draft.objects.filter(_the_one(token, draft_id), expires_at__gt=timezone.now())
        .values_list("sealed", "expires_at")
        .first()
    )
    if found is None:
        return None
    sealed, expires_at = found
    try:
        content = json.loads(open_under(token, draft_id, bytes(sealed), SEALED_AS))
    except CannotOpen:
        return None
    return DraftContent(draft_id, expires_at, content)


def write(request: HttpRequest, draft_id: str, content: Mapping[str, Any], *, extend: bool = False) -> datetime | None:
    """Until when the draft is kept now that it holds this content; None when there is no such open draft.

    A write keeps it DRAFT_MINUTES from now, with `extend` DRAFT_EXTENDED_HOURS; never shorter than already promised.
    """
    token = token_of(request, draft_id)
    if token is None:
        return None
    kept = timedelta(hours=settings.DRAFT_EXTENDED_HOURS) if extend else timedelta(minutes=settings.DRAFT_MINUTES)
    sealed = _sealed(token, draft_id, content)
    alias = router.db_for_write(Draft)
    with transaction.atomic(using=alias):
        now = timezone.now()
        sweep()
        mine = Draft.objects.using(alias).filter(_the_one(token, draft_id), expires_at__gt=now)
        promised = mine.values_list("expires_at", flat=True).first()
        if promised is None:
            return None
        expires_at = max(promised, now + kept)
        mine.update(sealed=sealed, expires_at=expires_at)
    return expires_at


def erase(request: HttpRequest, draft_id: str) -> None:
    """Deletes the draft, if this browser's cookie proves that it is its own."""
    erase_all(request, [draft_id])


def erase_all(request: HttpRequest, ids: Sequence[str]) -> None:
    """Deletes those of the drafts that this browser's cookies prove to be its own."""
    mine = Q()
    for one in ids:
        if token := token_of(request, one):
            mine |= _the_one(token, one)
    if mine:
        Draft.objects.filter(mine).delete()


def erase_own(request: HttpRequest) -> None:
    """Deletes every draft whose cookie this browser proves; what exit and "someone else" call."""
    erase_all(request, draft_ids(request))


def sweep() -> int:
    """How many expired drafts were deleted."""
    deleted, _ = Draft.objects.filter(expires_at__lte=timezone.now()).delete()
    return deleted


def set_draft_cookie(response: HttpResponse, new: NewDraft) -> None:
    """Gives the browser the draft's token in a cookie that ends with the browser."""
    give_cookie(response, cookie_name(new.id), encoded(new.token))


def expire_draft_cookie(response: HttpResponse, draft_id: str) -> None:
    """Takes the draft's cookie back."""
    take_cookie_back(response, cookie_name(draft_id))


def token_of(request: HttpRequest, draft_id: str) -> bytes | None:
    """The token in the draft's cookie; None when there is none that could be one."""
    if not _COOKIE.fullmatch(draft_id):
        return None
    return decoded(request.COOKIES.get(cookie_name(draft_id), ""), TOKEN_BYTES)


def encoded(raw: bytes) -> str:
    """The bytes as a cookie or a form field carries them."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def decoded(text: str, length: int | None = None) -> bytes | None:
    """The bytes of a text that `encoded` made; None when it is none, or not of that length."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if length is None or len(raw) == length else None


def _the_one(token: bytes, draft_id: str) -> Q:
    return Q(id=draft_id, door=door(token, draft_id))


def _sealed(token: bytes, draft_id: str, content: Mapping[str, Any]) -> bytes:
    return seal_under(token, draft_id, canonical(content), SEALED_AS)
