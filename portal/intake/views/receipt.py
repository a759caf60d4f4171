"""The receipt: reference, words, and what happens next, for ten minutes in the browser that sent the contact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core.county import county
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.intake.deadlines import Fact
from portal.intake.letter_box import arrivals
from portal.intake.promises import lawful_dates, promised_reply, service_reply
from portal.intake.sending import AMENDMENT, NUMBER_GIVEN, PROMISED, UNREACHABLE, URGENT, Receipt, receipt_cookie_name

GONE: Final = 410
STARTED: Final = "assessment_started"
NAMED_BY_LAW: Final = {
    "adult": (Fact.AGED_75_OR_MORE, Fact.HIGHEST_CARE_ALLOWANCE, Fact.CHILD_WITH_SPECIAL_SUPPORT),
    "child_welfare": (Fact.CHILD_WELFARE,),
}


@neutral
@require_safe
def show_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt, computed anew from its cookie; after ten minutes a page that says so."""
    content = Receipt.from_text(request.COOKIES.get(receipt_cookie_name(receipt), ""))
    if content is None:
        return render(request, "intake/receipt_gone.html", status=GONE)
    return render(request, "intake/receipt.html", receipt_context(content))


def receipt_context(content: Receipt) -> dict[str, Any]:
    """What the receipt shows: of the letters only their arrival is read."""
    here = county()
    times = arrivals(content.keys.reference)
    return {
        "reference": content.keys.reference,
        "words": content.keys.words(content.word_language).split(),
        "word_language": content.word_language,
        "arrival": times[0] if times else None,
        "last_arrival": times[-1] if times else None,
        "promise": _promise(times[0], content.promised_days) if times and PROMISED in content.flags else None,
        "limits": lawful_starts(times[0]) if times else {},
        "is_amendment": AMENDMENT in content.flags,
        "is_urgent": URGENT in content.flags,
        "is_number_given": NUMBER_GIVEN in content.flags,
        "is_unreachable": UNREACHABLE in content.flags,
        "numbers": here.bar_numbers(),
        "advice_phone": here.advice_phone,
        "minutes": settings.RECEIPT_MINUTES,
    }


def lawful_starts(arrival: datetime) -> dict[str, date]:
    """When the law makes an assessment start at the latest, for those whom it names; nothing about this very matter."""
    return {
        name: min(days)
        for name, facts in NAMED_BY_LAW.items()
        if (days := [one.due for one in lawful_dates(facts, arrival) if one.due and one.rule.what == STARTED])
    }


def _promise(arrival: datetime, working_days: int | None) -> dict[str, Any]:
    language = current_variant().code
    on = timezone.localdate(arrival).isoformat()
    promise = service_reply(arrival, working_days, on, language) if working_days else promised_reply(arrival, language)
    return {"due": promise.due, "text": promise.text}
