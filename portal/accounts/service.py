"""What other rooms may ask about account holders. Nothing else of this room is imported from outside."""

from __future__ import annotations

from portal.accounts.mail import send_editorial_mail
from portal.accounts.models import User
from portal.accounts.professionals import drop_service, keep_service, kept_services, professional_of
from portal.accounts.roles import EDITORS, PUBLISHERS, grant
from portal.accounts.second_factor import has_second_factor

__all__ = [
    "EDITORS",
    "PUBLISHERS",
    "User",
    "drop_service",
    "grant",
    "has_second_factor",
    "keep_service",
    "kept_services",
    "professional_of",
    "send_editorial_mail",
]
