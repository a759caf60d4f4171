"""One ground for each engine; all that is tried on it runs in one worker of the suite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.faults.ground import ENGINES, Ground, standing


def engine(name: str) -> object:
    """The engine as a parameter, with its marks; on PostgreSQL only in the wide run, for the time that it takes."""
    marks = [pytest.mark.xdist_group(f"faults-{name}")]
    if name == "postgresql":
        marks += [pytest.mark.postgres, pytest.mark.wide]
    return pytest.param(name, marks=marks)


@pytest.fixture(scope="session", params=[engine(name) for name in ENGINES])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Both databases of an engine, with fsync on."""
    with standing(request.param, tmp_path_factory.mktemp(request.param)) as made:
        yield made
