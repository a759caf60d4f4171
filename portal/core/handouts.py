"""What one gives into a hand: one A4 page with a QR code, as a page to print and as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Final

import typst
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import current_variant
from portal.core.qr import qr_code
from portal.core.showable import showable

TEMPLATE: Final = Path(__file__).parent / "pdf" / "handout.typ"
STANDARD: Final = "ua-1"
KEPT_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines under it; numbered where their order matters."""

    heading: str
    lines: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """What stands on the paper. `parts` stand in the order of their weight: what is last is left out first."""

    title: str
    summary: str
    parts: tuple[Part, ...]
    url: str
    """The full address of the page that the paper leads to."""
    note: str = ""
    """When the details were checked; empty where nobody says so."""
    made_on: date = date(2000, 1, 1)

    @property
    def address(self) -> str:
        """The address as one types it."""
        return self.url.partition("://")[2]


def handout_page(
    request: HttpRequest, handout: Handout, *, pdf_url: str, alternates: tuple[Alternate, ...]
) -> HttpResponse:
    """The page to print; on paper it is one sheet without the portal's frame."""
    context = {
        "handout": handout,
        "qr": qr_code(handout.url),
        "pdf_url": pdf_url,
        "alternates": alternates,
        "numbers": county().bar_numbers(),
    }
    return render(request, "core/handout.html", context)


def handout_pdf(handout: Handout, filename: str) -> HttpResponse:
    """The same as a PDF of one page, to be opened or saved."""
    response = HttpResponse(as_pdf(handout), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def as_pdf(handout: Handout) -> bytes:
    """The handout in the active language as a tagged PDF of one page; the same bytes for the same words.

    What does not fit is set smaller, then left out from the last part on. Signs that the fonts lack are named.
    """
    made_at = datetime.combine(handout.made_on, time(), tzinfo=UTC)
    data = json.dumps(_data(handout, strict=False))
    key = f"handout-{hashlib.sha256(f'{made_at}{data}'.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        written = _written(data, made_at)
    except typst.TypstError:
        written = _written(json.dumps(_data(handout, strict=True)), made_at)
    cache.set(key, written, KEPT_SECONDS)
    return written


def _written(data: str, made_at: datetime) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"data": data},
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        timestamp=made_at,
    )


def _data(handout: Handout, *, strict: bool) -> dict[str, Any]:
    say: Callable[[str], str] = partial(_shown, strict=strict)
    return {
        "language": "sv" if current_variant().code == "sv" else "fi",
        "title": say(handout.title),
        "summary": say(handout.summary),
        "county": say(str(county().name)),
        "parts": [
            {"heading": say(one.heading), "lines": [say(line) for line in one.lines], "numbered": one.is_numbered}
            for one in handout.parts
            if one.lines
        ],
        "more": say(_("More on the web")),
        "how": say(_("Point the phone's camera at the square, or write this address in the browser:")),
        "url": handout.url,
        "address": say(handout.address),
        "alt": say(_("A QR code that leads to the address %(address)s") % {"address": handout.address}),
        "qr": qr_code(handout.url).svg(),
        "note": say(handout.note),
        "urgent": [say(f"{one.label}: {one.number}") for one in county().bar_numbers()],
        "urgent_heading": say(_("In an emergency")),
    }


def _shown(text: str, *, strict: bool) -> str:
    return " ".join(showable(text, "…".__mul__, strict=strict))
