"""What other rooms may ask about account holders. Nothing else of this room is imported from outside."""

from __future__ import annotations

from portal.accounts.mail import send_editorial_mail
from portal.accounts.roles import EDITORS, PUBLISHERS, grant
from portal.accounts.second_factor import has_second_factor

__all__ = ["EDITORS", "PUBLISHERS", "grant", "has_second_factor", "send_editorial_mail"]
