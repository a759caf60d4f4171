"""Posts one form from fifty threads at once against a database of its own, then twenty edited copies of another.

Run as a module with DATABASE_URL naming an empty database (SQLite file or PostgreSQL); prints what it found.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

import tests.environment  # noqa: F401

django.setup()

from django.db import connection, connections  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from portal.core.frame import bare_frame, set_frame_filler  # noqa: E402
from portal.intake import letter_box  # noqa: E402
from portal.intake.models import BoxItem, Draft, Letter  # noqa: E402
from portal.vault.sealing import PrivateKey, new_private_key_bytes  # noqa: E402
from tests.portal.intake.builders import Visitor, answers  # noqa: E402

RECIPIENTS = (PrivateKey("desk-1", new_private_key_bytes()).recipient,)


def at_once(posts: list[dict[str, str]], draft_id: str, cookies: dict[str, str]) -> set[str]:
    """Where the posts were led, all sent in the same moment by browsers that hold the draft's cookie."""
    barrier = Barrier(len(posts))

    def send(data: dict[str, str]) -> str:
        visitor = Visitor(draft_id=draft_id)
        visitor.client.cookies.load(cookies)
        barrier.wait()
        try:
            response = visitor.sends(data)
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


def main() -> None:
    letter_box.recipients = lambda: RECIPIENTS
    setup_test_environment()
    set_frame_filler(bare_frame)
    with connection.schema_editor() as editor:
        for model in (Draft, Letter, BoxItem):
            editor.create_model(model)
    visitor, data, cookies = written()
    receipts = at_once([data] * 50, visitor.draft_id, cookies)
    assert len(receipts) == 1, receipts
    assert Letter.objects.count() == 1
    sys.stdout.write(f"50 same {Letter.objects.count()} letters; ")
    Letter.objects.all().delete()

    visitor, data, cookies = written()
    receipts = at_once([{**data, "name": f"Nimi {one}"} for one in range(20)], visitor.draft_id, cookies)
    assert len(receipts) == 20, receipts
    originals = Letter.objects.filter(relation="").count()
    sys.stdout.write(f"20 edited {originals} originals {Letter.objects.count()} letters")


if __name__ == "__main__":
    main()
