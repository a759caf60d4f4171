"""Which database a model of the desk half lives in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model


class LetterBoxRouter:
    """Sends the letter box's models to the portal's database and keeps every migration in the desk's own.

    The tables of the letter box are migrated by the portal alone: a desk that migrated the portal's database would
    record migrations there without making their tables.
    """

    letter_box_app = "intake"

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """The alias of the letter box for its own models, else no opinion."""
        return self._alias(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """The alias of the letter box for its own models, else no opinion."""
        return self._alias(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Only the desk's own tables, and only in the desk's own database."""
        return db == "default" and app_label != self.letter_box_app

    def _alias(self, model: type[Model]) -> str | None:
        if model._meta.app_label != self.letter_box_app:
            return None
        if "portal" not in settings.DATABASES:
            raise RuntimeError(
                "This process has no way to the letter box: only the courier is given PORTAL_DATABASE_URL."
            )
        return "portal"


def broom_alias() -> str:
    """The alias that erases taken letters: the broom's own connection, or the courier's where SQLite allows but one."""
    return "broom" if "broom" in settings.DATABASES else "portal"
