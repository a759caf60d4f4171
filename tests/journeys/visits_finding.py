"""How the pages that services are found by are reached."""

from __future__ import annotations

from typing import Final

from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared
from tests.journeys.visits import SERVICES, Reach, Visit, opened, public


def paths(finnish: str, swedish: str) -> dict[str, str]:
    """The address of a page in each variant."""
    return {"fi": f"/fi/{finnish}/", "sv": f"/sv/{swedish}/", "fi-simple": f"/fi-simple/{finnish}/"}


NARROWED: Final = {code: f"{path}?municipality=951&need=7&open=1" for code, path in SERVICES.items()}


def at_finder(visitor: Visitor, _ready: Prepared) -> None:
    """Stands at the first question of the finder."""
    opened(visitor, f"/{visitor.language}/n/")


def at_refused_finder(visitor: Visitor, ready: Prepared) -> None:
    """Goes on without an answer."""
    at_finder(visitor, ready)
    visitor.submit(visitor.form_with("answer"))


def through_finder(*answers: str) -> Reach:
    """The way through the finder with these answers."""

    def reach(visitor: Visitor, ready: Prepared) -> None:
        at_finder(visitor, ready)
        for answer in answers:
            visitor.choose("answer", answer)
            visitor.submit(visitor.form_with("answer"))

    return reach


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
    public("places", "places", paths("paikat", "platser")),
    public("place", "place", paths("paikat/keskustan-perhekeskus", "platser/familjecentret-i-centrum")),
    public("partners", "partners", paths("kumppanit", "samarbetspartner")),
    public(
        "partner",
        "partner",
        paths("kumppanit/perheneuvonnan-yhdistys-lyhty", "samarbetspartner/familjeradgivningsforeningen-lyktan"),
    ),
    Visit("finder", "finder", at_finder),
    Visit("finder", "finder refused", at_refused_finder, is_wide=True),
    Visit("finder-step", "finder, urgent", through_finder("today"), is_wide=True),
    Visit("finder-step", "what the finder finds", through_finder("today", "family", "sleep", "951")),
    Visit("finder-step", "finder gone", lambda v, _r: opened(v, f"/{v.language}/n/{'A' * 140}/", 410), is_wide=True),
)
