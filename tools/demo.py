"""What the demo runs with: its environment, its first contacts, its words of welcome."""

from __future__ import annotations

import json
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.form_client import Browser
from tools.processes import ROOT

CONTACTS: Final = (
    {
        "language": "fi",
        "urgency": "not_urgent",
        "own_words": "Olen ollut vauvan kanssa yksin monta viikkoa ja nukun huonosti. Haluaisin jutella jonkun kanssa.",
        "name": "Esimerkki Äiti",
        "municipality": "951",
    },
    {
        "language": "sv",
        "urgency": "today",
        "own_words": "Vi har det svårt hemma efter skilsmässan. Barnen frågar mycket och jag vet inte vad jag ska säga.",
        "name": "Exempel Pappa",
        "municipality": "952",
    },
    {
        "language": "fi-simple",
        "urgency": "not_urgent",
        "own_words": "Rahat eivät riitä ruokaan. Kuka voi auttaa?",
        "name": "",
        "municipality": "957",
    },
)


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment variables of each process; only the courier is given both databases."""

    portal: dict[str, str]
    desk: dict[str, str]
    courier: dict[str, str]


def environment(var_dir: Path, port: int, desk_port: int) -> Environment:
    """The demo's environment, with secrets made once for this installation and kept in var/."""
    kept = _secrets(var_dir / "secrets.json")
    shared = {
        "TUKIPORTTI_ENV": "dev",
        "VAR_DIR": str(var_dir),
        "COUNTY_FILE": str(ROOT / "portal/demo/county.toml"),
        "PUBLIC_KEYS_FILE": str(var_dir / "keys/public.json"),
        "EMAIL_FILE_PATH": str(var_dir / "mail"),
    }
    portal = {
        **shared,
        "DJANGO_SETTINGS_MODULE": "portal.settings.portal",
        "SECRET_KEY": kept["portal"],
        "MFA_ENCRYPTION_KEY": kept["portal_mfa"],
        "DATABASE_URL": f"sqlite:///{var_dir / 'portal.sqlite3'}",
        "WAGTAILADMIN_BASE_URL": f"http://127.0.0.1:{port}",
        "EDITORS_MAILBOX": "verkkotoimitus@esimerkkila.example",
        "ROLE_MAILBOXES": ",".join(role_mailboxes()),
    }
    desk = {
        **shared,
        "DJANGO_SETTINGS_MODULE": "portal.settings.desk",
        "SECRET_KEY": kept["desk"],
        "MFA_ENCRYPTION_KEY": kept["desk_mfa"],
        "DATABASE_URL": f"sqlite:///{var_dir / 'desk.sqlite3'}",
        "PRIVATE_KEY_FILE": str(var_dir / "keys/desk.json"),
    }
    return Environment(portal, desk, {**desk, "PORTAL_DATABASE_URL": portal["DATABASE_URL"]})


def role_mailboxes() -> list[str]:
    """The mailboxes that keep the demo's services, channels, places and partners, each once, in order."""
    files = (ROOT / "portal/demo/public/content/facts").rglob("*.toml")
    return sorted({owner for file in files for owner in _owners(tomllib.loads(file.read_text(encoding="utf-8")))})


def _owners(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "owner" in part:
            yield str(part["owner"]).lower()
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _owners(one)


def send_contacts(portal: str) -> None:
    """Drops a few contacts through the public form, as a visitor would."""
    for contact in CONTACTS:
        Browser(portal).send_help_request(**contact)


def welcome(var_dir: Path, port: int, desk_port: int) -> str:
    """The addresses and the demo's logins, as text for the terminal."""
    logins = json.loads((var_dir / "demo-logins.json").read_text(encoding="utf-8"))
    lines = [
        "",
        f"  Portal    http://127.0.0.1:{port}/",
        f"  CMS       http://127.0.0.1:{port}/cms/",
        f"  Desk      http://127.0.0.1:{desk_port}/",
        f"  Mail      {var_dir / 'mail'} (the demo sends none to anyone)",
        "",
        "  Demo logins (password, and the secret for a six-digit code from any authenticator app):",
    ]
    lines += [f"    {one['half']:<7} {one['email']:<34} {one['password']}  {one['totp_secret']}" for one in logins]
    lines += [
        "",
        "  A code on this terminal: .venv/bin/python -m tools.code <secret>",
        "  Ctrl-C stops everything.",
        "",
    ]
    return "\n".join(lines)


def _secrets(file: Path) -> dict[str, str]:
    if not file.exists():
        names = ("portal", "portal_mfa", "desk", "desk_mfa")
        file.touch(mode=0o600)
        file.write_text(json.dumps({name: secrets.token_urlsafe(48) for name in names}))
    kept: dict[str, str] = json.loads(file.read_text())
    return kept
