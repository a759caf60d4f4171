"""What waits for editors, on the CMS's front page."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from portal.core.locales import DEFAULT_VARIANT, VARIANTS
from portal.home.models.base import base_page_models

SHOWN: Final = 10


class TasksPanel(Component):
    """Live pages whose review is overdue, and live Finnish pages that lack a live variant; ten of each at most."""

    name = "portal_tasks"
    template_name = "home/admin/tasks_panel.html"
    order = 90

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Both lists."""
        return {"overdue": overdue_reviews()[:SHOWN], "missing": missing_variants(SHOWN)}


def overdue_reviews() -> list[Any]:
    """Live pages past their review day, the longest waiting first; one query for each kind of page."""
    today = timezone.localdate()
    found = [
        page
        for model in base_page_models()
        for page in model._default_manager.filter(live=True, next_review__lt=today).select_related("locale")[
            : SHOWN * 5
        ]
    ]
    return sorted(found, key=lambda page: page.next_review)


def missing_variants(limit: int) -> list[dict[str, Any]]:
    """Live Finnish pages and the names of the variants in which they are not live, in one query."""
    others = [one for one in VARIANTS if one.code != DEFAULT_VARIANT.code]
    live = {
        f"in_{number}": Exists(
            Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=one.code, live=True)
        )
        for number, one in enumerate(others)
    }
    pages = Page.objects.filter(live=True, depth__gt=1, locale__language_code=DEFAULT_VARIANT.code).annotate(**live)
    lacking = pages.exclude(**dict.fromkeys(live, True)).order_by("-last_published_at")[:limit]
    return [
        {
            "page": page,
            "names": [one.own_name for number, one in enumerate(others) if not getattr(page, f"in_{number}")],
        }
        for page in lacking
    ]
