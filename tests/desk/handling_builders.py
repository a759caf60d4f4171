"""States of contacts that are being handled, and what a worker's forms post."""

from __future__ import annotations

import uuid
from html import unescape
from typing import Any

from django.test import Client
from django.utils import timezone

from portal.desk import contacts
from portal.desk.models import Contact, Worker
from portal.intake.content import ContactContent, sealed_content
from portal.intake.service import promised_reply
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, signed_in, worker


def said(kind: str = "contact", **given: Any) -> dict[str, Any]:
    """The content of a structured contact."""
    now = timezone.now()
    return sealed_content(
        ContactContent(own_words="Äiti ei enää pärjää.", **given),
        kind=kind,
        language="fi",
        urgency_answer="not_urgent",
        promise=promised_reply(now, "fi"),
        documents=(),
    )


def structured(kind: str = "contact", **given: Any) -> Contact:
    return contact(content=said(kind, **given), kind=kind)


def taken(found: Contact | None = None) -> tuple[Contact, Worker, Client]:
    someone = worker()
    found = found or contact()
    contacts.take(found.pk, someone)
    return found, someone, signed_in(someone)


def page(browser: Client, found: Contact, path: str = "") -> str:
    return unescape(browser.get(f"/contacts/{found.pk}/{path}").content.decode())


def audited(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def new_id() -> str:
    return str(uuid.uuid4())
