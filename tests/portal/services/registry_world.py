"""A registry on this machine, read into the staged entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from portal.services.models import RegistryRun, StagedEntry
from portal.services.ptv import Registry
from portal.services.staging.reading import Reader, run_for
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.registries import made
from tests.kernels.ptv_server.server import World, registry_of

SOURCE = "the registry"
WIRES = {11: v11, 12: v12}
NAMES = {11: ("Service", "ServiceChannel"), 12: ("service", "service-channel")}


@contextmanager
def standing(version: int) -> Iterator[tuple[World, Registry]]:
    """Seven services, a phone, a place and an organisation, in pages of three."""
    world = World()
    with registry_of(world) as address:
        _, registry, _ = made(world, address, version)
        yield world, registry


def read(registry: Registry, *, is_full: bool = True, **more: Any) -> RegistryRun:
    """One read to its end."""
    run = run_for(SOURCE, since=None, is_full=is_full)
    Reader(registry, run, **more).read_all()
    return run


def services_of(world: World, version: int) -> list[dict[str, Any]]:
    return world.entries[NAMES[version][0]]


def renamed(world: World, version: int, number: int, name: str) -> None:
    """Gives a service another Finnish name in the registry."""
    one = services_of(world, version)[number - 1]
    if version == 11:
        one["serviceNames"] = v11.text(name, "Namn", type="Name")
    else:
        one["languageVersions"]["fi"]["name"] = name


def charged(world: World, version: int, number: int) -> None:
    """Makes a service cost something in the registry."""
    one = services_of(world, version)[number - 1]
    one["serviceChargeType" if version == 11 else "chargeType"] = "Chargeable" if version == 11 else "Charged"


def staged(number: int, kind: int = v11.SERVICE) -> StagedEntry:
    return StagedEntry.objects.get(source_id=v11.an_id(kind, number))


def states() -> dict[str, int]:
    """How many entries are in each state."""
    found: dict[str, int] = {}
    for state in StagedEntry.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def rows() -> list[tuple[Any, ...]]:
    """What two reads to the same end have in common."""
    fields = ("source_id", "kind", "name", "state", "version", "record", "payload", "problem_count", "gone_at")
    return list(StagedEntry.objects.order_by("source_id").values_list(*fields))
