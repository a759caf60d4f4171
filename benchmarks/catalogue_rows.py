"""The catalogues that the public pages are measured on: services, channels and places, each made from its number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, time
from importlib import import_module
from typing import Any, Final

from django.apps import apps

BATCH: Final = 2000
VERIFIED: Final = {"verified_on": date(2026, 11, 16), "verified_by": "Palveluohjauksen tiimi"}
TOWNS: Final = tuple(str(code) for code in range(951, 963))

FINNISH: Final = (
    ("Lapsiperheiden", "Nuorten", "Ikäihmisten", "Vammaisten", "Omaishoitajien", "Työikäisten", "Eronneiden", "Uusien"),
    (
        "perhetyö",
        "neuvonta",
        "sosiaaliohjaus",
        "kotipalvelu",
        "vertaisryhmä",
        "kuntoutus",
        "asumisneuvonta",
        "tukihenkilö",
    ),
    (
        "Työntekijä tulee kotiisi tai tapaat hänet toimipisteessä.",
        "Saat apua arkeen, jaksamiseen ja raha-asioihin.",
        "Sovitte yhdessä, mitä tehdään ensin ja kuka auttaa.",
        "Palvelu on sinulle maksuton, ja voit ottaa yhteyttä itse.",
        "Kerro, mikä sinua huolettaa, niin etsimme oikean avun.",
    ),
)
SWEDISH: Final = (
    ("Barnfamiljers", "Ungas", "Äldres", "Funktionsnedsattas", "Närståendevårdares", "Vuxnas", "Separerades", "Nyas"),
    (
        "familjearbete",
        "rådgivning",
        "handledning",
        "hemservice",
        "kamratgrupp",
        "rehabilitering",
        "boenderåd",
        "stödperson",
    ),
    (
        "Den anställda kommer hem till dig eller träffar dig på mottagningen.",
        "Du får hjälp med vardagen, orken och ekonomin.",
        "Ni kommer överens om vad som görs först och vem som hjälper.",
        "Servicen är avgiftsfri för dig och du kan ta kontakt själv.",
        "Berätta vad som oroar dig så söker vi rätt hjälp.",
    ),
)
PLAIN: Final = (
    ("Perheen", "Nuoren", "Vanhan", "Vammaisen", "Hoitajan", "Aikuisen", "Eronneen", "Uuden"),
    ("apu", "neuvonta", "ohjaus", "kotiapu", "ryhmä", "kuntoutus", "koti", "tuki"),
    ("Saat apua kotiin.", "Voit puhua meille.", "Apu ei maksa mitään.", "Soita meille.", "Me autamme sinua."),
)
TEXTS: Final = {"fi": FINNISH, "sv": SWEDISH, "fi-simple": PLAIN}


def fill(count: int, begin: int = 0) -> None:
    """Fills the connected database with the services of these numbers and what they are reached by."""
    locales = {code: _model("wagtailcore", "Locale").objects.get_or_create(language_code=code)[0] for code in TEXTS}
    places = list(_model("services", "PlaceFacts").objects.order_by("pk")) or list(_places(locales))
    write_finding = import_module("portal.services.browse.refreshing").write_finding
    for first in range(begin, count, BATCH):
        services = _services(range(first, min(first + BATCH, count)), locales, places)
        write_finding(services)


def _model(app: str, name: str) -> Any:
    return apps.get_model(app, name)


def draw(number: int) -> bytes:
    """The digest that a number's row is made from."""
    return hashlib.sha256(str(number).encode()).digest()


def _places(locales: dict[str, Any]) -> Iterator[Any]:
    """One family centre in each municipality."""
    for town in TOWNS:
        facts = _model("services", "PlaceFacts").objects.create(
            key=f"perhekeskus-{town}", municipality=town, street="Esimerkkitie 1", low_threshold=True, **VERIFIED
        )
        _model("services", "PlaceHours").objects.create(
            facts=facts, first_day=0, last_day=4, opens=time(9), closes=time(16)
        )
        for code, locale in locales.items():
            _model("services", "PlaceWords").objects.create(
                facts=facts, locale=locale, live=True, name=f"Perhekeskus {town}", slug=f"perhekeskus-{town}-{code}",
                summary="Kohtaamispaikka.",
            )  # fmt: skip
        yield facts


def _services(numbers: range, locales: dict[str, Any], places: list[Any]) -> list[Any]:
    services = _model("services", "ServiceFacts").objects.bulk_create([_facts(number) for number in numbers])
    words, channel_words = _model("services", "ServiceWords"), _model("services", "ChannelWords")
    channels = _model("services", "ChannelFacts").objects.bulk_create([_channel(number) for number in numbers])
    _model("services", "ChannelHours").objects.bulk_create(
        _model("services", "ChannelHours")(facts=one, first_day=0, last_day=4, opens=time(9), closes=time(15))
        for one in channels
    )
    _model("services", "ServiceChannel").objects.bulk_create(
        _model("services", "ServiceChannel")(facts=facts, channel=channel, sort_order=0)
        for facts, channel in zip(services, channels, strict=True)
    )
    _model("services", "ServicePlace").objects.bulk_create(
        _model("services", "ServicePlace")(facts=facts, place=places[number % len(places)], sort_order=0)
        for number, facts in zip(numbers, services, strict=True)
        if number % 10 == 0
    )
    for code, locale in locales.items():
        words.objects.bulk_create(
            words(facts=facts, locale=locale, live=True, **_words(number, code))
            for number, facts in zip(numbers, services, strict=True)
        )
        channel_words.objects.bulk_create(
            channel_words(facts=one, locale=locale, live=True, name=f"Puhelin {one.key}") for one in channels
        )
    return list(services)


def _facts(number: int) -> Any:
    picks = draw(number)
    return _model("services", "ServiceFacts")(
        key=f"palvelu-{number}",
        group=("families", "young", "adults", "older", "disability", "mind", "safety", "money")[picks[0] % 8],
        # One need and one language in so many that a page is full of them already among a hundred services.
        needs=sorted({str(picks[1] % 9 + 1), str(picks[2] % 9 + 1), *(["7"] if picks[14] < 192 else [])}),
        topics=sorted({("coping", "everyday", "sleep", "money", "housing", "grief")[picks[3] % 6]}),
        target_groups=[("KR1.1", "KR1.2", "KR1.3", "KR1.6")[picks[4] % 4]],
        life_events=[("KE1", "KE7", "KE8", "KE9")[picks[5] % 4]] if picks[5] < 128 else [],
        languages=["fi", "sv"] if picks[6] < 224 else ["fi"],
        # Half is offered everywhere, as in a real county.
        municipalities=[] if picks[7] < 128 else sorted({TOWNS[picks[8] % 12], TOWNS[picks[9] % 12]}),
        service_classes=["P3.6"],
        **VERIFIED,
    )


def _channel(number: int) -> Any:
    return _model("services", "ChannelFacts")(
        key=f"puhelin-{number}", kind="phone", number=f"079 {number % 1000:03d} {number // 1000:04d}", **VERIFIED
    )


def _words(number: int, code: str) -> dict[str, str]:
    picks, (whose, what, sentences) = draw(number), TEXTS[code]
    name = f"{whose[picks[10] % 8]} {what[picks[11] % 8]} {number}"
    body = "".join(f"<p>{' '.join(sentences[(picks[12] + row + at) % 5] for at in range(4))}</p>" for row in range(5))
    return {
        "name": name, "slug": f"palvelu-{number}", "summary": sentences[picks[13] % 5], "description": body,
        "who_for": body, "how_to_start": "\n".join(sentences[:3]), "what_next": body, "cost": sentences[3],
    }  # fmt: skip
