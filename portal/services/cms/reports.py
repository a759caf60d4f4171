"""The catalogue's reports in the CMS: what is least complete, and where low-threshold places are missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from portal.core.county import county
from portal.core.needs import SUPPORT_NEEDS
from portal.services.cms.care import completeness_of, for_care, in_use
from portal.services.cms.completeness import Completeness
from portal.services.cms.coverage import Cell, Row, coverage
from portal.services.cms.variants import name_for_editors
from portal.services.kinds import KINDS, SERVICES
from portal.services.models import PlaceFacts
from portal.services.models.classifications import TARGET_GROUPS
from portal.services.models.entry_words import rows_of

ON_A_PAGE: Final = 50
MOST: Final = 2000
"""Entries of a kind that the report reads; the page says so where there are more."""
CITIZENS: Final = "KR1."
KIND_LABELS: Final = {
    "services": gettext_lazy("Services"),
    "channels": gettext_lazy("Channels"),
    "places": gettext_lazy("Places"),
    "partners": gettext_lazy("Partners"),
}
RISKY_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""

Page = Callable[[HttpRequest], HttpResponse]


def may_see(page: Page) -> Page:
    """The page, for who may see the facts of services."""
    checked: Page = permission_required("services.view_servicefacts")(page)
    return checked


@dataclass(frozen=True, slots=True)
class Measured:
    """One entry of the report."""

    name: str
    url: str
    owner: str
    found: Completeness


@require_safe
@may_see
def completeness_report(request: HttpRequest) -> HttpResponse:
    """The entries of one kind, those that lack most first; a fixed number of queries for each page of the report."""
    kind = next((one for one in KINDS if one.name == request.GET.get("kind")), SERVICES)
    entries = list(for_care(in_use(rows_of(kind.facts).order_by("verified_on", "pk")))[: MOST + 1])
    measured = [
        Measured(
            name_for_editors(one), reverse(f"{kind.name}_facts:edit", args=[one.pk]), one.owner, completeness_of(one)
        )
        for one in entries[:MOST]
    ]
    measured.sort(key=lambda one: (one.found.met / one.found.asked, one.name))
    context = {
        "rows": Paginator(measured, ON_A_PAGE).get_page(request.GET.get("p")),
        "kinds": [
            {"name": name, "label": label, "is_current": name == kind.name} for name, label in KIND_LABELS.items()
        ],
        "kind": kind.name,
        "kind_label": KIND_LABELS[kind.name],
        "most": MOST if len(entries) > MOST else 0,
    }
    return TemplateResponse(request, "services/cms/completeness_report.html", context)


@require_safe
@may_see
def coverage_report(request: HttpRequest) -> HttpResponse:
    """Municipality × target group × need, as a table or, with `?export=csv`, as a file; one query."""
    town = county().municipality(request.GET.get("municipality", ""))
    rows = coverage_rows([town.code] if town else [one.code for one in county().municipalities])
    if request.GET.get("export") == "csv":
        return _as_csv(rows)
    context = {
        "needs": [str(words) for words in SUPPORT_NEEDS.values()],
        "rows": [
            {
                "municipality": _town(row.municipality),
                "group": str(TARGET_GROUPS[row.target_group]),
                "cells": [{"said": _said(cell), "is_gap": cell.is_gap} for cell in row.cells],
                "gaps": row.gaps,
            }
            for row in rows
        ],
        "towns": county().municipalities,
        "chosen": town.code if town else "",
        "gaps": sum(row.gaps for row in rows),
        "cells": sum(len(row.cells) for row in rows),
    }
    return TemplateResponse(request, "services/cms/coverage_report.html", context)


def coverage_rows(municipalities: list[str]) -> list[Row]:
    """The coverage by the places in use, with one query."""
    groups = [code for code in TARGET_GROUPS if code.startswith(CITIZENS)]
    places: Any = in_use(PlaceFacts.objects.filter(low_threshold=True))
    return coverage(places, municipalities=municipalities, target_groups=groups, needs=list(SUPPORT_NEEDS))


def _town(code: str) -> str:
    found = county().municipality(code)
    return str(found.name) if found else code


def _said(cell: Cell) -> str:
    if cell.is_gap:
        return _("missing")
    if not cell.here:
        return _("%(count)d elsewhere, for the whole county") % {"count": cell.county_wide}
    return str(cell.here)


def _as_csv(rows: list[Row]) -> HttpResponse:
    written = io.StringIO()
    lines = csv.writer(written)
    head = [
        _("Municipality"),
        _("Target group"),
        _("Need"),
        _("Here"),
        _("Elsewhere, for the whole county"),
        _("Missing"),
    ]
    lines.writerow([without_formula(one) for one in head])
    for row in rows:
        for need, cell in zip(SUPPORT_NEEDS.values(), row.cells, strict=True):
            texts = [_town(row.municipality), str(TARGET_GROUPS[row.target_group]), str(need)]
            missing = _("missing") if cell.is_gap else ""
            lines.writerow([*(without_formula(one) for one in texts), cell.here, cell.county_wide, missing])
    # The mark in front tells spreadsheets that the file is UTF-8.
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="coverage.csv"'
    return response


def without_formula(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(RISKY_BEGINNINGS) else text
