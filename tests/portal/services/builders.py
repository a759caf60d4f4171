"""Entries of the catalogue in the states that the tests need."""

from __future__ import annotations

import time as clock
from datetime import date, time
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale

from portal.accounts.models import User
from portal.services.kinds import CHANNELS, PARTNERS, kind_of
from portal.services.models import (
    ChannelFacts,
    ChannelHours,
    PartnerFacts,
    PlaceFacts,
    PlaceHours,
    ServiceChannel,
    ServiceFacts,
    ServiceWords,
)

SENTENCES = {
    "fi": ["Työntekijä tulee kotiisi ja auttaa arjessa.", "Hän hoitaa lapsia sinun kanssasi.", "Apu on tilapäistä."],
    "sv": ["Den anställda kommer hem till dig.", "Hen tar hand om barnen med dig.", "Hjälpen är tillfällig."],
    "fi-simple": ["Saat apua kotiin.", "Joku leikkii lapsen kanssa.", "Apu kestää vähän aikaa."],
}
STEPS = {
    "fi": "Soita kotipalveluun heti aamulla.\nKerro mikä on raskainta.",
    "sv": "Ring hemservicen genast på morgonen.\nBerätta vad som är tyngst.",
    "fi-simple": "Soita meille puhelimella.\nPuhu omista huolista.",
}


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def facts(key: str = "kotipalvelu", *, phone: str = "079 100 2030", **changes: Any) -> ServiceFacts:
    """A service with one public phone; without a phone where it is empty."""
    values: dict[str, Any] = {
        "email": "kotipalvelu@esimerkkila.example",
        "verified_on": date(2026, 11, 16),
        "verified_by": "Kotipalvelun tiimi",
        "needs": ["1", "7"],
    }
    made = ServiceFacts(key=key, **{**values, **changes})
    if phone:
        made.channel_links = [ServiceChannel(channel=channel(f"{key}-puhelin", number=phone))]
    made.full_clean()
    made.save()
    return made


def channel(key: str = "puhelin", **changes: Any) -> ChannelFacts:
    """A public phone that is answered from Monday to Thursday at 9 to 12.30."""
    values: dict[str, Any] = {"kind": "phone", "number": "079 100 2030", "verified_by": "Tiimi"}
    made = ChannelFacts(key=key, **{**values, "verified_on": date(2026, 11, 16), **changes})
    made.hours = [ChannelHours(first_day=0, last_day=3, opens=time(9), closes=time(12, 30))]
    made.full_clean()
    made.save()
    return made


def place(key: str = "perhekeskus", **changes: Any) -> PlaceFacts:
    """A place that is open from Monday to Thursday at 9 to 16."""
    values: dict[str, Any] = {"street": "Esimerkkitie 1", "postal_code": "00000", "municipality": "951"}
    made = PlaceFacts(key=key, **{**values, "verified_on": date(2026, 11, 16), "verified_by": "Tiimi", **changes})
    made.hours = [PlaceHours(first_day=0, last_day=3, opens=time(9), closes=time(16))]
    made.full_clean()
    made.save()
    return made


def partner(key: str = "lyhty", **changes: Any) -> PartnerFacts:
    """A partner: an association."""
    values: dict[str, Any] = {"role": "association", "verified_on": date(2026, 11, 16), "verified_by": "Tiimi"}
    made = PartnerFacts(key=key, **{**values, **changes})
    made.full_clean()
    made.save()
    return made


def said(of: ChannelFacts | PlaceFacts | PartnerFacts, code: str, **changes: str) -> Any:
    """Live words of a channel, a place or a partner."""
    kind = kind_of(of)
    values = {"name": f"{of.key} {code}"}
    if kind is not CHANNELS:
        values |= {"slug": f"{of.key}-{code}", "summary": SENTENCES[code][0]}
    if kind is PARTNERS:
        values["what_it_does"] = "".join(f"<p>{one}</p>" for one in SENTENCES[code])
    make: Any = kind.words
    words = make(facts=of, locale=locale(code), live=False, **{**values, **changes})
    words.full_clean()
    words.save()
    words.save_revision().publish()
    return words


def draft(of: ServiceFacts, code: str, **changes: Any) -> ServiceWords:
    values = {
        "name": f"Kotiapu {of.key} {code}",
        "slug": f"{of.key}-{code}",
        "summary": f"Lyhyt kuvaus: {SENTENCES[code][0]}",
        "description": "".join(f"<p>{one}</p>" for one in SENTENCES[code]),
        "how_to_start": STEPS[code],
    }
    words = ServiceWords(facts=of, locale=locale(code), live=False, **{**values, **changes})
    words.full_clean()
    words.save()
    words.save_revision()
    return words


def live(of: ServiceFacts, code: str, **changes: Any) -> ServiceWords:
    words = draft(of, code, **changes)
    words.get_latest_revision().publish()
    words.refresh_from_db()
    return words


def service(key: str = "kotipalvelu", **changes: Any) -> ServiceFacts:
    """A service that is live in all three variants."""
    made = facts(key, **changes)
    for code in ("fi", "sv", "fi-simple"):
        live(made, code)
    return made


def many(count: int, begin: int = 0) -> None:
    """So many services with live words in every variant, made by two statements."""
    rows = ServiceFacts.objects.bulk_create(
        ServiceFacts(key=f"s{number}", verified_on=date(2026, 1, 1), verified_by="Tiimi")
        for number in range(begin, begin + count)
    )
    ServiceWords.objects.bulk_create(
        ServiceWords(
            facts=row, locale=locale(code), live=True, name=f"Palvelu {row.key}", slug=f"{row.key}-{code}",
            summary="Kuvaus.", description="<p>Kuvaus.</p>", how_to_start="Soita.",
        )
        for row in rows
        for code in ("fi", "sv", "fi-simple")
    )  # fmt: skip


def copy_of(words: ServiceWords, code: str = "fi-simple") -> ServiceWords:
    """A draft that holds the other variant's text unchanged."""
    fields = ("summary", "description", "how_to_start")
    return draft(words.facts, code, **{name: getattr(words, name) for name in fields})


def signed_in(role: str, email: str = "") -> Client:
    """The browser of someone with that role who has shown a second factor."""
    user = User.objects.create_user(email or f"{role.lower()}@esimerkki.example", "a long password 1")
    user.groups.set(Group.objects.filter(name=role))
    if role == "Administrator":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": clock.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
