"""The catalogue's pictures: a list that was narrowed, a service, a place, a partner, and what the registry brought."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page

from tests.journeys.house import House
from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared
from tests.kernels.ptv_server.registries import made
from tests.kernels.ptv_server.server import KEY, World, registry_of
from tools.processes import manage

PATHS: Final = {
    "listing": "/fi/palvelut/?municipality=951&need=7",
    "service": "/fi/palvelut/paihde-ja-riippuvuuspalvelut/",
    "place": "/fi/paikat/keskustan-perhekeskus/",
    "partner": "/fi/kumppanit/perheneuvonnan-yhdistys-lyhty/",
}
KEY_VARIABLE: Final = "PTV_KEY"
SERVICES: Final = "service"


def listing(visitor: Visitor, _ready: Prepared) -> None:
    """The list of services, narrowed, with what narrows it in sight."""
    visitor.go(PATHS["listing"])
    visitor.main.locator(".tp-facets").evaluate("one => { one.open = true }")


def service(visitor: Visitor, _ready: Prepared) -> None:
    """A service with many ways to get in touch."""
    visitor.go(PATHS["service"])


def place(visitor: Visitor, _ready: Prepared) -> None:
    """A place where one may come without an appointment."""
    visitor.go(PATHS["place"])


def partner(visitor: Visitor, _ready: Prepared) -> None:
    """A partner with phones of its own."""
    visitor.go(PATHS["partner"])


def staged(page: Page, house: House) -> None:
    """The registry in the CMS: read twice, with a decision, a change and something that vanished between."""
    world = World()
    with registry_of(world) as address:
        made(world, address, 12)
        _read(house, address)
        _saw_first(page, house)
        services: list[dict[str, Any]] = world.entries[SERVICES]
        services[1]["languageVersions"]["fi"]["name"] = "Perheiden kotiapu"
        del services[-1]
        _read(house, address)
    page.goto(f"{house.portal_url}/cms/registry/")


def _read(house: House, address: str) -> None:
    environment = {**house.environment.portal, KEY_VARIABLE: KEY}
    manage(environment, "read_ptv", f"{address}/api/v12", "--full", "--key-env", KEY_VARIABLE, "--county", "")


def _saw_first(page: Page, house: House) -> None:
    page.goto(f"{house.portal_url}/cms/registry/")
    page.locator("table th[scope='row'] a").first.click()
    page.locator("button[value='acknowledge']").click()
    page.wait_for_load_state()
