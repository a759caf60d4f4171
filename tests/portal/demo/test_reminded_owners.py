"""Whoever keeps an entry of the demo is reached by the reminders of a running demo."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from portal.accounts.service import send_editorial_mail
from tools import demo
from tools.processes import ROOT

OWNER = re.compile(r"^\s*owner\s*=\s*\"(.+)\"", re.MULTILINE)
FEWEST_ENTRIES = 36 + 60 + 20 + 20
"""Services, channels, places and partners that the demo county has at the least."""


@pytest.fixture
def demos_mail(settings: Any, tmp_path: Path) -> dict[str, str]:
    """The editorial mail as the demo's portal sends it, into memory; what the portal is started with."""
    environment = demo.environment(tmp_path, 1, 2).portal
    settings.EMAIL_BACKEND = "portal.accounts.mail.EditorialMail"
    settings.EDITORIAL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.ROLE_MAILBOXES = environment["ROLE_MAILBOXES"].split(",")
    settings.EDITORS_MAILBOX = environment["EDITORS_MAILBOX"]
    return environment


@pytest.mark.django_db
def test_every_owner_of_an_entry_of_the_demo_is_reached(demos_mail: dict[str, str], mailoutbox: Any) -> None:
    files = [*(ROOT / "portal/demo/public").rglob("*.toml")]
    named = [owner for file in files for owner in OWNER.findall(file.read_text(encoding="utf-8"))]
    assert len(named) >= FEWEST_ENTRIES
    owners = sorted(set(named))
    assert [one for one in owners if not send_editorial_mail("S", "T", one)] == []
    assert [one.to for one in mailoutbox] == [[one] for one in owners]


@pytest.mark.django_db
def test_a_mailbox_that_keeps_nothing_in_the_demo_stays_out_of_reach(demos_mail: dict[str, str]) -> None:
    assert not send_editorial_mail("S", "T", "joku@muualla.example")
