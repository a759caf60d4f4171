"""The walls of the house are real: a forbidden import turns its contract red."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tools.processes import PYTHON, ROOT

LINT_IMPORTS = str(Path(PYTHON).parent / "lint-imports")

PLANTED = {
    "Rooms import only from floors below": ("portal/core/needs.py", "import portal.intake.models"),
    "The lower floors and the desk import no CMS": ("portal/intake/documents.py", "import wagtail.models"),
    "The desk imports nothing but intake, vault and core": ("portal/desk/workers.py", "import portal.accounts.models"),
    "Kernels import no framework": ("portal/vault/sealing.py", "import django.conf"),
    "Only three modules can reach out": ("portal/desk/contacts/messages.py", "from django.core import mail"),
    "The courier's transport is the courier's alone": (
        "portal/desk/to_sender.py",
        "from portal.desk.courier.mail import send",
    ),
    "Another room is entered by its doors only: vault": ("portal/desk/keys.py", "import portal.vault.audit"),
    "Another room is entered by its doors only: intake": ("portal/invites/apps.py", "import portal.intake.drafts"),
    "Another room is entered by its doors only: accounts": ("portal/home/apps.py", "import portal.accounts.models"),
    "Another room is entered by its doors only: services": ("portal/home/frame.py", "import portal.services.models"),
    "Another room is entered by its doors only: desk": ("portal/settings/desk_urls.py", "import portal.desk.models"),
    "Another room is entered by its doors only: home": (
        "portal/selfcheck/blocks.py",
        "import portal.home.models.pages",
    ),
    "Another room is entered by its doors only: selfcheck": (
        "portal/invites/apps.py",
        "import portal.selfcheck.models",
    ),
    "Another room is entered by its doors only: invites": (
        "portal/settings/portal_urls.py",
        "import portal.invites.forms",
    ),
}

DOORS = {
    "vault": {"service", "sealing", "keys", "secrets", "words"},
    "intake": {"service", "deadlines", "safe_contact", "triage"},
    "accounts": {"service"},
    "services": {"service", "hours"},
    "desk": {"service", "keys"},
    "home": {"service", "models", "blocks"},
    "selfcheck": {"service", "journey"},
    "invites": {"service"},
}


TRANSPORTS = {
    "portal/intake/sending.py": "import smtplib",
    "portal/intake/views/receipt.py": "from django.core.mail import EmailMessage",
    "portal/selfcheck/results.py": "from email.mime.text import MIMEText",
    "portal/invites/views.py": "def tell():\n    import requests",
    "portal/invites/service.py": "import urllib.request as opener",
    "portal/desk/courier/outbox.py": "from django.core.mail import send_mail",
    "portal/desk/courier/word.py": "from http import client",
    "portal/desk/views/queue.py": "from importlib import import_module\nimport_module('smtplib')",
    "portal/desk/adapters.py": "import httpx",
    "portal/core/sign_in.py": "from django.core import mail",
    "portal/home/wagtail_hooks.py": "from socket import create_connection",
    "portal/services/ptv/sources.py": "import http.client",
}
"""A way out, planted in every room that might think of one: beside the three doors none may have any."""


def run_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of a copy of the house."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    """The code alone, in a folder of its own."""
    shutil.copytree(ROOT / "portal", tmp_path / "portal", ignore=shutil.ignore_patterns("content", "__pycache__"))
    (tmp_path / "tools").mkdir()
    for file in ("pyproject.toml", "tools/__init__.py", "tools/import_contracts.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_every_contract_holds_and_is_listed_here(copy_of_the_house: Path) -> None:
    done = run_contracts(copy_of_the_house)
    assert done.returncode == 0, done.stdout
    kept = {line.rsplit(" ", 1)[0] for line in done.stdout.splitlines() if line.endswith(" KEPT")}
    assert kept == set(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_turns_its_contract_red(copy_of_the_house: Path, contract: str) -> None:
    file, line = PLANTED[contract]
    target = copy_of_the_house / file
    target.write_text(f"{target.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = run_contracts(copy_of_the_house)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_a_transport_that_is_imported_anywhere_is_found_with_its_line(copy_of_the_house: Path) -> None:
    planted = {}
    for file, text in TRANSPORTS.items():
        target = copy_of_the_house / file
        before = target.read_text(encoding="utf-8")
        target.write_text(f"{before}\n{text}\n", encoding="utf-8")
        planted[file.removesuffix(".py").replace("/", ".")] = before.count("\n") + 1 + text.count("\n") + 1
    said = run_contracts(copy_of_the_house).stdout
    for module, line in planted.items():
        assert re.search(rf"{re.escape(module)} is not allowed to import .*\(l\.{line}\)", said), module


@pytest.mark.parametrize("room", DOORS)
def test_every_file_of_a_room_is_a_door_or_is_protected(room: str) -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    ours = next(one for one in contracts if one["name"].endswith(f"by its doors only: {room}"))
    folder = ROOT / "portal" / room
    files = {one.stem for one in folder.glob("*.py")} | {one.parent.name for one in folder.glob("*/__init__.py")}
    protected = {one.removeprefix(f"portal.{room}.").split(".")[0] for one in ours["protected_modules"]}
    assert files - {"__init__", "migrations"} == protected | DOORS[room]
