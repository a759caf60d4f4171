"""What this room adds to the CMS, and what it takes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale

from portal.core.locales import DEFAULT_VARIANT
from portal.home import admin_views as views
from portal.home import care_views
from portal.home.changes import changes_in_source
from portal.home.dashboard import TasksPanel
from portal.home.guards import TRANSLATED_BY_SEGMENTS, copy_the_finnish_sentence, gap_sentence, missing_translations
from portal.home.models import BasePage

NEVER_ON_WRITTEN_PAGES = frozenset({"localize-restart-translation", "localize-convert-to-alias"})
NOT_FOR_EDITORS = frozenset({"documents", "help"})


def admin_urls() -> list[Any]:
    """Our views, and guarded ones in the places of wagtail-localize's own: the first pattern that matches answers."""
    return [
        path("pages/<int:page_id>/plain-language/", views.start_plain_language, name="home_start_plain"),
        path("pages/<int:page_id>/source-changes/", views.source_changes, name="home_source_changes"),
        path("reports/page-care/", care_views.page_care, name="home_page_care"),
        path("reports/page-care/reviewed/", care_views.reviewed_today, name="home_reviewed_today"),
        path("localize/submit/page/<int:page_id>/", views.SubmitSwedishView.as_view()),
        path("localize/update/<int:translation_source_id>/", views.UpdateSwedishView.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", views.refuse_alias),
    ]


def guard_editing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Fires before a page is edited: stops what would overwrite or half-publish a variant, and tells what changed.

    It comes before wagtail-localize's own hook, which answers in place of the page editor.
    """
    if not isinstance(page, BasePage):
        return None
    here = HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if request.method == "POST":
        if NEVER_ON_WRITTEN_PAGES & set(request.POST):
            messages.error(request, views.alias_sentence())
            return here
        if request.POST.get("action") == "publish" and (count := missing_translations(page)):
            messages.error(request, gap_sentence(page.title, count))
            return here
    elif page.locale.language_code == TRANSLATED_BY_SEGMENTS and changes_in_source(page).parts:
        link = reverse("home_source_changes", args=[page.pk])
        words = _("The Finnish page has changed since it was last handed to translators.")
        messages.info(request, format_html('{} <a href="{}">{}</a>', words, link, _("See what changed")))
    return None


def guard_copying(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Fires before a page is copied: only Finnish pages are, since a copied variant would lose its Finnish page."""
    if not isinstance(page.specific, BasePage) or page.locale.language_code == DEFAULT_VARIANT.code:
        return None
    messages.error(request, copy_the_finnish_sentence())
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def drop_menu_items(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Takes the two actions of wagtail-localize out of the editor's menu that would overwrite written pages."""
    menu_items[:] = [item for item in menu_items if item.name not in NEVER_ON_WRITTEN_PAGES]


def hide_unused(request: HttpRequest, menu_items: list[Any]) -> None:
    """Takes out of the main menu what this portal has no use for."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_FOR_EDITORS]


def variant_buttons(
    page: Any, user: Any, view_name: str | None = None, next_url: str | None = None
) -> Iterator[Button]:
    """The button that starts the plain-language page, or leads to it, on Finnish pages."""
    is_finnish = Locale.objects.filter(pk=page.locale_id, language_code=DEFAULT_VARIANT.code).exists()
    if issubclass(page.specific_class or object, BasePage) and is_finnish:
        url = reverse("home_start_plain", args=[page.pk])
        yield Button(_("Plain-language page"), url, icon_name="copy", priority=61)


def add_tasks(request: HttpRequest, panels: list[Any]) -> None:
    """Puts on the dashboard what waits: overdue reviews, and pages that lack a variant."""
    panels.append(TasksPanel())


def page_care_item() -> MenuItem:
    """The report on the care of pages, in the menu of reports."""
    return MenuItem(_("Care of pages"), reverse("home_page_care"), icon_name="calendar-check", order=50)


hooks.register("register_reports_menu_item", page_care_item)
hooks.register("register_admin_urls", admin_urls, order=-1)
hooks.register("before_edit_page", guard_editing, order=-1)
hooks.register("before_copy_page", guard_copying)
hooks.register("construct_page_action_menu", drop_menu_items, order=100)
hooks.register("construct_main_menu", hide_unused)
hooks.register("register_page_header_buttons", variant_buttons)
hooks.register("register_page_listing_more_buttons", variant_buttons)
hooks.register("construct_homepage_panels", add_tasks)
