"""A small catalogue for the open data, and what must never stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from portal.services.models import (
    ChannelFacts,
    PartnerFacts,
    PlaceException,
    PlaceFacts,
    ServiceChannel,
    ServiceFacts,
    ServicePartner,
    ServicePlace,
    ServicePromise,
)
from tests.portal.services import builders

VARIANTS: Final = ("fi", "sv", "fi-simple")
OWNER: Final = "omistajan-postilaatikko@esimerkkila.example"
SECRET_WORDS: Final = "salakuisti"


@dataclass(frozen=True)
class Catalogue:
    service: ServiceFacts
    channel: ChannelFacts
    place: PlaceFacts
    partner: PartnerFacts


def catalogue() -> Catalogue:
    """One service with a phone, a place, a partner and a promise, all live in three variants and verified today."""
    today = timezone.localdate()
    seen: dict[str, Any] = {"owner": OWNER, "verified_on": today}
    place = builders.place("perhekeskus", latitude=61.62, longitude=19.02, on_holidays="closed", **seen)
    place.exceptions = [PlaceException(since=today + timedelta(days=3), until=today + timedelta(days=4))]
    place.save()
    partner = builders.partner("lyhty", email="lyhty@lyhty.example", url="https://lyhty.example/", **seen)
    channel = builders.channel(
        "kotipalvelu-puhelin", on_holidays="closed", on_eves="as_usual", languages=["fi"], **seen
    )
    made = builders.service("kotipalvelu", phone="", topics=["coping"], law_act="Sosiaalihuoltolaki 1301/2014", **seen)
    made.channel_links = [ServiceChannel(channel=channel)]
    made.place_links = [ServicePlace(place=place)]
    made.partner_links = [ServicePartner(partner=partner, role="works_with")]
    made.promises = [ServicePromise(area="", working_days=3)]
    made.save()
    for one in (channel, place, partner):
        for code in VARIANTS:
            builders.said(one, code)
    return Catalogue(made, channel, place, partner)


def add_what_is_not_public(to: Catalogue) -> list[str]:
    """Channels that nobody may meet on a public page, at the service, the place and the partner; their traces."""
    today = timezone.localdate()
    later, before = today + timedelta(days=60), today - timedelta(days=1)
    kinds: dict[str, dict[str, Any]] = {
        "ammattilaisille": {"audience": "professionals", "expires_on": later, "number": "079 777 0001"},
        "tyontekijoille": {"audience": "staff", "expires_on": later, "number": "079 777 0002"},
        "vanhentunut": {"expires_on": before, "number": "079 777 0003"},
        "loppunut": {"archived_on": before, "number": "079 777 0004"},
        "luonnos": {"number": "079 777 0005", "audience": "professionals", "expires_on": later},
    }
    for key, values in kinds.items():
        made = builders.channel(f"{SECRET_WORDS}-{key}", place=to.place, partner=to.partner, **values)
        for code in VARIANTS:
            builders.said(made, code, name=f"{SECRET_WORDS} {key} {code}", who_answers=f"{SECRET_WORDS} {code}")
        to.service.channel_links.add(ServiceChannel(channel=made))
    to.service.save()
    return [SECRET_WORDS, "777000", "777 000", OWNER, OWNER.partition("@")[0]]
