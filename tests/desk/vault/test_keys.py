from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.vault.keys import (
    KeyProblem,
    check_keys_match,
    load_private_keys,
    load_public_keys,
    new_key,
    write_keys,
)
from portal.vault.sealing import open_envelope, seal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    call_command("make_keys", directory=tmp_path / "keys", stdout=StringIO())
    return tmp_path / "keys"


def test_made_keys_seal_and_open_and_the_recovery_key_opens_too(folder: Path) -> None:
    public = load_public_keys(folder / "public.json")
    sealed = seal(b"letter", recipients=public, context="c", aad=b"")
    for name in ("desk.json", "recovery.json"):
        keys = load_private_keys(folder / name)
        assert open_envelope(sealed, keys=keys, context="c", aad=b"") == b"letter"
        check_keys_match(keys, public)
    assert [one.kid.split("-")[0] for one in public] == ["desk", "recovery"]


def test_private_files_are_for_their_owner_alone(folder: Path) -> None:
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    assert modes == {"desk.json": 0o600, "recovery.json": 0o600, "public.json": 0o644}
    assert b"private_key" not in (folder / "public.json").read_bytes()


@pytest.mark.parametrize("kept", ["desk.json", "recovery.json", "public.json"])
def test_keys_that_exist_are_never_overwritten(folder: Path, kept: str) -> None:
    for file in folder.iterdir():
        if file.name != kept:
            file.unlink()
    before = (folder / kept).read_bytes()
    with pytest.raises(CommandError, match="exists already"):
        call_command("make_keys", directory=folder, stdout=StringIO())
    assert [file.name for file in folder.iterdir()] == [kept]
    assert (folder / kept).read_bytes() == before


def test_a_file_that_comes_into_being_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "desk.json").write_text("precious")
    with pytest.raises(KeyProblem, match="exists already"):
        write_keys(tmp_path / "desk.json", [new_key("desk")], private=True)
    assert (tmp_path / "desk.json").read_text() == "precious"
    assert [file.name for file in tmp_path.iterdir()] == ["desk.json"]


def test_a_private_file_that_others_may_read_is_refused_in_production(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "desk.json"
    file.chmod(0o640)
    assert load_private_keys(file)
    monkeypatch.setenv("TUKIPORTTI_ENV", "production")
    with pytest.raises(KeyProblem, match="mode 0640"):
        load_private_keys(file)
    monkeypatch.delenv("TUKIPORTTI_ENV")
    with pytest.raises(KeyProblem, match="chmod 600"):
        load_private_keys(file)
    file.chmod(0o600)
    assert load_private_keys(file)


def edited(change: Callable[[dict[str, object]], object]) -> Callable[[Path, Path], None]:
    def edit(file: Path, other: Path) -> None:
        content = json.loads(file.read_text())
        change(content["keys"][0])
        file.write_text(json.dumps(content))

    return edit


def stranger_inside(file: Path, other: Path) -> None:
    content, strange = json.loads(file.read_text()), json.loads(other.read_text())
    content["keys"][0]["private_key"] = strange["keys"][0]["private_key"]
    file.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda file, _: file.unlink(), "is missing"),
        (lambda file, _: (file.unlink(), file.mkdir()), "cannot be read"),
        (lambda file, _: file.write_bytes(b""), "is not JSON"),
        (lambda file, _: file.write_bytes(b"\xff\x00garbage"), "is not JSON"),
        (lambda file, _: file.write_bytes(b"[" * 100_000), "is not JSON"),
        (lambda file, _: file.write_bytes(b"{}"), "holds no private keys"),
        (lambda file, _: file.write_bytes(b"7"), "holds no private keys"),
        (lambda file, _: file.write_text(file.with_name("public.json").read_text()), "holds no private keys"),
        (edited(lambda key: key.pop("private_key")), "is damaged"),
        (edited(lambda key: key.update(private_key="AAAA")), "is damaged"),
        (edited(lambda key: key.update(private_key="not base64!")), "is damaged"),
        (edited(lambda key: key.update(private_key=7)), "is damaged"),
        (edited(lambda key: key.update(kid="Ää")), "is damaged"),
        (edited(lambda key: key.update(public_key="AAAA")), "is damaged"),
        (stranger_inside, "do not belong together"),
    ],
)
def test_whatever_is_wrong_with_a_key_file_is_told_in_a_sentence(
    folder: Path, harm: Callable[[Path, Path], object], sentence: str
) -> None:
    file = folder / "desk.json"
    assert load_private_keys(file)
    secret = json.loads(file.read_text())["keys"][0]["private_key"]
    harm(file, folder / "recovery.json")
    with pytest.raises(KeyProblem, match=sentence) as problem:
        load_private_keys(file)
    assert str(file) in str(problem.value)
    assert secret not in str(problem.value)


def test_keys_of_two_installations_do_not_match(folder: Path, tmp_path: Path) -> None:
    call_command("make_keys", directory=tmp_path / "other", stdout=StringIO())
    with pytest.raises(KeyProblem, match="do not belong together"):
        check_keys_match(load_private_keys(folder / "desk.json"), load_public_keys(tmp_path / "other/public.json"))
    with pytest.raises(KeyProblem):
        check_keys_match((), load_public_keys(folder / "public.json"))


def test_a_replaced_file_is_followed_without_a_restart(folder: Path) -> None:
    before = load_public_keys(folder / "public.json")
    assert load_public_keys(folder / "public.json") == before
    key = new_key("desk")
    write_keys(folder / "public.json", [key], private=False, replace=True)
    assert load_public_keys(folder / "public.json") == (key.public,)


def test_two_keys_of_the_same_name_are_refused(tmp_path: Path) -> None:
    key = new_key("desk")
    write_keys(tmp_path / "desk.json", [key, key], private=True)
    with pytest.raises(KeyProblem, match="same name"):
        load_private_keys(tmp_path / "desk.json")
