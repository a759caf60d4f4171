"""Panels of the page editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from portal.home.changes import changes_in_source


class SourceChangesPanel(Panel):
    """Shows the editor of a variant what has changed in the Finnish page since this one was last published."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/source_changes_panel.html"

        def is_shown(self) -> bool:
            """Only where there is a source, and something changed in it."""
            return bool(super().is_shown() and self.instance.pk and self.changes.parts)

        @property
        def changes(self) -> Any:
            """What changed, found once."""
            if not hasattr(self, "_changes"):
                self._changes = changes_in_source(self.instance)
            return self._changes

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The changes beside what the panel has."""
            return {**super().get_context_data(parent_context), "changes": self.changes}
