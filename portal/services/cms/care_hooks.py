"""The reports on the catalogue's care and the panel of the CMS's front page, as Wagtail is told of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from portal.services.cms import reports
from portal.services.cms.dashboard import CataloguePanel

SEES = "services.view_servicefacts"


class ReportItem(MenuItem):
    """An entry in the menu of reports, for who may see the catalogue."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may see the facts of services."""
        return bool(request.user.has_perm(SEES))


def admin_urls() -> list[URLPattern]:
    """The addresses of the reports."""
    return [
        path("reports/completeness/", reports.completeness_report, name="services_completeness"),
        path("reports/coverage/", reports.coverage_report, name="services_coverage"),
    ]


def completeness_item() -> MenuItem:
    """The report on completeness, in the menu."""
    return ReportItem(_("Completeness of the catalogue"), reverse("services_completeness"), icon_name="tasks", order=51)


def coverage_item() -> MenuItem:
    """The report on coverage, in the menu."""
    return ReportItem(_("Coverage of low-threshold places"), reverse("services_coverage"), icon_name="site", order=52)


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Puts the catalogue's numbers on the front page of who may see it."""
    if request.user.has_perm(SEES):
        panels.append(CataloguePanel())
