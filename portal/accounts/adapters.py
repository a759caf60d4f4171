"""How allauth behaves in the portal half."""

from __future__ import annotations

from portal.core.sign_in import HouseAccountAdapter, HouseMFAAdapter


class PortalAccountAdapter(HouseAccountAdapter):
    """Sign-in of editors, whose accounts are made in the CMS by those who may."""


class PortalMFAAdapter(HouseMFAAdapter):
    """Second factors of editors; SecondFactorMiddleware demands one."""
