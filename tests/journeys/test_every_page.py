"""Every URL pattern of both halves that answers HTML is visited, in every variant, and looks as it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.desk_pages import Desk
from tests.journeys.house import House
from tests.journeys.looks import NEUTRAL, axe_violations, exit_problem, exit_tab_stop, spills
from tests.journeys.pages import VARIANTS, Noise, Visitor, new_context
from tests.journeys.prepared import Prepared
from tests.journeys.resolvers import patterns
from tests.journeys.visits import VISITS, Visit
from tests.journeys.visits_desk import CMS_VISITS, DESK_VISITS, DeskVisit
from tests.journeys.visits_failures import FAILURES
from tests.journeys.visits_family import FAMILY_VISITS
from tests.journeys.visits_finding import FINDING_VISITS
from tests.journeys.visits_kinds import KIND_VISITS
from tests.journeys.visits_own import OWN_VISITS
from tests.journeys.visits_paper import PAPER_VISITS

pytestmark = pytest.mark.browser

NO_PAGE = {
    "health-live": "answers JSON", "health-ready": "answers JSON", "health-intake": "answers JSON", "queue-counts": "answers JSON",
    **dict.fromkeys(("api-document", "api-unknown", "api-topics", "api-topics-one", "api-hsds", "api-hsds-services", "api-hsds-service"), "answers JSON"),
    **dict.fromkeys((f"api-{one}" for one in ("services", "places", "channels", "partners")), "answers JSON"),
    **dict.fromkeys((f"api-{one}-one" for one in ("services", "places", "channels", "partners")), "answers JSON"),
    **dict.fromkeys((f"api-{one}-table" for one in ("services", "places", "channels", "partners", "topics")), "a file"),
    "api": "redirects", "sitemap": "XML for search engines", "sitemap-file": "XML for search engines", "robots": "plain text",
    "service-card": "a file", "place-card": "a file", "partner-card": "a file", "service-handout-pdf": "a file",
    "topic-handout-pdf": "a file",
    "kiosk-switch": "redirects", "kiosk-clear": "redirects", "kiosk-nobody-there": "redirects",
    "professional-shortlist": "redirects",
    "choose-language": "redirects", "exit": "redirects; see test_exit", "away": "leaves at once; see test_exit",
    "picture": "a picture", "original-picture": "a picture", "sign-in-qr": "a picture",
    "contact-begin": "redirects", "selfcheck-start": "redirects", "selfcheck-help": "redirects",
    "selfcheck-keep": "redirects", "selfcheck-erase": "redirects", "selfcheck-erase-all": "redirects",
    "mfa_deactivate_totp": "redirects",
    "contact-draft": "redirects", "choose-municipality": "redirects",
    "handover-accept": "redirects", "handover-decline": "redirects", "handover-withdraw": "redirects", "contact-separate": "redirects",
    "absence-enter": "redirects", "absence-remove": "redirects", "duty-enter": "redirects",
    "team-member-add": "redirects", "team-member-remove": "redirects",
    "worker-end": "redirects", "worker-new-second-factor": "redirects",
    "contact-later": "redirects", "contact-task-done": "redirects", "contact-task": "redirects",
}  # fmt: skip
NOT_OURS = {
    "wagtail_serve": "Wagtail's own way to a page; ours stands before it and answers",
    "wagtailcore_authenticate_with_password": "Wagtail's page passwords, which no page of ours has",
    "wagtailcore_login": "Wagtail's sign-in for private pages, which no page of ours is",
    "mfa_activate_totp": "only for somebody without a second factor; opened in the tests of the sign-in",
}
# The same templates as at the desk, where they are visited.
PORTAL_SIGN_IN = {one.pattern for one in DESK_VISITS if one.pattern.startswith(("account_", "mfa_"))}
BY_PREFIX = {"cms/": "Wagtail's own admin; what we add to it stands in CMS_VISITS"}

ALL_VISITS = (*VISITS, *KIND_VISITS, *FAMILY_VISITS, *PAPER_VISITS, *OWN_VISITS, *FINDING_VISITS, *FAILURES)


def is_wide(visit: Visit, language: str) -> bool:
    """Whether a row is left to the wide run: in the ordinary one each page is seen in one language, in turn."""
    return visit.is_wide or language != tuple(VARIANTS)[ALL_VISITS.index(visit) % len(VARIANTS)]


EACH = [
    pytest.param(
        visit,
        language,
        id=f"{visit.name}-{language}",
        marks=[pytest.mark.xdist_group(f"pages-{language}"), *([pytest.mark.wide] if is_wide(visit, language) else [])],
    )
    for visit in ALL_VISITS
    for language in VARIANTS
]


EACH_AT_THE_DESK = [
    pytest.param(visit, id=visit.name, marks=[] if visit.pattern not in seen else [pytest.mark.wide])
    for seen, visit in (({one.pattern for one in DESK_VISITS[:at]}, DESK_VISITS[at]) for at in range(len(DESK_VISITS)))
]
"""Each pattern of the desk in one state in the ordinary run, its further states in the wide one."""


def names(half: str) -> dict[str, str]:
    """The names of a half's patterns that are not listed by prefix, each with its route."""
    split = [one.partition(" ")[::2] for one in patterns(half)]
    return {name: route for name, route in split if not route.startswith(tuple(BY_PREFIX))}


def test_no_pattern_of_the_portal_is_without_a_visit() -> None:
    visited = {
        one.pattern for one in (*VISITS, *KIND_VISITS, *FAMILY_VISITS, *PAPER_VISITS, *OWN_VISITS, *FINDING_VISITS)
    }
    assert not set(names("portal")) - visited - set(NO_PAGE) - set(NOT_OURS) - PORTAL_SIGN_IN


def test_no_pattern_of_the_desk_is_without_a_visit() -> None:
    visited = {one.pattern for one in DESK_VISITS}
    assert not set(names("desk")) - visited - set(NO_PAGE) - set(NOT_OURS)


def test_no_visit_is_to_a_pattern_that_is_gone() -> None:
    known = set(names("portal")) | set(names("desk"))
    tabled = (
        {
            one.pattern
            for one in (
                *VISITS,
                *KIND_VISITS,
                *FAMILY_VISITS,
                *PAPER_VISITS,
                *OWN_VISITS,
                *FINDING_VISITS,
                *DESK_VISITS,
            )
        }
        | set(NO_PAGE)
        | set(NOT_OURS)
    )
    assert not tabled - known


@pytest.fixture(scope="session")
def prepared(house: House) -> dict[str, Prepared]:
    """The states that pages need, for each variant."""
    return {one: Prepared(house, one) for one in VARIANTS}


def look_at(house: House, context: BrowserContext, visit: Visit, ready: Prepared) -> None:
    """Goes there and looks at everything that a page of the portal must be."""
    noise, page = Noise(), context.new_page()
    noise.listen(page)
    visitor = Visitor(page, house.portal_url, ready.language)
    visit.reach(visitor, ready)
    assert page.locator("h1").count() == 1
    if visit.is_neutral:
        assert NEUTRAL[ready.language].fullmatch(page.title().replace("\n", "").strip()), page.title()
    assert exit_problem(page) == ""
    assert exit_tab_stop(page) in {1, 2}
    assert not noise.console
    assert noise.hosts == {urlsplit(house.portal_url).netloc}
    assert axe_violations(page) == []
    assert spills(page) == []


@pytest.mark.parametrize(("visit", "language"), EACH)
def test_a_page_of_the_portal(
    house: House, chromium: Browser, prepared: dict[str, Prepared], visit: Visit, language: str
) -> None:
    with new_context(chromium, width=320) as context:
        look_at(house, context, visit, prepared[language])


WIDE = {"wide window": {"width": 1280}, "no JavaScript": {"scripts": False}, "forced colours": {"forced": True}}


@pytest.mark.wide
@pytest.mark.parametrize("how", WIDE)
@pytest.mark.parametrize(("visit", "language"), EACH)
def test_a_page_of_the_portal_in_other_ways(
    house: House, chromium: Browser, prepared: dict[str, Prepared], visit: Visit, language: str, how: str
) -> None:
    with new_context(chromium, **{"width": 320, **WIDE[how]}) as context:
        look_at(house, context, visit, prepared[language])


@pytest.fixture
def strange_page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that nobody signed in with."""
    with new_context(chromium, width=320) as context:
        yield context.new_page()


@pytest.mark.xdist_group("pages-desk")
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.wide)])
@pytest.mark.parametrize("visit", EACH_AT_THE_DESK)
def test_a_page_of_the_desk(
    house: House,
    signed_in_as: Callable[[str], BrowserContext],
    strange_page: Page,
    prepared: dict[str, Prepared],
    visit: DeskVisit,
    width: int,
) -> None:
    page = signed_in_as(visit.role).new_page() if visit.is_signed_in else strange_page
    worker, noise = Desk(page, house.desk_url), Noise()
    worker.page.set_viewport_size({"width": width, "height": 900})
    noise.listen(worker.page)
    visit.reach(worker, prepared["fi"])
    assert worker.page.locator("h1").count() == 1
    assert not noise.console
    assert noise.hosts == {urlsplit(house.desk_url).netloc}
    assert axe_violations(worker.page) == []
    assert spills(worker.page) == []
    page.close()


@pytest.mark.xdist_group("editors")
@pytest.mark.parametrize("name", CMS_VISITS)
def test_a_page_of_ours_in_the_cms_runs_without_an_error(house: House, cms_context: BrowserContext, name: str) -> None:
    noise, page = Noise(), cms_context.new_page()
    noise.listen(page)
    start, *links = CMS_VISITS[name]
    response = page.goto(house.portal_url + start)
    for part in links:
        href = page.locator(f"main a[href*='{part}']").first.get_attribute("href") or ""
        response = page.goto(house.portal_url + urlsplit(href).path)
    assert response
    assert response.status == 200
    page.wait_for_load_state("networkidle")
    page.close()
    assert not noise.console
    assert noise.hosts == {urlsplit(house.portal_url).netloc}
