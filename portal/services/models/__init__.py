"""A service: its facts once, its words once for each language variant."""

from __future__ import annotations

from portal.services.models.facts import PhoneHours, Provider, ServiceFacts
from portal.services.models.words import NotRewritten, ServiceWords

__all__ = ["NotRewritten", "PhoneHours", "Provider", "ServiceFacts", "ServiceWords"]
