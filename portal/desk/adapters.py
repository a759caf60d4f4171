"""How allauth behaves in the desk half."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class DeskAccountAdapter(DefaultAccountAdapter):
    """Sign-in for account holders; nobody signs up by themselves."""


class DeskMFAAdapter(DefaultMFAAdapter):
    """Second factors of the desk half."""
