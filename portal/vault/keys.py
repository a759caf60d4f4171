"""Key files: what the halves seal for and open with.

A private file belongs to one reader (the desk, or recovery) and may hold two keys while a rotation is under way, the
newest first. The public file holds one key of each reader. Both are JSON:

    {"format": "tukiportti-private-keys-1", "keys": [{"kid", "role", "made_at", "public_key", "private_key"}]}
    {"format": "tukiportti-public-keys-1",  "keys": [{"kid", "role", "made_at", "public_key"}]}

Keys are base64. A kid tells the role, the month and a fingerprint: "desk-2026-11-1f0c2a9b5d3e". Everything that is
wrong with a file is a KeyProblem whose text is a sentence for the person at the console. No message holds a key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from portal.vault.sealing import PUBLIC_KEY_BYTES, PrivateKey, Recipient, is_kid, new_private_key_bytes

Role = Literal["desk", "recovery"]

PRIVATE_FORMAT: Final = "tukiportti-private-keys-1"
PUBLIC_FORMAT: Final = "tukiportti-public-keys-1"
PRIVATE_MODE: Final = 0o600
PUBLIC_MODE: Final = 0o644
MAX_FILE_BYTES: Final = 1_000_000


class KeyProblem(Exception):
    """Something is wrong with a key file; the text is a sentence that says what and where."""


@dataclass(frozen=True)
class Key:
    """One key of a file. `private` is None in a public file."""

    role: str
    made_at: str
    public: Recipient
    private: PrivateKey | None = None

    def entry(self, *, with_private: bool) -> dict[str, str]:
        """The key as it stands in a file."""
        fields = {
            "kid": self.public.kid,
            "role": self.role,
            "made_at": self.made_at,
            "public_key": base64.b64encode(self.public.public_key).decode("ascii"),
        }
        if with_private and self.private is not None:
            fields["private_key"] = base64.b64encode(self.private.private_key).decode("ascii")
        return fields


def new_key(role: Role) -> Key:
    """A fresh key pair, named by its role, this month and its fingerprint."""
    raw = new_private_key_bytes()
    now = datetime.now(UTC)
    public = PrivateKey("unnamed", raw).recipient.public_key
    kid = f"{role}-{now:%Y-%m}-{hashlib.sha256(public).hexdigest()[:12]}"
    return Key(role, now.isoformat(timespec="seconds"), Recipient(kid, public), PrivateKey(kid, raw))


def load_public_keys(path: Path) -> tuple[Recipient, ...]:
    """Whom letters are sealed for. Raises KeyProblem.

    Cheap to call for every letter: the file is read again only when it was replaced, so that running processes follow a
    rotation without a restart.
    """
    return tuple(key.public for key in _kept(path, PUBLIC_FORMAT, _stamp(path)))


def load_private_keys(path: Path, *, check_mode: bool | None = None) -> tuple[PrivateKey, ...]:
    """What opens letters, the newest key first. Raises KeyProblem. Cheap to call, like `load_public_keys`.

    `check_mode`: whether a file that others on the machine may read is refused; unless told, in production only.
    """
    _require_private_mode(path, check_mode)
    return tuple(key.private for key in _kept(path, PRIVATE_FORMAT, _stamp(path)) if key.private is not None)


def check_keys_match(private: Sequence[PrivateKey], public: Sequence[Recipient]) -> None:
    """Nothing. Raises KeyProblem when no private key opens what is sealed now.

    Any one of them may be the one: while a rotation begins, the newest is not yet published.
    """
    if not any(key.recipient in public for key in private):
        raise KeyProblem(
            "The private key and the public keys do not belong together: the desk could not open what is sealed now."
        )


def read_keys(path: Path, wanted: str) -> tuple[Key, ...]:
    """The keys of a file in its order. Raises KeyProblem."""
    content = _json(path)
    entries = content.get("keys") if isinstance(content, dict) and content.get("format") == wanted else None
    if not isinstance(entries, list) or not entries:
        kind = "private keys" if wanted == PRIVATE_FORMAT else "public keys"
        raise KeyProblem(f"The file {path} holds no {kind} of this portal.")
    try:
        keys = tuple(_key(entry, with_private=wanted == PRIVATE_FORMAT) for entry in entries)
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as error:
        raise KeyProblem(f"A key in {path} is damaged: {type(error).__name__}.") from None
    if len({key.public.kid for key in keys}) != len(keys):
        raise KeyProblem(f"Two keys in {path} have the same name.")
    _require_halves_match(path, keys)
    return keys


def write_keys(path: Path, keys: Sequence[Key], *, private: bool, replace: bool = False) -> None:
    """Writes a key file whole or not at all. Raises KeyProblem when it exists already, unless it may be replaced."""
    content = {
        "format": PRIVATE_FORMAT if private else PUBLIC_FORMAT,
        "keys": [key.entry(with_private=private) for key in keys],
    }
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o755)
        _write_and_sync(beside, json.dumps(content, indent=2) + "\n", PRIVATE_MODE if private else PUBLIC_MODE)
        if replace:
            beside.replace(path)
        else:
            path.hardlink_to(beside)
        _sync_folder(path.parent)
    except FileExistsError:
        raise KeyProblem(f"The file {path} exists already. Keys are never overwritten.") from None
    except OSError as error:
        raise KeyProblem(f"The file {path} cannot be written: {error.strerror}.") from None
    finally:
        beside.unlink(missing_ok=True)


@lru_cache(maxsize=8)
def _kept(path: Path, wanted: str, stamp: tuple[int, ...]) -> tuple[Key, ...]:
    """The keys of a file as it was at that stamp: key files are replaced whole, never changed in place."""
    return read_keys(path, wanted)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:
        return ()
    return now.st_dev, now.st_ino, now.st_mtime_ns, now.st_size


def _write_and_sync(path: Path, text: str, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _json(path: Path) -> object:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise KeyProblem(f"The key file {path} is missing. Make keys with: manage.py make_keys.") from None
    except OSError as error:
        raise KeyProblem(f"The key file {path} cannot be read: {error.strerror}.") from None
    try:
        return json.loads(raw[:MAX_FILE_BYTES])
    except (ValueError, RecursionError):
        raise KeyProblem(f"The key file {path} is not JSON.") from None


def _require_private_mode(path: Path, check_mode: bool | None) -> None:
    if check_mode is None:
        check_mode = os.environ.get("TUKIPORTTI_ENV", "production") == "production"
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return  # missing or unreachable: told when it is read
    if check_mode and mode & 0o077:
        raise KeyProblem(f"Others may read the private key file {path} (mode {mode:04o}). Set it to 0600: chmod 600.")


def _key(entry: Mapping[str, str], *, with_private: bool) -> Key:
    public = Recipient(entry["kid"], base64.b64decode(entry["public_key"], validate=True))
    if not is_kid(public.kid) or len(public.public_key) != PUBLIC_KEY_BYTES:
        raise ValueError
    private = None
    if with_private:
        private = PrivateKey(public.kid, base64.b64decode(entry["private_key"], validate=True))
        _ = private.parsed
    return Key(str(entry["role"]), str(entry["made_at"]), public, private)


def _require_halves_match(path: Path, keys: Sequence[Key]) -> None:
    for key in keys:
        if key.private is not None and key.private.recipient != key.public:
            raise KeyProblem(f"In {path} the private and the public half of {key.public.kid} do not belong together.")
