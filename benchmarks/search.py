"""The search over 5,000 open contacts on PostgreSQL: opened in memory, on one core."""

from __future__ import annotations

import os
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from statistics import median
from typing import Any, Final

import django
from django.apps import apps

from tests.postgres import SUPERUSER, Cluster, manage, running_cluster

CONTACTS: Final = 5_000
AMENDED: Final = 10
"""Every tenth contact has a second letter."""
TARGET_SECONDS: Final = 3.0
ROUNDS: Final = 5
TEXTS: Final = ("numero4321", "aamulla kukaan", "079 000 0001", "S04321", "ei löydy mistään")
WORDS: Final = "Emme jaksa enää. Yöt menevät valvoessa, ja aamulla kukaan ei pääse ylös. " * 12


def letters(content: dict[str, Any], contact: Any, number: int) -> Iterator[Any]:
    """The sealed letters of one contact: its first text, and for every tenth an amendment."""
    filed, box = apps.get_model("desk", "FiledLetter"), import_module("portal.intake.service")
    sealing, keys = import_module("portal.vault.sealing"), import_module("portal.desk.keys")
    for relation in ("", "amendment") if number % AMENDED == 0 else ("",):
        one = filed(
            id=uuid.uuid4(), contact=contact, form_token=uuid.uuid4(), digest=b"d" * 32, relation=relation,
            belongs_to=contact.reference if relation else "", kind=contact.kind, area=contact.area, language="fi",
            urgency="normal", arrival=contact.arrival, schema_version="contact-1", reference=contact.reference,
        )  # fmt: skip
        said = {**content, "name": f"Henkilö Numero{number}", "own_words": f"{WORDS} {number}"}
        one.sealed = sealing.seal(
            sealing.canonical(said),
            recipients=keys.recipients(),
            context=box.letter_context(one),
            aad=box.letter_aad(one),
        )
        yield one


def fill() -> Any:
    """A worker with 5,000 open contacts, each with its letters; their fallback team is the worker's."""
    builders = import_module("tests.desk.builders")
    content = builders.content_of(builders.build(builders.Sender.new()))
    now = datetime.now(tz=UTC)
    contact, filed = apps.get_model("desk", "Contact"), apps.get_model("desk", "FiledLetter")
    made = contact.objects.bulk_create(
        contact(
            reference=f"S{number:05d}", kind="help_request", area="rannikko", language="fi", urgency="normal",
            arrival=now, due_on=(now + timedelta(days=number % 90)).date(),
        )
        for number in range(CONTACTS)
    )  # fmt: skip
    filed.objects.bulk_create(
        (one for number, row in enumerate(made) for one in letters(content, row, number)), batch_size=500
    )
    return builders.worker()


def standing(cluster: Cluster, folder: str) -> None:
    """Sets this process up as the desk's, with every right, so that it may file letters."""
    settings = "portal.settings.desk"
    os.environ.update(
        TUKIPORTTI_ENV="dev",
        VAR_DIR=folder,
        DJANGO_SETTINGS_MODULE=settings,
        DATABASE_URL=cluster.url(SUPERUSER, "desk"),
        PUBLIC_KEYS_FILE=f"{folder}/keys/public.json",
        PRIVATE_KEY_FILE=f"{folder}/keys/desk.json",
    )
    manage("make_keys", settings=settings)
    django.setup()


def main() -> None:
    """Prints how long searches take; ends with an error when the target is missed."""
    with tempfile.TemporaryDirectory(prefix="tukiportti-bench-") as folder, running_cluster() as cluster:
        standing(cluster, folder)
        someone = fill()
        search = import_module("portal.desk.search").search
        taken: dict[str, list[tuple[float, float]]] = {text: [] for text in TEXTS}
        hits = {}
        for _round in range(ROUNDS):
            for text, times in taken.items():
                started, busy = time.perf_counter(), time.process_time()
                found = search(text, someone)
                times.append((time.perf_counter() - started, time.process_time() - busy))
                hits[text] = len(found.hits) + found.more
                assert found.looked_at == CONTACTS
                assert not found.unreadable
    print(f"{'searched for':<24}{'hits':>6}{'wall s: p50':>14}{'worst':>8}{'processor s: p50':>19}")
    for text, times in taken.items():
        wall, processor = [one for one, _busy in times], [busy for _wall, busy in times]
        print(f"{text:<24}{hits[text]:>6}{median(wall):>14.2f}{max(wall):>8.2f}{median(processor):>19.2f}")
    slowest = max(median(wall for wall, _busy in times) for times in taken.values())
    print(f"slowest p50 of {ROUNDS} rounds {slowest:.2f} s (target {TARGET_SECONDS:.0f} s)")
    if slowest > TARGET_SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
