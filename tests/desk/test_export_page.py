"""The page that exports one contact: who may, what is written down, and what the file's answer looks like."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.desk.exports.gather import gather
from portal.desk.exports.gathered import GatheredContact
from portal.desk.models import FiledLetter, Role, Worker
from portal.vault.models import AuditEntry
from tests.desk import builders

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def just_signed_in(someone: Worker) -> Client:
    """A browser whose worker gave a password a moment ago."""
    browser = builders.signed_in(someone)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return browser


def address(contact: Any) -> str:
    return reverse("contact-export", args=[contact.pk])


@pytest.mark.parametrize(
    ("file_format", "media_type", "ending"),
    [
        ("pdf", "application/pdf", "pdf"),
        ("json", "application/json", "json"),
        ("fhir", "application/fhir+json", "fhir.json"),
    ],
)
def test_a_worker_takes_a_file_and_the_log_says_which(file_format: str, media_type: str, ending: str) -> None:
    someone = builders.worker()
    contact = builders.contact()
    browser = just_signed_in(someone)
    page = browser.get(address(contact))
    assert page.status_code == 200
    assert "Tarvitsen apua" not in page.content.decode()
    answer = browser.post(address(contact), {"file_format": file_format, "language": "sv"})
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="{contact.reference}.{ending}"'
    assert answer["Cache-Control"] == "no-store"
    rows = AuditEntry.objects.filter(action="contact.exported")
    assert [(one.subject, json.loads(one.detail)) for one in rows] == [
        (f"contact:{contact.pk}", {"format": file_format, "language": "sv"})
    ]


def test_a_page_that_is_only_looked_at_writes_nothing() -> None:
    someone = builders.worker()
    contact = builders.contact()
    browser = just_signed_in(someone)
    before = AuditEntry.objects.count()
    browser.get(address(contact))
    assert AuditEntry.objects.count() == before


def test_whoever_gave_no_password_lately_is_asked_first() -> None:
    someone = builders.worker()
    contact = builders.contact()
    browser = builders.signed_in(someone)
    for answer in (browser.get(address(contact)), browser.post(address(contact), {"file_format": "pdf"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not AuditEntry.objects.filter(action="contact.exported").exists()


@pytest.mark.parametrize(
    "data", [{}, {"file_format": "exe", "language": "fi"}, {"file_format": "pdf", "language": "en"}]
)
def test_a_form_with_another_choice_makes_no_file(data: dict[str, str]) -> None:
    someone = builders.worker()
    contact = builders.contact()
    answer = just_signed_in(someone).post(address(contact), data)
    assert answer["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in answer
    assert not AuditEntry.objects.filter(action="contact.exported").exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TECHNICAL])
def test_a_role_that_opens_no_contacts_exports_none(role: str) -> None:
    someone = builders.worker(role=role)
    contact = builders.contact()
    answer = just_signed_in(someone).post(address(contact), {"file_format": "pdf", "language": "fi"})
    assert answer.status_code == 403


def test_a_broken_file_is_said_so_and_nothing_is_written_down(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fails(contact: GatheredContact) -> bytes:
        raise ValueError(contact.letters[0].content)

    monkeypatch.setattr("portal.desk.exports.as_json.contact_as_json", fails)
    someone = builders.worker()
    contact = builders.contact()
    answer = just_signed_in(someone).post(address(contact), {"file_format": "json", "language": "fi"})
    assert answer.status_code == 200
    assert "Tiedostoa ei voitu tehdä" in answer.content.decode()
    assert "Tarvitsen apua" not in caplog.text
    assert not AuditEntry.objects.filter(action="contact.exported").exists()


def test_a_real_letter_is_gathered_and_one_with_a_broken_seal_is_none() -> None:
    contact = builders.contact(words="Aito kirje 🌧️")
    found = gather(contact.pk)
    assert found.letters[0].content
    assert found.letters[0].content["own_words"] == "Aito kirje 🌧️"
    FiledLetter.objects.filter(contact=contact).update(sealed=b"x")
    assert gather(contact.pk).letters[0].content is None
