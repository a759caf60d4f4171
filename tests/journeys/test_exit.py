"""After the exit, and after "someone else wants to answer", nothing that was typed is anywhere any more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.journeys.house import House, eventually
from tests.journeys.pages import VARIANTS, Visitor
from tools.system_packages import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("exit")]

WITH_AND_WITHOUT = [
    pytest.param(one, javascript, id=f"{one}-{'js' if javascript else 'nojs'}", marks=marks)
    for one in VARIANTS
    for javascript in (True, False)
    for marks in [[pytest.mark.wide] if one != "fi" else []]
]
BACK_TIMES = 5
Profile = Callable[[bool], BrowserContext]


@pytest.fixture
def profile(playwright: Playwright, tmp_path: Path) -> Iterator[Profile]:
    """Opens a browser with a profile on disk, so that what it leaves behind can be looked through."""
    opened: list[BrowserContext] = []

    def open_one(javascript: bool) -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=str(CHROMIUM.path()),
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"],
            java_script_enabled=javascript,
        )
        opened.append(context)
        return context

    yield open_one
    for one in opened:
        one.close()


def drafts(house: House) -> set[str]:
    """The ids of the drafts that the portal keeps."""
    with sqlite3.connect(f"file:{house.var_dir / 'portal.sqlite3'}?mode=ro", uri=True) as database:
        return {row[0] for row in database.execute("SELECT id FROM intake_draft")}


def files_with(folder: Path, canaries: list[str]) -> list[str]:
    """The files of a folder that hold one of the canaries, in any of the ways in which Chromium writes text."""
    needles = [one.encode(how) for one in canaries for how in ("utf-8", "utf-16-le")]
    held = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return [str(file.relative_to(folder)) for file, content in held.items() if any(one in content for one in needles)]


def type_everywhere(visitor: Visitor, canaries: list[str]) -> list[str]:
    """Types a canary into a sitting, a contact and, unsent, into the field in sight; answers the steps' addresses."""
    sitting = visitor.start_questionnaire()
    visitor.answer(canaries[0])
    visitor.answer("")
    visitor.begin_help()
    visitor.pass_gate()
    form = visitor.path
    visitor.page.locator("[name='own_words']").fill(canaries[1])
    visitor.page.locator("[name='name']").fill(canaries[2])
    # Sent without a way to answer: it is refused, kept in the draft and shown again.
    visitor.submit(visitor.form_with("own_words"))
    assert visitor.page.locator(".govuk-error-summary").count() == 1
    visitor.page.locator("[name='own_words']").fill(canaries[3])
    return [sitting, f"{sitting}1/", f"{sitting}2/", form, form.removesuffix("1/")]


def go_back_through(page: Page, canaries: list[str]) -> None:
    """Presses Back five times; no page shows a canary, as text or in a field."""
    for _time in range(BACK_TIMES):
        page.go_back(wait_until="load")
        assert not [one for one in canaries if one in shown_by(page)]


def shown_by(page: Page) -> str:
    """The page's text and what its fields hold."""
    fields = page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
    return "\n".join([page.content(), *fields])


def assert_steps_show_nothing(visitor: Visitor, steps: list[str], canaries: list[str]) -> None:
    """No step's address shows what was typed; those of a sitting lead to the front page."""
    for step in steps:
        visitor.go(step)
        assert not [one for one in canaries if one in shown_by(visitor.page)]
        if "/a/" in step:
            assert visitor.path == f"/{visitor.language}/"


def drafts_of(context: BrowserContext, house: House) -> set[str]:
    """The ids of the drafts that the browser's cookies name."""
    return {name.partition("tp-d-")[2] for name in own_cookies(context, house) if "tp-d-" in name}


def own_cookies(context: BrowserContext, house: House) -> list[str]:
    """The names of the cookies that the portal has in this browser."""
    return [one["name"] for one in context.cookies(house.portal_url)]


@pytest.mark.parametrize(("language", "javascript"), WITH_AND_WITHOUT)
def test_one_press_leaves_nothing_behind(
    house: House, profile: Profile, tmp_path: Path, language: str, javascript: bool
) -> None:
    canaries = [f"kanarialintu-{uuid4()}" for _ in range(4)]
    context = profile(javascript)
    visitor = Visitor(context.pages[0], house.portal_url, language)
    steps = type_everywhere(visitor, canaries)
    mine = drafts_of(context, house)
    assert len(mine) == 2
    assert mine <= drafts(house)

    visitor.page.locator(".tp-exit button").click()
    visitor.page.wait_for_url(f"{house.exit_url}**")
    eventually(lambda: not drafts(house) & mine)
    eventually(lambda: not own_cookies(context, house))
    go_back_through(visitor.page, canaries)
    assert_steps_show_nothing(visitor, steps, canaries)
    context.close()
    assert not files_with(tmp_path / "profile", canaries)


@pytest.mark.parametrize(("language", "javascript"), WITH_AND_WITHOUT)
def test_someone_else_finds_nothing_of_the_one_before(
    house: House, profile: Profile, tmp_path: Path, language: str, javascript: bool
) -> None:
    canaries = [f"kanarialintu-{uuid4()}" for _ in range(4)]
    context = profile(javascript)
    visitor = Visitor(context.pages[0], house.portal_url, language)
    steps = type_everywhere(visitor, canaries)
    mine = drafts_of(context, house)
    assert len(mine) == 2
    visitor.go(steps[0])
    visitor.page.locator("details:has(form[action$='/a/erase/']) summary").click()
    visitor.submit(visitor.page.locator("form[action$='/a/erase/']"))
    assert visitor.path == f"/{language}/a/erased/"
    assert not drafts(house) & mine
    assert not drafts_of(context, house)
    go_back_through(visitor.page, canaries)
    assert_steps_show_nothing(visitor, steps, canaries)
    context.close()
    assert not files_with(tmp_path / "profile", canaries)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "nojs"])
def test_what_is_on_screen_is_gone_from_back_after_a_sent_contact(
    house: House, profile: Profile, tmp_path: Path, javascript: bool
) -> None:
    context, words = profile(javascript), f"kanarialintu-{uuid4()}"
    visitor = Visitor(context.pages[0], house.portal_url, "fi")
    visitor.begin_help()
    visitor.pass_gate()
    visitor.write(words)
    visitor.send()
    visitor.page.locator(".tp-exit button").click()
    visitor.page.wait_for_url(f"{house.exit_url}**")
    eventually(lambda: not own_cookies(context, house))
    go_back_through(visitor.page, [words])
    context.close()
    assert not files_with(tmp_path / "profile", [words])
