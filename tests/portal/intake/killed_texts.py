"""Kills the portal by SIGKILL at each point of its way while a text is held, and while a family sends it.

After each kill the same press is sent twice more: one code, one receipt, one letter. Prints how many kills there were.
Run as a module with DATABASE_URL naming an empty SQLite file.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import django

import tests.environment

django.setup()

from django.db import connection, connections
from django.test.utils import setup_test_environment

from portal.core.checkpoints import listen
from portal.core.frame import bare_frame, set_frame_filler
from portal.intake import letter_box
from portal.intake.models import BoxItem, Draft, HeldText, Letter
from portal.vault.sealing import PrivateKey, new_private_key_bytes
from tests.portal.intake.family_builders import CHECK_PAGE, Handed, at_check, handed, says, types

RECIPIENTS = (PrivateKey("desk-1", new_private_key_bytes()).recipient,)
POINTS = {
    "portal.before_insert": 0,
    "portal.after_insert_before_commit": 0,
    "portal.after_commit": 1,
    "portal.before_receipt": 1,
}
"""Where it is killed, and how many rows there are once it is dead."""


def killed(point: str, press: Callable[[], object]) -> None:
    """Presses in a process of its own, which dies at the point."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        listen(lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == point else None)
        press()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), point


def hold(point: str, rows: int) -> Handed:
    """What the professional hands over, after a kill."""
    visitor = at_check()
    data = {**visitor.hidden(CHECK_PAGE), "form_hold": "1"}
    before = HeldText.objects.count()
    killed(point, lambda: visitor.sends(data, CHECK_PAGE))
    assert HeldText.objects.count() - before == rows, point
    first, second = (handed(visitor.client.get(visitor.sends(data, CHECK_PAGE)["Location"])) for _ in range(2))
    assert (first, HeldText.objects.count() - before) == (second, 1), point
    return first


def confirm(point: str, rows: int, waiting: Handed) -> None:
    """A family sends the text, after a kill."""
    family = types(waiting.code)
    says(family)
    data = {"contact_language": "fi", **family.hidden(2)}
    before = Letter.objects.count()
    killed(point, lambda: family.sends(data, 2))
    assert (Letter.objects.count() - before, waiting.row.sealed is None) == (rows, bool(rows)), point
    first, second = (family.sends(data, 2)["Location"] for _ in range(2))
    assert (first, Letter.objects.count() - before, waiting.row.is_sent) == (second, 1, True), point
    assert "/r/" in first, point


def main() -> None:
    letter_box.recipients = lambda: RECIPIENTS
    setup_test_environment()
    set_frame_filler(bare_frame)
    with connection.schema_editor() as editor:
        for model in (Draft, Letter, BoxItem, HeldText):
            editor.create_model(model)
    for point, rows in POINTS.items():
        confirm(point, rows, hold(point, rows))
    sys.stdout.write(str(2 * len(POINTS)))


if __name__ == "__main__":
    main()
