"""Half-written notes and messages: sealed, their writer's own, ended by themselves, forgotten when they are sent."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from portal.desk.drafts import drafts_of, keep_draft
from portal.desk.models import Contact, DeskDraft
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def page(browser: Client, found: Contact) -> str:
    return unescape(browser.get(f"/contacts/{found.pk}/").content.decode())


def test_what_is_typed_is_there_again_for_its_writer_alone_and_gone_when_it_is_kept() -> None:
    found, browser, other = contact(), signed_in(), signed_in()
    before = AuditEntry.objects.count()
    for text in ("canary-dra", "canary-draft"):
        browser.post(f"/contacts/{found.pk}/draft/", {"field": "note", "text": text})
    assert AuditEntry.objects.count() == before
    assert b"canary" not in bytes(DeskDraft.objects.get().sealed_for_desk)
    assert "canary-draft" in page(browser, found)
    assert "canary" not in page(other, found)
    browser.post(f"/contacts/{found.pk}/note/", {"entry_id": str(uuid.uuid4()), "note": "Valmis"})
    assert not DeskDraft.objects.exists()


@pytest.mark.parametrize("sent", [{"field": "note", "text": " \n"}, {"field": "secret", "text": "x"}, {}])
def test_nothing_and_nonsense_are_not_kept(sent: dict[str, str]) -> None:
    found, browser = contact(), signed_in()
    assert browser.post(f"/contacts/{found.pk}/draft/", sent).status_code == 302
    assert not DeskDraft.objects.exists()


def test_a_draft_ends_by_itself() -> None:
    found, someone = contact(), worker()
    keep_draft(found.pk, someone, "message", "Vanha")
    DeskDraft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert drafts_of(found.pk, someone) == {}
    keep_draft(found.pk, someone, "note", "Uusi")
    assert [one.field for one in DeskDraft.objects.all()] == ["note"]


def test_a_draft_that_does_not_open_is_left_out() -> None:
    found, someone = contact(), worker()
    keep_draft(found.pk, someone, "note", "Teksti")
    DeskDraft.objects.update(field="message")
    assert drafts_of(found.pk, someone) == {}
