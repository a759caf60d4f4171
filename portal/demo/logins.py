"""The demo's sign-ins: made once for each installation, kept beside its databases, printed, never committed."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FILE_NAME: Final = "demo-logins.json"
TOTP_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Login:
    """What one demo person signs in with; `half` is "portal" or "desk"."""

    half: str
    role: str
    email: str
    password: str
    totp_secret: str


def kept_login(folder: Path, *, half: str, role: str, email: str) -> Login:
    """The sign-in of that address as the file holds it, else a new one, which `keep` puts into the file."""
    found = next((one for one in read_logins(folder) if (one.half, one.email) == (half, email)), None)
    secret = base64.b32encode(os.urandom(TOTP_BYTES)).decode()
    return found or Login(half, role, email, secrets.token_urlsafe(12), secret)


def keep(folder: Path, *, half: str, logins: list[Login]) -> None:
    """Makes these the sign-ins of one half; the other half's stay. Only the file's owner may read it.

    To be called after COMMIT: what was rolled back must not stand in the file.
    """
    _write(folder, [one for one in read_logins(folder) if one.half != half] + logins)


def read_logins(folder: Path) -> list[Login]:
    """Every sign-in that is kept; none where there is no file yet."""
    file = folder / FILE_NAME
    if not file.exists():
        return []
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [Login(row["half"], row.get("role", ""), row["email"], row["password"], row["totp_secret"]) for row in rows]


def _write(folder: Path, logins: list[Login]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE_NAME}.new"
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_text(json.dumps([asdict(one) for one in logins], indent=2) + "\n", encoding="utf-8")
    new.replace(folder / FILE_NAME)
