from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from pytest_django.fixtures import Settings

from portal.core.registries import Registry
from portal.vault import rotation
from portal.vault.audit import verify_chain
from portal.vault.keys import load_private_keys, load_public_keys, read_keys
from portal.vault.management.commands import rotate_keys
from portal.vault.models import AuditEntry
from portal.vault.rotation import BATCH, SealedColumn, Tally
from portal.vault.sealing import CannotOpen, PrivateKey, open_envelope, recipients_of, seal

pytestmark = pytest.mark.django_db


class SealedThing(models.Model):
    """A table of the tests' own, in no installed app."""

    sealed = models.BinaryField()

    class Meta:
        app_label = "vault_tests"
        managed = False
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Interrupted(Exception):
    pass


def context(thing: SealedThing) -> str:
    return f"thing:{thing.pk}"


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    keys = tmp_path / "keys"
    call_command("make_keys", directory=keys, stdout=StringIO())
    settings.PRIVATE_KEY_FILE, settings.PUBLIC_KEYS_FILE = keys / "desk.json", keys / "public.json"
    return keys


@pytest.fixture(autouse=True)
def things(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns: Registry[SealedColumn] = Registry("of this test")
    columns.register("things", SealedColumn(SealedThing, "sealed", context))
    for module in (rotation, rotate_keys):
        monkeypatch.setattr(module, "sealed_columns", columns)
    monkeypatch.setattr(rotation, "still_sealed", Registry("of this test"))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE vault_tests_sealedthing (id integer PRIMARY KEY, sealed blob NOT NULL)")
    file_things(folder, 1, 5)


def file_things(folder: Path, first: int, last: int) -> None:
    public = load_public_keys(folder / "public.json")
    for number in range(first, last + 1):
        sealed = seal(b"%d" % number, recipients=public, context=f"thing:{number}", aad=b"aad")
        SealedThing.objects.create(pk=number, sealed=sealed)


def rotate(**options: bool) -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out, stderr=out, **options)
    return out.getvalue()


def opened(keys: tuple[PrivateKey, ...]) -> int:
    count = 0
    for thing in SealedThing.objects.all():
        try:
            assert open_envelope(bytes(thing.sealed), keys=keys, context=context(thing), aad=b"aad") == b"%d" % thing.pk
        except CannotOpen:
            continue
        count += 1
    return count


def kids_of_rows() -> set[tuple[str, ...]]:
    return {recipients_of(bytes(thing.sealed)) for thing in SealedThing.objects.all()}


def test_after_a_rotation_the_new_key_and_recovery_open_and_the_old_key_does_not(folder: Path) -> None:
    old = load_private_keys(folder / "desk.json")
    said = rotate()
    new, still_old = load_private_keys(folder / "desk.json")
    assert still_old == old[0]
    assert "things: 5 wrapped anew, 0 were ready, 0 closed" in said
    assert opened((new,)) == opened(load_private_keys(folder / "recovery.json")) == 5
    assert opened(old) == 0
    assert kids_of_rows() == {tuple(one.kid for one in load_public_keys(folder / "public.json"))}
    assert (folder / "desk.json").stat().st_mode & 0o777 == 0o600


def test_a_second_run_goes_on_with_the_same_key_and_changes_nothing(folder: Path) -> None:
    rotate()
    before = [bytes(thing.sealed) for thing in SealedThing.objects.all()]
    assert "Going on with key" in (said := rotate())
    assert "things: 0 wrapped anew, 5 were ready" in said
    assert [bytes(thing.sealed) for thing in SealedThing.objects.all()] == before
    assert len(load_private_keys(folder / "desk.json")) == 2


def test_a_rotation_leaves_one_entry_in_the_audit_log_and_no_more_when_nothing_changed(folder: Path) -> None:
    rotate()
    rotate()
    entry = AuditEntry.objects.get(action="keys.rotated")
    assert entry.details == {"rewrapped": "5"}
    assert entry.subject == f"key:{load_private_keys(folder / 'desk.json')[0].kid}"
    assert verify_chain().is_whole


def test_an_interrupted_pass_leaves_all_rows_open_and_is_finished_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    seen: list[int] = []

    def stop(tally: Tally) -> None:
        seen.append(tally.seen)
        if tally.seen == 4:
            raise Interrupted

    newest, _ = rotation.begin_or_resume(folder / "desk.json", folder / "public.json")
    keys, public = load_private_keys(folder / "desk.json"), load_public_keys(folder / "public.json")
    sealed = SealedColumn(SealedThing, "sealed", context)
    with pytest.raises(Interrupted):
        rotation.rewrap_column(sealed, keys=keys, recipients=public, progress=stop)
    assert seen == [2, 4]
    assert opened(keys) == 5
    assert len(kids_of_rows()) == 2
    assert "things: 1 wrapped anew, 4 were ready" in rotate()
    assert load_private_keys(folder / "desk.json")[0].kid == newest.public.kid
    assert opened(keys[:1]) == 5


def test_a_run_that_died_before_the_public_file_goes_on_with_the_key_that_it_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = rotation.write_keys

    def die_before_public(path: Path, *args: object, **options: object) -> None:
        if path.name == "public.json":
            raise Interrupted
        write(path, *args, **options)

    monkeypatch.setattr(rotation, "write_keys", die_before_public)
    with pytest.raises(Interrupted):
        rotate()
    monkeypatch.setattr(rotation, "write_keys", write)
    newest, old = load_private_keys(folder / "desk.json")
    assert opened((newest, old)) == 5
    assert load_public_keys(folder / "public.json")[0].kid == old.kid
    rotate()
    assert load_private_keys(folder / "desk.json") == (newest, old)
    assert load_public_keys(folder / "public.json")[0].kid == newest.kid
    assert opened((newest,)) == 5


def test_the_recovery_key_stays_published(folder: Path) -> None:
    before = load_public_keys(folder / "public.json")[1]
    rotate()
    assert load_public_keys(folder / "public.json")[1] == before


def test_rows_that_do_not_open_are_named_left_alone_and_end_the_run_in_an_error(folder: Path) -> None:
    damaged = bytes(SealedThing.objects.get(pk=2).sealed)[:-4097]
    SealedThing.objects.filter(pk=2).update(sealed=damaged)
    moved = bytes(SealedThing.objects.get(pk=4).sealed)
    SealedThing.objects.filter(pk=3).update(sealed=moved)
    SealedThing.objects.filter(pk=5).update(sealed=b"")
    out = StringIO()
    with pytest.raises(CommandError, match="2 rows do not open"):
        call_command("rotate_keys", stdout=out, stderr=out)
    assert "row 2 does not open" in out.getvalue()
    assert "row 3 does not open" in out.getvalue()
    assert "2 wrapped anew, 0 were ready, 2 closed" in out.getvalue()
    assert bytes(SealedThing.objects.get(pk=2).sealed) == damaged
    assert bytes(SealedThing.objects.get(pk=3).sealed) == moved


def test_a_row_that_changes_meanwhile_is_not_overwritten(folder: Path) -> None:
    sealed = SealedColumn(SealedThing, "sealed", context)
    rotation.begin_or_resume(folder / "desk.json", folder / "public.json")

    def change_then_name(thing: SealedThing) -> str:
        SealedThing.objects.filter(pk=1).update(sealed=b"newer")
        return context(thing)

    tally = rotation.rewrap_column(
        SealedColumn(SealedThing, "sealed", change_then_name),
        keys=load_private_keys(folder / "desk.json"),
        recipients=load_public_keys(folder / "public.json"),
    )
    assert tally.rewrapped == 4
    assert bytes(SealedThing.objects.get(pk=1).sealed) == b"newer"
    assert rotation.count_sealed_for(sealed, frozenset({"desk-1"})) == 0


def test_the_old_key_leaves_only_when_nothing_is_sealed_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no old key" in rotate(drop_old_key=True)
    old = read_keys(folder / "desk.json", "tukiportti-private-keys-1")[0].public
    late = bytes(SealedThing.objects.get(pk=1).sealed)
    rotate()
    SealedThing.objects.create(pk=6, sealed=late)
    with pytest.raises(CommandError, match=r"still opens something \(things: 1\)"):
        rotate(drop_old_key=True)
    SealedThing.objects.filter(pk=6).delete()
    waiting: Registry[object] = Registry("letters that wait")
    waiting.register("letters", lambda kids: 3 if kids == {old.kid} else 0)
    monkeypatch.setattr(rotation, "still_sealed", waiting)
    with pytest.raises(CommandError, match="letters: 3"):
        rotate(drop_old_key=True)
    monkeypatch.setattr(rotation, "still_sealed", Registry("none"))
    assert f"Dropped {old.kid}" in rotate(drop_old_key=True)
    assert len(load_private_keys(folder / "desk.json")) == 1
    assert opened(load_private_keys(folder / "desk.json")) == 5
    assert AuditEntry.objects.filter(action="keys.dropped", subject=f"key:{old.kid}").exists()


def test_a_rotation_after_a_rotation_makes_a_third_key(folder: Path) -> None:
    rotate()
    rotate(drop_old_key=True)
    second = load_private_keys(folder / "desk.json")[0]
    assert "New key" in rotate()
    assert load_private_keys(folder / "desk.json")[1] == second
    assert opened((second,)) == 0


def test_keeping_the_key_wraps_for_the_public_keys_as_they_are(folder: Path, tmp_path: Path) -> None:
    call_command("make_keys", directory=tmp_path / "other", stdout=StringIO())
    desk = read_keys(folder / "public.json", "tukiportti-public-keys-1")[0]
    recovery = read_keys(tmp_path / "other/public.json", "tukiportti-public-keys-1")[1]
    rotation.write_keys(folder / "public.json", [desk, recovery], private=False, replace=True)
    assert "5 wrapped anew" in rotate(keep_key=True)
    assert len(load_private_keys(folder / "desk.json")) == 1
    assert opened(load_private_keys(tmp_path / "other/recovery.json")) == 5
    assert opened(load_private_keys(folder / "recovery.json")) == 0


def test_without_key_files_the_command_says_which_one_is_missing(folder: Path) -> None:
    (folder / "public.json").unlink()
    with pytest.raises(CommandError, match=r"public\.json is missing"):
        rotate()
    assert len(load_private_keys(folder / "desk.json")) == 1


def test_more_rows_than_a_batch_are_all_seen(folder: Path) -> None:
    template = bytes(SealedThing.objects.get(pk=1).sealed)
    SealedThing.objects.bulk_create(SealedThing(pk=10 + number, sealed=template) for number in range(2 * BATCH))
    tally = rotation.rewrap_column(
        SealedColumn(SealedThing, "sealed", lambda thing: "thing:1" if thing.pk >= 10 else context(thing)),
        keys=load_private_keys(folder / "desk.json"),
        recipients=load_public_keys(folder / "public.json")[:1],
    )
    assert (tally.rewrapped, tally.seen) == (2 * BATCH + 5, 2 * BATCH + 5)
