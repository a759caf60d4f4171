"""What the CMS's forms of a service send, and what its listing shows."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

from portal.services.models import ChannelFacts, ServiceFacts, ServiceWords


def form_of(words: ServiceWords, **changes: str) -> dict[str, str]:
    newest = words.get_latest_revision_as_object()
    fields = ("name", "slug", "summary", "everyday_names", "how_to_start", "cost", "promise")
    fields += ("referral", "decides", "language_rights", "self_help")
    rich = ("description", "who_for", "what_next", "for_professionals", "grounds", "consult")
    values = {name: getattr(newest, name) for name in fields}
    values |= {name: draftail(re.sub(r"<[^>]+>", "", getattr(newest, name))) for name in rich}
    return {**values, **changes}


def draftail(text: str) -> str:
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": text, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"entityMap": {}, "blocks": [block]})


def form_of_facts(facts: ServiceFacts, **changes: Any) -> dict[str, Any]:
    link = facts.channel_links.get()
    return {
        "key": facts.key, "email": facts.email, "group": "", "municipalities": [], "languages": ["fi"], "owner": "",
        "next_review": "", "needs": facts.needs, "service_classes": "P3.6, P4.13", "target_groups": ["KR1.2"],
        "minimum_age": "", "maximum_age": "", "provider": "own", "self_referral": "on", "free_of_charge": "on",
        "law_act": "", "law_section": "", "verified_on": "2026-11-17", "verified_by": "Tiimi", "archived_on": "",
        **rows("channel_links", [{"id": link.pk, "channel": link.channel_id, "ORDER": "1"}]),
        **rows("place_links", []), **rows("partner_links", []), **rows("promises", []), **rows("advice_links", []),
        **changes,
    }  # fmt: skip


def form_of_channel(facts: ChannelFacts, **changes: Any) -> dict[str, Any]:
    hours = facts.hours.get()
    return {
        "key": facts.key, "kind": facts.kind, "number": facts.number, "national": "", "url": "", "place": "",
        "partner": "", "audience": facts.audience, "expires_on": "", "on_holidays": "unknown", "on_eves": "unknown",
        "free_of_charge": "on", "languages": ["fi"], "municipalities": [], "owner": "", "next_review": "",
        "verified_on": "2026-11-17", "verified_by": "Tiimi", "archived_on": "",
        **rows("hours", [{"id": hours.pk, "first_day": "0", "last_day": "4", "opens": "08:00", "closes": "16:00"}]),
        **rows("exceptions", []), **changes,
    }  # fmt: skip


def rows(name: str, given: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form sends for the rows of one kind."""
    there = len([one for one in given if one.get("id")])
    form: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": there}
    form |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
    for number, one in enumerate(given):
        form |= {f"{name}-{number}-DELETE": "", **{f"{name}-{number}-{key}": value for key, value in one.items()}}
    return form


def listed(client: Client, address: str) -> dict[str, str]:
    """The rows of the listing by key."""
    page = client.get(address).content.decode()
    rows = re.findall(r"<tr[^>]*>.*?</tr>", page.split("<tbody", 1)[1], re.DOTALL) if "<tbody" in page else []
    return {re.findall(r"<td[^>]*>\s*([a-z]+)\s*</td>", row)[0]: re.sub(r"\s+", " ", row) for row in rows}
