"""The strings that the code and the templates say, and to whom: read without GNU gettext."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.processes import ROOT

Audience = Literal["public", "staff"]

KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Rooms and files whose strings only account holders meet.
STAFF_ROOMS: Final = ("portal/desk/", "portal/accounts/", "portal/vault/", "portal/demo/")
STAFF_PARTS: Final = (
    "/account/",
    "/admin",
    "/allauth/",
    "/authoring/",
    "/blocks",
    "/changes",
    "/cms",
    "/dashboard",
    "/mfa/",
    "/models",
    "/panels",
    "/permissions",
    "/publishing",
    "/refusals",
    "/reminders",
    "/sign_in",
    "/staging/",
    "/templates/429.html",
    "/viewsets",
    "portal/home/care_views.py",
    "portal/home/forms.py",
    "portal/home/guards.py",
    "portal/home/page_care.py",
    "portal/home/variants.py",
    "portal/home/signal_handlers.py",
    "portal/selfcheck/signal_handlers.py",
    "wagtail_hooks",
    "wagtailadmin",
    "wagtail_localize",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A string of the code with its gettext context."""

    text: str
    context: str = ""


def source_strings() -> dict[Source, Audience]:
    """Every translatable string of the house and its audience; public where anyone of the public meets it."""
    found: dict[Source, Audience] = {}
    for file in sorted([*ROOT.glob("portal/**/*.py"), *ROOT.glob("portal/**/*.html"), *ROOT.glob("portal/**/*.txt")]):
        path = "/" + str(file.relative_to(ROOT))
        audience = _audience(path)
        for source in _strings_in(file):
            if found.get(source) != "public":
                found[source] = audience
    return found


def _audience(path: str) -> Audience:
    is_staff = any(room in path for room in STAFF_ROOMS) or any(part in path for part in STAFF_PARTS)
    return "staff" if is_staff else "public"


def _strings_in(file: Path) -> Iterator[Source]:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Template text comes out as one long line of X between the calls; its indentation means nothing.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(file)).splitlines())
    stream = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract(
        "python", stream, keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        singular = message[0] if isinstance(message, tuple) else message
        if singular:
            yield Source(singular, context or "")
