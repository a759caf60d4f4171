"""A service: its facts once, its words once for each language variant."""

from __future__ import annotations

from portal.services.models.facts import PhoneHours, Provider, ServiceFacts
from portal.services.models.words import NotRewrittenError, ServiceWords

__all__ = ["NotRewrittenError", "PhoneHours", "Provider", "ServiceFacts", "ServiceWords"]
