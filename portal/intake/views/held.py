"""A professional's side of a text that waits for the family: it is held, and its code is shown for ten minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal.core.checkpoints import reached
from portal.core.locales import VARIANTS
from portal.core.responses import neutral
from portal.intake import drafts
from portal.intake.confirming import held_before, hold, may_be_held
from portal.intake.flow import Writing, begin_again
from portal.intake.forms import ContactForm
from portal.intake.held import Watched, watched
from portal.intake.sending import Receipt, held_cookie_name, set_short_cookie
from portal.vault.secrets import box_keys, random_id

HOLD: Final = "form_hold"
"""The button that lets the family read and confirm first."""
GONE: Final = 410


def hold_text(
    request: HttpRequest, draft_id: str, writing: Writing, number: int, pages: Sequence[ContactForm]
) -> HttpResponse:
    """A redirect to the code, once the text is held; back to the page where it may not wait. `pages` are valid."""
    if not may_be_held(writing) or not all(one.is_valid() for one in pages):
        return HttpResponseRedirect(
            reverse("contact-page", kwargs={"draft_id": draft_id, "number": number}), status=303
        )  # fmt: skip
    sources = (draft_id, *writing.came_from)
    response = _shown(hold(request, writing, pages, sources))
    for one in sources:
        drafts.expire_draft_cookie(response, one)
    reached("portal.before_receipt")
    return response


def held_again(writing: Writing, number: int, form: ContactForm) -> HttpResponse:
    """The same code for a text that is held already and whose draft is gone; else the page again, in a new draft."""
    found = held_before(writing) if writing.is_last(number) and may_be_held(writing) else None
    return _shown(found) if found else begin_again(writing, number, form, is_judged=False)


@neutral
@require_safe
def show_held(request: HttpRequest, held_id: str) -> HttpResponse:
    """The code, with what it means, for ten minutes in the browser that made it; after that a page that says so."""
    content = Receipt.from_text(request.COOKIES.get(held_cookie_name(held_id), ""))
    found = _watched(content) if content else None
    if content is None or found is None:
        return render(request, "intake/held_no_longer.html", status=GONE)
    if found.is_sent or found.is_over:
        return render(request, "intake/held_status.html", watched_context(content.keys.reference, found))
    context = {
        **watched_context(content.keys.reference, found),
        "code": content.keys.code(content.word_language).split(),
        "words": content.keys.words(content.word_language).split(),
        "word_language": content.word_language,
        "addresses": [(one, request.build_absolute_uri(_code_address(one.code))) for one in VARIANTS],
        "minutes": settings.RECEIPT_MINUTES,
    }
    return render(request, "intake/held.html", context)


def watched_context(reference: str, found: Watched) -> dict[str, Any]:
    """What a professional's page shows of a held text."""
    return {
        "reference": reference,
        "held": found,
        "days": settings.HELD_TEXT_DAYS,
        "told_days": settings.HELD_TEXT_TOLD_DAYS,
    }


def _watched(content: Receipt) -> Watched | None:
    reference = content.keys.reference
    return watched(reference, box_keys(content.keys.words(content.word_language), reference).public_key)


def _shown(content: Receipt) -> HttpResponse:
    held_id = random_id()
    response = HttpResponseRedirect(reverse("contact-held", kwargs={"held_id": held_id}), status=303)
    set_short_cookie(response, held_cookie_name(held_id), content.as_text())
    return response


def _code_address(language: str) -> str:
    with override(language):
        return reverse("family-code")
