"""What the journeys share: a running house, a real Chromium, the neutral site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.journeys.desk_pages import Desk, sign_in
from tests.journeys.house import House, neutral_site, running_house
from tests.journeys.pages import new_context
from tools.system_packages import CHROMIUM

SignedIn = Callable[[str], BrowserContext]

PATIENT_LIMITS: Final = {"SEND_LIMIT_PER_MINUTE": "6000", "STATUS_LIMIT_PER_MINUTE": "6000"}
"""All visitors of a test share one address; the limits themselves are tested in their own rooms."""


@pytest.fixture(scope="session")
def exit_site() -> Iterator[str]:
    """The address of the neutral site."""
    with neutral_site() as address:
        yield address


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, exit_site: str) -> Iterator[House]:
    """The three processes with the demo county, one set for each worker of the suite."""
    folder: Path = tmp_path_factory.mktemp("house")
    with running_house(folder, exit_url=exit_site, extra=PATIENT_LIMITS) as started:
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


@pytest.fixture(scope="session")
def signed_in_as(house: House, chromium: Browser) -> Iterator[SignedIn]:
    """Gives the signed-in browser of a role at the desk: one for each worker of the suite, since a code counts once."""
    with ExitStack() as stack:
        contexts: dict[str, BrowserContext] = {}

        def of(role: str) -> BrowserContext:
            if role not in contexts:
                contexts[role] = stack.enter_context(new_context(chromium))
                page = contexts[role].new_page()
                sign_in(page, house.desk_url, house.login("desk", role))
                page.close()
            return contexts[role]

        yield of


@pytest.fixture(scope="session")
def desk_context(signed_in_as: SignedIn) -> BrowserContext:
    """A worker's signed-in browser."""
    return signed_in_as("worker")


@pytest.fixture
def desk(house: House, desk_context: BrowserContext) -> Iterator[Desk]:
    """The signed-in desk, on a page of its own."""
    page = desk_context.new_page()
    yield Desk(page, house.desk_url)
    page.close()


@pytest.fixture(scope="session")
def cms_context(house: House, chromium: Browser) -> Iterator[BrowserContext]:
    """An administrator's signed-in browser in the CMS."""
    with new_context(chromium) as context:
        page = context.new_page()
        sign_in(page, f"{house.portal_url}/cms/", house.login("portal", "Administrator"))
        page.close()
        yield context
