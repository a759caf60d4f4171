"""How allauth behaves in the portal half."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class PortalAccountAdapter(DefaultAccountAdapter):
    """Sign-in for account holders; nobody signs up by themselves."""


class PortalMFAAdapter(DefaultMFAAdapter):
    """Second factors of the portal half."""
