"""How the pages that services are found by are reached."""

from __future__ import annotations

from typing import Final

from tests.journeys.visits import SERVICES, Visit, public


def paths(finnish: str, swedish: str) -> dict[str, str]:
    """The address of a page in each variant."""
    return {"fi": f"/fi/{finnish}/", "sv": f"/sv/{swedish}/", "fi-simple": f"/fi-simple/{finnish}/"}


NARROWED: Final = {code: f"{path}?municipality=951&need=7&open=1" for code, path in SERVICES.items()}

FINDING_VISITS: Final[tuple[Visit, ...]] = (
    public("find-service", "all ways to find", paths("loyda-palvelu", "hitta-tjanst")),
    public("services", "services narrowed", NARROWED),
    public("service-letters", "services from A to Z", paths("palvelut-a-o", "tjanster-a-o")),
    public("service-letter", "services of a letter", paths("palvelut-a-o/p", "tjanster-a-o/s")),
    public("services-by-need", "services of a need", paths("tuen-tarve/7", "stodbehov/7")),
    public(
        "services-by-topic", "services of a topic", paths("palvelut-aiheittain/sleep", "tjanster-enligt-tema/sleep")
    ),
    public("services-by-life-event", "a life event without a service", paths("elamantilanne/KE2", "livssituation/KE2")),
    public("service-group", "routes into a group", paths("palveluryhma/families", "tjanstegrupp/families")),
    public("municipality", "services near a municipality", paths("kunta/951", "kommun/951")),
    public("service-area", "a service area", paths("palvelualue/rannikko", "serviceomrade/rannikko")),
)
