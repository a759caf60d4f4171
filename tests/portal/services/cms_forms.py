"""What the CMS's forms of a service send, and what its listing shows."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

from portal.services.models import ServiceFacts, ServiceWords


def form_of(words: ServiceWords, **changes: str) -> dict[str, str]:
    newest = words.get_latest_revision_as_object()
    fields = ("name", "slug", "summary", "everyday_names", "how_to_start", "cost", "promise")
    rich = ("description", "who_for", "what_next", "for_professionals")
    values = {name: getattr(newest, name) for name in fields}
    values |= {name: draftail(re.sub(r"<[^>]+>", "", getattr(newest, name))) for name in rich}
    return {**values, **changes}


def draftail(text: str) -> str:
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": text, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"entityMap": {}, "blocks": [block]})


def form_of_facts(facts: ServiceFacts, **changes: Any) -> dict[str, Any]:
    hours = facts.phone_hours.get()
    return {
        "key": facts.key, "phone": facts.phone, "email": facts.email, "street": "", "postal_code": "", "municipality": "",
        "needs": facts.needs, "service_classes": "P3.6, P4.13", "target_groups": ["KR1.2"], "minimum_age": "",
        "maximum_age": "", "provider": "own", "self_referral": "on", "free_of_charge": "on", "law_act": "",
        "law_section": "", "verified_on": "2026-11-17", "verified_by": "Tiimi", "archived_on": "",
        "phone_hours-TOTAL_FORMS": "1", "phone_hours-INITIAL_FORMS": "1", "phone_hours-MIN_NUM_FORMS": "0",
        "phone_hours-MAX_NUM_FORMS": "1000", "phone_hours-0-id": str(hours.pk), "phone_hours-0-first_day": "0",
        "phone_hours-0-last_day": "4", "phone_hours-0-opens": "08:00", "phone_hours-0-closes": "16:00",
        "phone_hours-0-DELETE": "", **changes,
    }  # fmt: skip


def listed(client: Client, address: str) -> dict[str, str]:
    """The rows of the listing by key."""
    page = client.get(address).content.decode()
    rows = re.findall(r"<tr[^>]*>.*?</tr>", page.split("<tbody", 1)[1], re.DOTALL) if "<tbody" in page else []
    return {re.findall(r"<td[^>]*>\s*([a-z]+)\s*</td>", row)[0]: re.sub(r"\s+", " ", row) for row in rows}
