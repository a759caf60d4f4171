"""What the journeys share: a running house, a real Chromium, the neutral site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.journeys.house import House, neutral_site, running_house
from tools.system_packages import CHROMIUM


@pytest.fixture(scope="session")
def exit_site() -> Iterator[str]:
    """The address of the neutral site."""
    with neutral_site() as address:
        yield address


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, exit_site: str) -> Iterator[House]:
    """The three processes with the demo county, one set for each worker of the suite."""
    folder: Path = tmp_path_factory.mktemp("house")
    with running_house(folder, exit_url=exit_site) as started:
        yield started


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """The system's Chromium, headless, without its own calls to other hosts."""
    path = CHROMIUM.path()
    assert path is not None, "Chromium is missing: apt-get install chromium"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    browser = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-quic", *quiet])
    yield browser
    browser.close()
