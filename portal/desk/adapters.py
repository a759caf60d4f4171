"""How allauth behaves in the desk half."""

from __future__ import annotations

from portal.core.sign_in import HouseAccountAdapter, HouseMFAAdapter


class DeskAccountAdapter(HouseAccountAdapter):
    """Sign-in of workers, whose accounts their lead makes."""


class DeskMFAAdapter(HouseMFAAdapter):
    """Second factors of workers; SecondFactorMiddleware demands one."""
