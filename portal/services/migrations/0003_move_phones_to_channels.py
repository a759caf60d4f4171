"""Gives each service its phone as a channel and its address as a place, and takes them back where this is undone."""

from __future__ import annotations

from typing import Any

from django.db import migrations

PHONE = "phone"
SHARED = ("verified_on", "verified_by")
HOURS = ("first_day", "last_day", "opens", "closes")


def _key(service: Any, ending: str) -> str:
    return f"{service.key[:60]}-{ending}"


def move(apps: Any, schema_editor: Any) -> None:
    """Makes a channel of every phone and a place of every address."""
    using = schema_editor.connection.alias
    for service in apps.get_model("services", "ServiceFacts").objects.using(using).all():
        _move_phone(apps, using, service)
        if service.street and service.municipality:
            _move_address(apps, using, service)


def _move_phone(apps: Any, using: str, service: Any) -> None:
    values = {name: getattr(service, name) for name in SHARED}
    channel = apps.get_model("services", "ChannelFacts")(
        key=_key(service, PHONE), kind=PHONE, number=service.phone, free_of_charge=service.free_of_charge, **values
    )
    rows = list(apps.get_model("services", "PhoneHours").objects.using(using).filter(facts=service))
    channel.always_open = any(
        (one.first_day, one.last_day, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") == (0, 6, "00:00", "23:59")
        for one in rows
    )
    channel.save(using=using)
    hours = apps.get_model("services", "ChannelHours")
    for one in rows:
        if not channel.always_open:
            hours(facts=channel, **{name: getattr(one, name) for name in HOURS}).save(using=using)
    link = apps.get_model("services", "ServiceChannel")(facts=service, channel=channel, sort_order=0)
    link.save(using=using)


def _move_address(apps: Any, using: str, service: Any) -> None:
    names = ("street", "postal_code", "municipality", *SHARED)
    place = apps.get_model("services", "PlaceFacts")(
        key=_key(service, "place"), **{name: getattr(service, name) for name in names}
    )
    place.save(using=using)
    words = apps.get_model("services", "PlaceWords")
    for one in apps.get_model("services", "ServiceWords").objects.using(using).filter(facts=service):
        words(
            facts=place, locale=one.locale, name=one.name, slug=one.slug, summary=one.summary, live=one.live
        ).save(using=using)
    apps.get_model("services", "ServicePlace")(facts=service, place=place, sort_order=0).save(using=using)


def take_back(apps: Any, schema_editor: Any) -> None:
    """Gives each service its first phone and its first address again; what a service cannot hold is lost."""
    using = schema_editor.connection.alias
    for service in apps.get_model("services", "ServiceFacts").objects.using(using).all():
        channels = apps.get_model("services", "ChannelFacts").objects.using(using)
        channel = channels.filter(service_links__facts=service, kind=PHONE).order_by("service_links__sort_order").first()
        service.phone = channel.number if channel and channel.number else "000"
        places = apps.get_model("services", "PlaceFacts").objects.using(using)
        place = places.filter(service_links__facts=service).order_by("service_links__sort_order").first()
        if place:
            for name in ("street", "postal_code", "municipality"):
                setattr(service, name, getattr(place, name))
        service.save(using=using)
        if channel:
            _take_back_hours(apps, using, service, channel)


def _take_back_hours(apps: Any, using: str, service: Any, channel: Any) -> None:
    hours = apps.get_model("services", "PhoneHours")
    if channel.always_open:
        hours(facts=service, first_day=0, last_day=6, opens="00:00", closes="23:59").save(using=using)
    rows = apps.get_model("services", "ChannelHours").objects.using(using).filter(facts=channel)
    for one in rows:
        if one.closes > one.opens and one.since is None and one.until is None:
            hours(facts=service, **{name: getattr(one, name) for name in HOURS}).save(using=using)


class Migration(migrations.Migration):
    dependencies = [("services", "0002_split_entries")]
    operations = [migrations.RunPython(move, take_back)]
