"""Posts one form from fifty threads at once, twenty edited copies of another, and one message to a third from fifty;
then ten confirm one text at once, and of another five confirm and five say no.

Prints to how many receipts the forms led, to how many pages the message, and to how many receipts the first text.

Run as a module with DATABASE_URL naming the database: one with the letter box's tables, or, with the word "make", an
empty one in which they are made.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

import tests.environment

django.setup()

from django.db import connection, connections
from django.test.utils import setup_test_environment

from portal.core.frame import bare_frame, set_frame_filler
from portal.intake import letter_box
from portal.intake.models import BoxItem, Draft, HeldText, Letter
from portal.vault.sealing import PrivateKey, new_private_key_bytes
from tests.portal.intake.builders import Visitor, answers, hidden_fields, reference_on, words_on
from tests.portal.intake.family_builders import held, says, types

RECIPIENTS = (PrivateKey("desk-1", new_private_key_bytes()).recipient,)


def at_once(posts: list[dict[str, str]], draft_id: str, cookies: dict[str, str], number: int = 1) -> set[str]:
    """Where the posts of that page were led, all sent in the same moment by browsers that hold the draft's cookie."""
    barrier = Barrier(len(posts))

    def send(data: dict[str, str]) -> str:
        visitor = Visitor(draft_id=draft_id)
        visitor.client.cookies.load(cookies)
        barrier.wait()
        try:
            response = visitor.sends(data, number)
            assert response.status_code == 303, response.status_code
            return str(response["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        return set(pool.map(send, posts))


def written() -> tuple[Visitor, dict[str, str], dict[str, str]]:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    return visitor, data, {name: one.value for name, one in visitor.client.cookies.items()}


def message_begun() -> tuple[Visitor, dict[str, str], dict[str, str]]:
    """A message to a contact that was just sent, ready to be posted."""
    visitor, data, _cookies = written()
    receipt = visitor.client.get(visitor.sends(data)["Location"])
    asked = visitor.client.post(visitor.url("s/"), {"reference": reference_on(receipt), "words": words_on(receipt)})
    begun = visitor.client.post(f"{asked['Location']}write/", {"kind": "message"})
    visitor.draft_id = begun["Location"].split("/b/")[1].split("/")[0]
    data = {"own_words": "Lisään vielä yhden asian.", **hidden_fields(visitor.page())}
    return visitor, data, {name: one.value for name, one in visitor.client.cookies.items()}


def confirmed_at_once(confirm: int, refuse: int) -> int:
    """How many of those who hold one code were led to a receipt, which is how many letters there are more: one or none."""
    code, before = held().code, Letter.objects.count()
    families = [types(code) for _ in range(confirm + refuse)]
    posts = []
    for one in families[:confirm]:
        says(one)
        posts.append((one, {"contact_language": "fi", **one.hidden(2)}, 2))
    posts += [(one, {"decision": "refuse", "family_words": "", **one.hidden(1)}, 1) for one in families[confirm:]]
    barrier = Barrier(len(posts))

    def send(post: tuple[Visitor, dict[str, str], int]) -> bool:
        visitor, data, number = post
        barrier.wait()
        try:
            return "/r/" in visitor.sends(data, number)["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        receipts = sum(pool.map(send, posts))
    row = HeldText.objects.order_by("created_at").last()
    assert row is not None
    assert (row.sealed, row.is_sent) == (None, bool(receipts))
    assert receipts == Letter.objects.count() - before <= 1
    return receipts


def stand_in() -> None:
    """Puts keys and a frame of these programs' own in the place of a county's."""
    letter_box.recipients = lambda: RECIPIENTS
    setup_test_environment()
    set_frame_filler(bare_frame)


def main() -> None:
    stand_in()
    if "make" in sys.argv:
        with connection.schema_editor() as editor:
            for model in (Draft, Letter, BoxItem, HeldText):
                editor.create_model(model)
    visitor, data, cookies = written()
    same = at_once([data] * 50, visitor.draft_id, cookies)
    visitor, data, cookies = written()
    edited = at_once([{**data, "name": f"Nimi {one}"} for one in range(20)], visitor.draft_id, cookies)
    visitor, data, cookies = message_begun()
    messages = at_once([data] * 50, visitor.draft_id, cookies)
    confirmed_at_once(5, 5)
    sys.stdout.write(f"{len(same)} {len(edited)} {len(messages)} {confirmed_at_once(10, 0)}")


if __name__ == "__main__":
    main()
