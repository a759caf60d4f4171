"""What a first visit costs: bytes over the wire, all from one host."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.pages import VARIANTS, Noise, Visitor, new_context
from tools.terminal import say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("exit")]

MOST_BYTES = 60_000


class Meter:
    """Counts what a page really transferred, as Chromium's own network log has it; kinds by path."""

    def __init__(self, visitor: Visitor) -> None:
        self.bytes: dict[str, int] = {}
        self._paths: dict[str, str] = {}
        session = visitor.page.context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)

    def _received(self, event: dict[str, Any]) -> None:
        self._paths[event["requestId"]] = urlsplit(event["response"]["url"]).path

    def _finished(self, event: dict[str, Any]) -> None:
        path = self._paths.get(event["requestId"], "?")
        self.bytes[path] = self.bytes.get(path, 0) + int(event["encodedDataLength"])


@pytest.mark.parametrize("language", VARIANTS)
@pytest.mark.parametrize("page", ["home", "advice", "question"])
def test_a_first_visit_is_light(
    house: House, chromium: Browser, capsys: pytest.CaptureFixture[str], language: str, page: str
) -> None:
    with new_context(chromium) as context:
        visitor = Visitor(context.new_page(), house.portal_url, language)
        address = where(visitor, page)
    noise = Noise()
    with new_context(chromium) as context:
        visitor = Visitor(context.new_page(), house.portal_url, language)
        noise.listen(visitor.page)
        if page == "question":
            visitor.go(address)
        meter = Meter(visitor)
        session = context.new_cdp_session(visitor.page)
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        if page == "question":
            visitor.submit(visitor.form_with("questionnaire"))
        else:
            visitor.go(address)
        visitor.page.wait_for_load_state("networkidle")
    total = sum(meter.bytes.values())
    with capsys.disabled():
        say(f"\nfirst visit, {language}, {page}: {total} bytes in {len(meter.bytes)} files")
    assert len(meter.bytes) >= 3, "page, style and script at least"
    assert total <= MOST_BYTES
    assert noise.hosts == {urlsplit(house.portal_url).netloc}


def where(visitor: Visitor, page: str) -> str:
    """The address of the page, or of the start page that leads to it."""
    if page == "home":
        return f"/{visitor.language}/"
    if page == "advice":
        return visitor.read_advice()
    visitor.start_questionnaire()
    visitor.page.go_back()
    return visitor.path
