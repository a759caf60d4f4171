"""From validated pages to a letter in the box and the receipt that belongs to it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from portal.core.cookies import give_cookie
from portal.core.county import county
from portal.core.locales import variant
from portal.intake.content import ContactContent
from portal.intake.flow import Writing
from portal.intake.forms import ContactForm, SenderForm
from portal.intake.kinds import Answers
from portal.intake.letter_box import URGENT_ANSWERS, Box, Dropped, Posted, drop
from portal.intake.receipts import WORD_LANGUAGES, FormKeys
from portal.intake.service_promises import MOST_WORKING_DAYS, AskedService, asked_in

NO_URGENCY_ANSWER: Final = "not_asked"

# What the receipt says beside the words; none of it tells what the contact was about.
PROMISED: Final = "p"
URGENT: Final = "u"
AMENDMENT: Final = "a"
NUMBER_GIVEN: Final = "n"
UNREACHABLE: Final = "x"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt is made from, as its cookie carries it for ten minutes."""

    keys: FormKeys = field(repr=False)
    word_language: str
    flags: str

    def as_text(self) -> str:
        """The value of the receipt's cookie."""
        return f"{self.keys.token.hex}.{self.keys.nonce.hex()}.{self.word_language}.{self.flags}"

    @property
    def promised_days(self) -> int | None:
        """The working days that a service's page promised; None where the county's general promise holds, or none."""
        digits = "".join(one for one in self.flags if one in "0123456789")
        return int(digits) if 0 < len(digits) <= 3 and 1 <= int(digits) <= MOST_WORKING_DAYS else None

    @classmethod
    def from_text(cls, text: str) -> Receipt | None:
        """The receipt in a cookie; None when it is none."""
        token, _, rest = text.partition(".")
        nonce, _, rest = rest.partition(".")
        language, _, flags = rest.partition(".")
        keys = FormKeys.from_text(token, nonce)
        return cls(keys, language, flags) if keys and language in WORD_LANGUAGES else None


def send(
    request: HttpRequest, writing: Writing, pages: Sequence[ContactForm], box: Box, draft_ids: Sequence[str]
) -> tuple[str, Receipt]:
    """The receipt's id and the receipt, once the letter lies in the box. `pages` are valid, the last one included.

    Raises UnknownBoxError for what belongs to a contact that nothing is left of here.
    """
    chosen = [document for one in pages for document in one.chosen()]
    language = variant(get_language()).code
    said = writing.kind.build(Answers(pages, language, timezone.now()))
    urgency = writing.urgency or NO_URGENCY_ANSWER
    fingerprint: dict[str, Any] = {
        "kind": writing.kind.code,
        "urgency": urgency,
        "pages": [one.raw() for one in pages],
        "documents": [one.digest for one in chosen],
    }
    area = county().area_of(said.municipality)
    service = asked_in(writing.service, writing.keys.token, area)
    posted = Posted(
        keys=writing.keys,
        kind=writing.kind.code,
        area=area,
        language=language,
        urgency_answer=urgency,
        is_promised=_is_promised(writing),
        fingerprint=fingerprint,
        said=said,
        documents=[one.document for one in chosen if one.document],
        relation=writing.belongs.relation if writing.belongs else "",
        service=service,
    )
    dropped = drop(posted, box, request=request, draft_ids=draft_ids)
    flags = _flags(writing, dropped) + reach(pages, said) + _promised_days(writing, service)
    return receipt_id(dropped), Receipt(writing.keys, box.word_language, flags)


def receipt_id(dropped: Dropped) -> str:
    """The id in the receipt's address: the same for the same letter, and no help in finding it."""
    hashed = hashlib.sha256(b"tukiportti/receipt-id/1|" + dropped.digest).digest()[:16]
    return base64.b32encode(hashed).decode("ascii").rstrip("=").lower()


def receipt_cookie_name(receipt: str) -> str:
    """The name of the cookie that shows a receipt for ten minutes."""
    return f"{settings.COOKIE_PREFIX}tp-r-{receipt}"


def held_cookie_name(held_id: str) -> str:
    """The name of the cookie that shows a held text's code for ten minutes."""
    return f"{settings.COOKIE_PREFIX}tp-h-{held_id}"


def refused_cookie_name(ended_id: str) -> str:
    """The name of the cookie that lets a page say for ten minutes that a text was deleted."""
    return f"{settings.COOKIE_PREFIX}tp-t-{ended_id}"


def set_receipt_cookie(response: HttpResponse, receipt: str, content: Receipt) -> None:
    """Lets this browser see the receipt for RECEIPT_MINUTES."""
    set_short_cookie(response, receipt_cookie_name(receipt), content.as_text())


def set_short_cookie(response: HttpResponse, name: str, value: str) -> None:
    """A cookie of RECEIPT_MINUTES that no script reads."""
    give_cookie(response, name, value, seconds=settings.RECEIPT_MINUTES * 60)


def _is_promised(writing: Writing) -> bool:
    """Whether the county's promise holds: it is made for contacts that are not urgent, and says so."""
    return writing.kind.is_promised and writing.urgency not in URGENT_ANSWERS


def _promised_days(writing: Writing, service: AskedService | None) -> str:
    """The days that a service's page promised, beside the flags: a number, and no word of the service."""
    return str(service.working_days) if _is_promised(writing) and service and service.working_days else ""


def _flags(writing: Writing, dropped: Dropped) -> str:
    is_urgent = writing.urgency in URGENT_ANSWERS
    return PROMISED * _is_promised(writing) + URGENT * is_urgent + AMENDMENT * dropped.is_amendment


def reach(pages: Sequence[ContactForm], said: ContactContent) -> str:
    """How the sender can be reached, as a receipt's flag; empty where they chose it themselves, or were not asked."""
    asked = [one for one in pages if isinstance(one, SenderForm)]
    if not asked or said.reads_here:
        return ""
    if all(one.safe == "not_safe" for one in said.ways):
        return UNREACHABLE
    return "" if asked[-1].ways() else NUMBER_GIVEN
