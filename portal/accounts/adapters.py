"""How allauth behaves in the portal half."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter

from portal.core.sign_in import HouseAccountAdapter, HouseMFAAdapter

SIGN_IN_CODE: Final = "account/email/login_code"


class PortalAccountAdapter(HouseAccountAdapter):
    """Sign-in of editors, whose accounts are made in the CMS by those who may, and of professionals by a code."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends the code by which a professional signs in, and nothing else."""
        if template_prefix == SIGN_IN_CODE:
            DefaultAccountAdapter.send_mail(self, template_prefix, email, context)

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is: a host name before it tells nobody anything."""
        return subject


class PortalMFAAdapter(HouseMFAAdapter):
    """Second factors of editors; SecondFactorMiddleware demands one."""
