"""What an editor does in the CMS, and what the three public variants show of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.house import House
from tests.journeys.pages import VARIANTS
from tools.form_client import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("editors")]

FINNISH, SWEDISH = "/fi/jaksaminen/kun-vanhempi-on-vasynyt/", "/sv/att-orka/nar-foraldern-ar-trott/"
NUMBER = "079 100 {:04d}"


@pytest.fixture
def cms(cms_context: BrowserContext) -> Iterator[Page]:
    """A page of the administrator's browser."""
    page = cms_context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    page.close()


def ask(house: House, sentence: str, *values: object) -> list[tuple[object, ...]]:
    """What the portal's database answers, read without a way to write."""
    with sqlite3.connect(f"file:{house.var_dir / 'portal.sqlite3'}?mode=ro", uri=True) as database:
        return database.execute(sentence, values).fetchall()


def page_id(house: House, path: str) -> int:
    """The id of the live page at a public path."""
    language, slug = path.split("/")[1], path.strip("/").rpartition("/")[2]
    found = ask(
        house,
        "SELECT p.id FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id"
        " WHERE p.slug = ? AND l.language_code = ? AND p.live",
        slug,
        language,
    )
    assert len(found) == 1
    return int(str(found[0][0]))


def shown(house: House, path: str) -> str:
    """The words of a public page, read without any cache."""
    page = Browser(house.portal_url).get(path)
    assert page.status == 200
    return page.text


def press(page: Page, name: str) -> None:
    """Presses a button of the CMS's editor, also one that is folded into a menu."""
    with page.expect_navigation():
        page.locator(name).first.evaluate("one => one.click()")
    page.wait_for_load_state()


def test_a_corrected_phone_number_is_on_all_three_variants_at_once(house: House, cms: Page) -> None:
    facts, channel, old = ask(
        house,
        "SELECT link.facts_id, c.id, c.number FROM services_channelfacts c"
        " JOIN services_servicechannel link ON link.channel_id = c.id"
        " WHERE c.kind = 'phone' AND c.audience = 'public' AND c.number <> '' ORDER BY link.sort_order, c.key",
    )[0]
    slugs = ask(
        house,
        "SELECT l.language_code, w.slug FROM services_servicewords w JOIN wagtailcore_locale l ON l.id = w.locale_id"
        " WHERE w.facts_id = ? AND w.live",
        facts,
    )
    folders = {"fi": "palvelut", "sv": "tjanster", "fi-simple": "palvelut"}
    pages = [f"/{code}/{folders[str(code)]}/{slug}/" for code, slug in slugs]
    assert len(pages) == len(VARIANTS)
    new = NUMBER.format(uuid4().int % 10_000)
    cms.goto(f"{house.portal_url}/cms/channels/edit/{channel}/")
    assert cms.locator("[name='number']").input_value() == old
    cms.locator("[name='number']").fill(new)
    press(cms, "form[action*='/cms/channels/edit/'] button[type='submit']")
    assert all(new in shown(house, one) and str(old) not in main_of(house, one) for one in pages)


def main_of(house: House, path: str) -> str:
    """The words of a public page's own part."""
    found = Browser(house.portal_url).get(path).soup.find("main")
    return found.get_text(" ", strip=True) if found else ""


def test_a_new_finnish_sentence_leaves_swedish_as_it_was_until_it_is_translated(house: House, cms: Page) -> None:
    finnish, swedish = page_id(house, FINNISH), page_id(house, SWEDISH)
    before, new, translated = main_of(house, SWEDISH), f"Lause {uuid4()}.", f"Mening {uuid4()}."
    cms.goto(f"{house.portal_url}/cms/pages/{finnish}/edit/")
    cms.locator("[name='summary']").fill(new)
    press(cms, "[name='action-publish']")
    assert new in shown(house, FINNISH)
    assert main_of(house, SWEDISH) == before

    hand_to_translators(house, cms, swedish)
    assert main_of(house, SWEDISH) == before
    try_to_publish(house, cms, swedish)
    assert main_of(house, SWEDISH) == before
    translate(house, cms, swedish, new, translated)
    try_to_publish(house, cms, swedish)
    assert translated in shown(house, SWEDISH)
    assert new not in shown(house, SWEDISH)


def translation_of(house: House, swedish: int) -> tuple[int, int]:
    """The ids of a Swedish page's translation and of its source."""
    found = ask(
        house,
        "SELECT t.id, t.source_id FROM wagtail_localize_translation t"
        " JOIN wagtail_localize_translationsource s ON s.id = t.source_id"
        " JOIN wagtailcore_page p ON p.translation_key = s.object_id AND p.locale_id = t.target_locale_id"
        " WHERE p.id = ?",
        swedish,
    )
    return int(str(found[0][0])), int(str(found[0][1]))


def hand_to_translators(house: House, cms: Page, swedish: int) -> None:
    """Takes the new Finnish text into the translation, as the CMS's own button does."""
    _translation, source = translation_of(house, swedish)
    cms.goto(f"{house.portal_url}/cms/localize/update/{source}/")
    press(cms, "main form button[type='submit'], main form input[type='submit']")


def try_to_publish(house: House, cms: Page, swedish: int) -> None:
    """Posts what the editor's publish button posts."""
    cms.goto(f"{house.portal_url}/cms/pages/{swedish}/edit/")
    cms.evaluate(
        """() => fetch(location.href, {method: 'POST', body: new URLSearchParams({
             action: 'publish', csrfmiddlewaretoken: document.querySelector('[name=csrfmiddlewaretoken]')?.value
               || JSON.parse(document.getElementById('wagtail-config').textContent).CSRF_TOKEN })})"""
    )


def translate(house: House, cms: Page, swedish: int, finnish: str, text: str) -> None:
    """Translates the segment that holds the Finnish text."""
    translation, source = translation_of(house, swedish)
    found = ask(
        house,
        "SELECT g.id FROM wagtail_localize_stringsegment g JOIN wagtail_localize_string s ON s.id = g.string_id"
        " WHERE g.source_id = ? AND s.data = ?",
        source,
        finnish,
    )
    assert len(found) == 1
    address = f"/cms/localize/translate/{translation}/strings/{found[0][0]}/edit/"
    cms.goto(f"{house.portal_url}/cms/pages/{swedish}/edit/")
    status = cms.evaluate(
        """([address, text]) => fetch(address, {method: 'PUT', body: new URLSearchParams({value: text}), headers: {
             'X-CSRFToken': JSON.parse(document.getElementById('wagtail-config').textContent).CSRF_TOKEN }})
             .then(answer => answer.status)""",
        [address, text],
    )
    assert status in {200, 201}


@pytest.fixture
def new_topic(house: House, cms: Page) -> Iterator[int]:
    """The id of a new live Finnish page, taken away again afterwards."""
    title, home = f"Uusi aihe {uuid4().hex[:8]}", page_id(house, "/fi/etusivu/")
    cms.goto(f"{house.portal_url}/cms/pages/add/home/topicpage/{home}/")
    cms.locator("[name='title']").fill(title)
    cms.locator("[name='slug']").evaluate("(one, slug) => { one.value = slug }", f"uusi-aihe-{uuid4().hex[:8]}")
    cms.locator("[name='summary']").fill("Tällä sivulla saat neuvoja. Lue ne rauhassa. Soita meille, jos et jaksa.")
    press(cms, "[name='action-publish']")
    made = ask(house, "SELECT id FROM wagtailcore_page WHERE title = ? AND live", title)
    assert made, cms.locator(".messages, .error-message").all_inner_texts()
    number = int(str(made[0][0]))
    yield number
    for one in ask(house, "SELECT id FROM wagtailcore_page WHERE title = ? ORDER BY id DESC", title):
        cms.goto(f"{house.portal_url}/cms/pages/{one[0]}/delete/")
        press(cms, "main form [type='submit']")
    assert not ask(house, "SELECT id FROM wagtailcore_page WHERE id = ?", number)


def test_a_plain_language_copy_cannot_be_published_as_it_is(house: House, cms: Page, new_topic: int) -> None:
    cms.goto(f"{house.portal_url}/cms/pages/{new_topic}/plain-language/")
    press(cms, f"form[action*='/cms/pages/{new_topic}/plain-language/'] button")
    copy = int(re.findall(r"/cms/pages/(\d+)/edit/", cms.url)[0])
    assert copy != new_topic
    press(cms, "[name='action-publish']")
    assert ask(house, "SELECT live FROM wagtailcore_page WHERE id = ?", copy) == [(0,)]
    said = " ".join(cms.locator(".messages, .error-message").all_inner_texts())
    assert said.strip(), "the editor is not told why"

    cms.locator("[name='title']").fill(f"Apua {uuid4().hex[:6]}")
    cms.locator("[name='summary']").fill("Saat apua. Kirjoita tai soita.")
    press(cms, "[name='action-publish']")
    assert ask(house, "SELECT live FROM wagtailcore_page WHERE id = ?", copy) == [(1,)]
    cms.goto(f"{house.portal_url}/cms/pages/{copy}/delete/")
    press(cms, "main form [type='submit']")
