"""Readers of the registry on this machine, with something in it."""

from __future__ import annotations

from typing import Any

from portal.services.ptv import Fetcher, Page, Registry, V11Registry, V12Registry
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.server import KEY, World

CONTACT = "ict@esimerkkila.example"
Made = tuple[World, Registry, list[float]]
"""What the registry holds, its reader, and the pauses that it made."""


def ids(kind: int, *numbers: int) -> list[str]:
    return [v11.an_id(kind, number) for number in numbers]


def ids_of(pages: list[Page]) -> list[str]:
    return sorted(entry.record.source_id for page in pages for entry in page.entries)


def made(world: World, address: str, version: int, **options: Any) -> Made:
    """A registry of either version with seven services in pages of three."""
    vars(world).update(vars(World(page_size=3)))
    world.entries = {
        "Service": [v11.service(one) for one in range(1, 8)],
        "ServiceChannel": [v11.phone_channel(1), v11.place(2)],
        "Organization": [v11.organisation()],
        "service": [v12.service(one) for one in range(1, 8)],
        "service-channel": [v12.phone_channel(1), v12.place(2)],
        "organization": [v12.organisation()],
        "connection": [v12.connection(1, 1), v12.connection(1, 2), v12.connection(5, 2)],
    }
    pauses: list[float] = []
    fields = {"timeout": 5.0, "sleep": pauses.append, **options}
    if version == 11:
        return world, V11Registry(Fetcher(f"{address}/api/v11", CONTACT, **fields)), pauses
    fields["headers"] = {"x-api-key": KEY}
    return world, V12Registry(Fetcher(f"{address}/api/v12", CONTACT, **fields)), pauses
