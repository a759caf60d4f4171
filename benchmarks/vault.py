"""Figures of the safe: seal, open, wrap anew, words, and a rotation of 10,000 rows in a real table."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar, Final

import django
from django.core.management import call_command
from django.db import connection, models

from portal.vault.keys import Key, load_private_keys, load_public_keys, new_key
from portal.vault.rotation import SealedColumn, begin_or_resume, rewrap_column
from portal.vault.sealing import PrivateKey, Recipient, open_envelope, rewrap, seal
from portal.vault.secrets import box_keys, open_box, open_under, random_token, seal_for_box, seal_under

ROWS: Final = 10_000
PLAIN: Final = os.urandom(3_000)
TARGET_SECONDS: Final = 60


def measured(name: str, times: int, act: Callable[[], object]) -> None:
    """Prints the mean time of an act in milliseconds."""
    started = time.perf_counter()
    for _ in range(times):
        act()
    print(f"{name:<44} {(time.perf_counter() - started) / times * 1000:8.3f} ms")


def private(key: Key) -> PrivateKey:
    """The private half of a key that was just made."""
    assert key.private is not None
    return key.private


def kernels() -> None:
    """Single acts on a letter of 3 kB."""
    desk, recovery, new = (private(new_key(role)) for role in ("desk", "recovery", "desk"))
    recipients = (desk.recipient, recovery.recipient)
    envelope = seal(PLAIN, recipients=recipients, context="letter", aad=b"aad")
    print(f"{'envelope of 3 kB for two recipients':<44} {len(envelope):8d} bytes")
    measured("seal for two recipients", 500, lambda: seal(PLAIN, recipients=recipients, context="letter", aad=b"aad"))
    measured("open", 500, lambda: open_envelope(envelope, keys=[desk], context="letter", aad=b"aad"))
    turned = (new.recipient, recovery.recipient)
    measured("wrap anew", 500, lambda: rewrap(envelope, keys=[desk], recipients=turned, context="letter"))
    token = random_token()
    draft = seal_under(token, "row", PLAIN)
    measured("seal a draft", 500, lambda: seal_under(token, "row", PLAIN))
    measured("open a draft", 500, lambda: open_under(token, "row", draft))
    measured("words to a box's keys (Argon2id)", 20, lambda: box_keys("eight words", "ABC-123"))
    box = box_keys("eight words", "ABC-123")
    message = seal_for_box(b"message", box.public_key, "box:ABC-123")
    measured("seal for a box", 500, lambda: seal_for_box(b"message", box.public_key, "box:ABC-123"))
    measured("open a box's message", 500, lambda: open_box(message, box.private_key, "box:ABC-123"))


def rotation(folder: Path) -> None:
    """10,000 synthetic rows on SQLite: sealed, wrapped anew by the command's own code, checked."""

    class Row(models.Model):
        sealed = models.BinaryField()
        objects: ClassVar[models.Manager[Row]] = models.Manager()

        class Meta:
            app_label = "vault_benchmark"

        def __str__(self) -> str:
            return str(self.pk)

    call_command("make_keys", directory=folder, stdout=StringIO())
    files = folder / "desk.json", folder / "public.json"
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    old = load_public_keys(files[1])
    started = time.perf_counter()
    Row.objects.bulk_create(filled(Row, old), batch_size=500)
    print(f"{'seal and store 10,000 rows':<44} {time.perf_counter() - started:8.1f} s")
    begin_or_resume(*files)
    keys, recipients = load_private_keys(files[0]), load_public_keys(files[1])
    started = time.perf_counter()
    tally = rewrap_column(SealedColumn(Row, "sealed", lambda row: f"row:{row.pk}"), keys=keys, recipients=recipients)
    took = time.perf_counter() - started
    print(f"{'rotate 10,000 rows':<44} {took:8.1f} s   (target under {TARGET_SECONDS} s)")
    recovery = load_private_keys(folder / "recovery.json")
    started = time.perf_counter()
    opened = sum(
        open_envelope(bytes(row.sealed), keys=recovery, context=f"row:{row.pk}", aad=b"aad") == PLAIN
        for row in Row.objects.iterator()
    )
    print(f"{'recovery drill: rows opened':<44} {opened:8d} in {time.perf_counter() - started:.1f} s")
    assert tally.rewrapped == opened == ROWS
    assert took < TARGET_SECONDS


def filled(row: type[Any], recipients: tuple[Recipient, ...]) -> list[Any]:
    """Rows that are not yet stored."""
    return [
        row(pk=number, sealed=seal(PLAIN, recipients=recipients, context=f"row:{number}", aad=b"aad"))
        for number in range(1, ROWS + 1)
    ]


def main() -> None:
    """Prints the figures; ends with an error when a target is missed."""
    with tempfile.TemporaryDirectory(prefix="tukiportti-bench-") as folder:
        os.environ.update(
            TUKIPORTTI_ENV="dev",
            VAR_DIR=folder,
            DJANGO_SETTINGS_MODULE="portal.settings.desk",
            DATABASE_URL=f"sqlite:///{folder}/desk.sqlite3",
        )
        django.setup()
        kernels()
        rotation(Path(folder))


if __name__ == "__main__":
    main()
