"""The three real processes on both databases; on PostgreSQL each process has its own role and nothing more."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import requests
from django.utils import timezone

from tests.journeys.faults.canaries import Canaries, walk
from tests.journeys.faults.ground import Ground
from tests.journeys.faults.halves import form_of
from tests.journeys.faults.sender import SEE_OTHER, send, write
from tests.journeys.house import House, eventually
from tools.form_client import Browser, Page, Receipt, values_of
from tools.send_contact import read_at_desk, sign_in

AT_ONCE = 50
CANARIES = 20


@pytest.fixture(scope="module")
def house(ground: Ground) -> Iterator[House]:
    with ground.house() as made:
        yield made


@pytest.fixture(scope="module")
def worker(house: House, ground: Ground) -> Browser:
    """A worker who is signed in at the desk."""
    browser = Browser(house.desk_url)
    sign_in(browser, ground.login())
    return browser


def status_page(house: House, receipt: Receipt) -> Page:
    browser = Browser(house.portal_url)
    page = browser.get("/fi/s/")
    return browser.submit(page, page.form_with("words"), {"reference": receipt.reference, "words": receipt.words})


def test_a_contact_goes_the_whole_way_and_an_answer_comes_back(house: House, worker: Browser, ground: Ground) -> None:
    words = "Kuka voisi auttaa? Olen yksin. 😟\nTerveisin <b>A</b>"
    receipt = Browser(house.portal_url).send_help_request(
        language="fi", urgency="not_urgent", own_words=words, name="Aino", municipality="951"
    )
    page = read_at_desk(worker, receipt.reference)
    assert [one.get_text() for one in page.soup.select(".tp-letter .tp-own-words")] == [words]
    page = worker.submit(page, form_of(page, "take"))
    page = worker.submit(page, form_of(page, "status"))
    page = worker.submit(page, form_of(page, "text"), {"text": "Soitamme huomenna."})
    assert page.status == 200
    eventually(lambda: "Soitamme huomenna." in status_page(house, receipt).text)
    assert [ground.count(one, receipt.reference) for one in ("letter", "taken", "contact", "item")] == [1, 1, 1, 3]
    assert requests.get(f"{house.desk_url}/health/intake", timeout=10).status_code == 200


def test_the_broom_erases_what_was_taken_long_ago_and_the_contact_stays(house: House, ground: Ground) -> None:
    kept, old = (send(write(house.portal_url, words), house.portal_url) for words in ("Uusi", "Vanha"))
    eventually(lambda: ground.count("taken", old.reference) == ground.count("taken", kept.reference) == 1)
    # The running courier holds the lease of the round.
    house.supervisor.end("courier")
    yesterday = timezone.now() - timedelta(hours=25)
    taken_at = yesterday if ground.cluster else str(yesterday.replace(tzinfo=None))
    ground.run("portal", "UPDATE intake_letter SET taken_at = %s WHERE reference = %s", taken_at, old.reference)
    ground.manage(ground.environment().courier, "courier", "--once")
    assert house.supervisor.revive() == ["courier"]
    assert (ground.count("letter", old.reference), ground.count("letter", kept.reference)) == (0, 1)
    assert ground.count("contact", old.reference) == 1
    assert old.reference in status_page(house, old).text


def test_fifty_posts_of_one_form_at_once_are_one_contact(house: House, ground: Ground) -> None:
    written = write(house.portal_url, "Sama teksti viisikymmentä kertaa.")
    data = {**values_of(written.form), **written.values}
    cookies = written.browser.session.cookies.get_dict()
    barrier = Barrier(AT_ONCE)

    def post(_number: int) -> tuple[int, str]:
        barrier.wait()
        answer = requests.post(
            written.page.url,
            data=data,
            cookies=cookies,
            headers={"Origin": house.portal_url, "Sec-Fetch-Site": "same-origin"},
            allow_redirects=False,
            timeout=120,
        )
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = set(pool.map(post, range(AT_ONCE)))
    assert {status for status, _ in answers} == {SEE_OTHER}
    assert len(answers) == 1
    assert send(written, house.portal_url) == written.receipt
    reference = written.receipt.reference
    eventually(lambda: ground.count("taken", reference) == 1)
    assert [ground.count(one, reference) for one in ("letter", "contact", "filed", "item")] == [1, 1, 1, 1]


def test_what_is_typed_stands_nowhere_but_under_a_seal(house: House, worker: Browser, ground: Ground) -> None:
    canaries = Canaries(secrets.token_hex(4))
    read = walk(house, worker, ground, canaries)
    assert len(canaries.typed) >= CANARIES
    missing = [one for one in canaries.for_the_desk if one not in read]
    assert not missing, "the desk did not get everything that was typed for it"
    assert canaries.found_in(ground) == {}


def test_the_search_for_canaries_finds_one_that_lies_open(ground: Ground) -> None:
    canaries = Canaries(secrets.token_hex(4))
    planted = [canaries.next(), canaries.next()]
    (ground.var_dir / "planted.log").write_text(planted[0], encoding="utf-8")
    ground.run("portal", "CREATE TABLE planted (b %s)" % ("bytea" if ground.cluster else "blob"))
    ground.run("portal", "INSERT INTO planted VALUES (%s)", planted[1].encode())
    try:
        assert set(canaries.found_in(ground)) == set(planted)
    finally:
        (ground.var_dir / "planted.log").unlink()
        ground.run("portal", "DROP TABLE planted")
