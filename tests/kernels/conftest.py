"""A registry of services that runs on this machine, for all tests that read from one over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.kernels.ptv_server.registries import Made, made
from tests.kernels.ptv_server.server import World, registry_of


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[World, str]]:
    """What the registry holds, and its address."""
    world = World()
    with registry_of(world) as address:
        yield world, address


@pytest.fixture
def make(running: tuple[World, str]) -> Callable[..., Made]:
    """Makes a reader of that registry in the version that is asked for, with fresh contents."""
    return partial(made, *running)
