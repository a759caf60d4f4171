"""Addresses of this room. The pages of an invite's form are served by intake, at neutral addresses."""

from __future__ import annotations

from portal.core.locales import localized_path
from portal.invites.views import invite_start

urlpatterns = localized_path(
    {"fi": "kartoituskutsu/", "sv": "kartlaggningsinbjudan/", "fi-simple": "kartoituskutsu/"},
    invite_start,
    name="invite-start",
)
