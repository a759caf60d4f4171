"""The frame in a real browser: reach, reflow, accessibility, weight, and the way out."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from portal.core import registries

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PAGES = (
    "/fi/sample/", "/fi/sample/step/", "/fi/sample/breaks/", "/fi/nowhere/",
    "/fi/poistuminen/", "/sv/lamna-sidan/", "/fi-simple/poistuminen/", "/fi/palaute/", "/sv/respons/", "/fi-simple/palaute/",
)  # fmt: skip
TEXT_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } "
    "p { margin-bottom: 2em !important }"
)
BUDGET_BYTES = 60_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.portal.core.sample"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The portal's address. The server may not touch a database: no page of the ground floor needs one."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def neutral_site() -> Iterator[str]:
    """A second server that plays the dull site that the exit leads to."""

    class Dull(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<title>Weather</title><p>Sunny")

        def log_message(self, *args: Any) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Dull)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}/"
    site.shutdown()


def opened(browser: Browser, url: str, *, width: int = 1280, with_script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 640}, java_script_enabled=with_script)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(url)
    return page


@pytest.mark.parametrize(("path", "width"), [*((path, 320) for path in PAGES), (PAGES[0], 1280)])
def test_axe_finds_nothing(browser: Browser, server: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(server + path)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    context.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_spills_over_at_320_pixels_with_wide_spacing(browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    page.goto(server + path)
    page.add_style_tag(content=TEXT_SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("with_script", [True, False])
@pytest.mark.parametrize("path", ["/fi/sample/", "/sv/lamna-sidan/", "/fi-simple/palaute/"])
def test_the_exit_is_in_sight_and_uncovered_at_the_end_of_the_page(
    browser: Browser, server: str, path: str, with_script: bool
) -> None:
    page = opened(browser, server + path, width=320, with_script=with_script)
    page.keyboard.press("End")
    page.wait_for_timeout(200)
    box = page.locator(".tp-exit__button").bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
    assert box["x"] + box["width"] <= 320
    assert box["height"] >= 44
    if with_script:
        middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        assert page.evaluate("p => !!document.elementFromPoint(p.x, p.y).closest('.tp-exit__button')", middle)
    page.context.close()


def test_the_exit_is_at_most_the_second_tab_stop(browser: Browser, server: str) -> None:
    page = opened(browser, server + "/fi/sample/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('tp-exit__button')")
    page.context.close()


def test_what_has_the_focus_is_never_under_the_exit(browser: Browser, server: str) -> None:
    page = opened(browser, server + "/fi/sample/", width=320)
    page.keyboard.press("End")
    page.locator("form[novalidate] button").last.focus()
    for _step in range(30):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(
            "() => { const e = document.activeElement, bar = document.querySelector('.tp-exit');"
            "if (bar.contains(e) || e.matches('.govuk-skip-link, body')) return false;"
            "const b = e.getBoundingClientRect(); return b.bottom <= bar.getBoundingClientRect().bottom; }"
        )
        assert not hidden
    page.context.close()


@pytest.mark.parametrize("with_script", [True, False])
def test_one_press_erases_and_is_at_the_neutral_site(
    browser: Browser, server: str, neutral_site: str, with_script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased = threading.Event()
    monkeypatch.setattr(registries.erasers, "_entries", {"probe": lambda request: erased.set()})
    with override_settings(EXIT_URL=neutral_site):
        page = opened(browser, server + "/fi/sample/step/", with_script=with_script)
        assert page.context.cookies()
        page.click(".tp-exit__button")
        page.wait_for_url(neutral_site)
        assert page.title() == "Weather"
        assert erased.wait(5)
        page.wait_for_timeout(300)
        assert page.context.cookies() == []
        page.go_back()
        page.wait_for_timeout(300)
        assert "Kerro omin sanoin" not in page.content() or not with_script
    page.context.close()


def test_the_console_is_silent_and_no_other_host_is_asked(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in ("/fi/sample/", "/fi/sample/step/", "/sv/lamna-sidan/"):
        page.goto(server + path)
    assert said == []
    assert hosts == {server.split("/")[2]}
    context.close()


def test_a_first_visit_stays_within_its_budget(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(server + "/fi/sample/", wait_until="networkidle")
    assert len(bodies) >= 4
    assert sum(len(gzip.compress(body, 6)) for body in bodies) <= BUDGET_BYTES
    context.close()


def test_an_option_shows_its_field_only_when_chosen(browser: Browser, server: str) -> None:
    for with_script in (True, False):
        page = opened(browser, server + "/fi/sample/", with_script=with_script)
        assert not page.locator("[name=phone]").is_visible()
        page.check("[name=way][value=call]")
        assert page.locator("[name=phone]").is_visible()
        assert page.locator("[name=way][aria-expanded]").count() == 0
        page.context.close()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(browser: Browser, server: str) -> None:
    page = opened(browser, server + "/fi/sample/step/")
    page.click("form[novalidate] button")
    assert page.title().startswith("Virhe: ")
    assert page.evaluate("document.activeElement.classList.contains('govuk-error-summary')")
    page.click(".govuk-error-summary__list a")
    assert page.evaluate("document.activeElement.name") == "own_words"
    page.context.close()


def test_a_failure_page_can_be_sent_again_from_the_browser(browser: Browser, server: str) -> None:
    page = opened(browser, server + "/fi/sample/step/")
    page.context.clear_cookies()
    page.fill("[name=own_words]", "rivi yksi\n\nrivi kaksi " + "ä" * 80)
    page.click("form[novalidate] button")
    assert "Mitään ei ole vielä lähetetty" in page.content()
    assert page.input_value("[name=own_words]").startswith("rivi yksi\n\nrivi kaksi")
    page.click("main form button")
    assert page.input_value("[name=own_words]").startswith("rivi yksi\n\nrivi kaksi")
    assert "Mitään ei ole vielä lähetetty" not in page.content()
    page.context.close()
