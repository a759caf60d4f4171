"""Reminders reach the mailbox that keeps an entry and a second one, once for each matter, and never a stranger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from portal.home import reminders
from portal.home.models import AdvicePage, ReminderMail
from portal.services.models import ServiceFacts
from tests.portal.home import builders as pages
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
OWNER, SECOND = "perheet@esimerkkila.example", "toimitus@esimerkkila.example"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def the_door(settings: Any) -> None:
    """As in every overlay: pytest-django puts its own backend in the place of the door."""
    settings.EDITORIAL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "portal.accounts.mail.EditorialMail"
    settings.ROLE_MAILBOXES = [OWNER.upper()]
    settings.EDITORS_MAILBOX = SECOND
    settings.WAGTAILADMIN_BASE_URL = "https://cms.esimerkkila.example/"


def overdue(key: str = "kotipalvelu", days: int = 1, **changes: Any) -> ServiceFacts:
    return builders.facts(key, next_review=TODAY - timedelta(days=days), owner=OWNER, **changes)


def boxes() -> list[str]:
    return sorted(one for message in mail.outbox for one in message.recipients())


def on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders.timezone, "localdate", lambda: day)
    reminders.remind()


def test_the_owner_and_the_second_mailbox_are_told_once_however_often_it_runs() -> None:
    facts = overdue()
    for _ in range(3):
        call_command("remind_reviews")
    assert boxes() == sorted([OWNER, SECOND])
    text = mail.outbox[0].body
    day = facts.next_review
    assert day is not None
    assert f"kotipalvelu: tarkistus on myöhässä, määräpäivä oli {day.day}.{day.month}.{day.year}" in text
    assert f"https://cms.esimerkkila.example/cms/services/edit/{facts.pk}/" in text
    assert "kontrollen" in text
    assert mail.outbox[0].subject == "Tarkista palveluhakemiston tietoja ja sivuja / Kontrollera katalogen och sidorna"


def test_one_mail_lists_everything_that_its_mailbox_keeps() -> None:
    overdue("yksi")
    builders.facts("kaksi", next_review=TODAY + timedelta(days=14), owner=OWNER)
    builders.facts("liian-aikaisin", next_review=TODAY + timedelta(days=15), owner=OWNER)
    builders.facts("muiden", next_review=TODAY, owner="muut@esimerkkila.example")
    overdue("lopetettu", archived_on=TODAY)
    builders.channel("paattyy", audience="professionals", expires_on=TODAY + timedelta(days=30), owner=OWNER)
    builders.channel("myohemmin", audience="professionals", expires_on=TODAY + timedelta(days=31), owner=OWNER)
    reminders.remind()
    told = next(one.body for one in mail.outbox if one.recipients() == [OWNER]).split("--")[0]
    assert [line.split(":")[0] for line in told.splitlines() if line.startswith("- ")] == [
        "- yksi",
        "- kaksi",
        "- paattyy",
    ]


def test_an_overdue_review_is_told_again_each_month_and_not_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue(days=1)
    sent = []
    for days in (0, 1, 28, 29, 30, 59):
        on(TODAY + timedelta(days=days), monkeypatch)
        sent.append(len(mail.outbox) // 2)
    assert sent == [1, 1, 1, 2, 2, 3]


def test_what_is_new_on_the_same_day_waits_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue("yksi")
    reminders.remind()
    overdue("kaksi")
    reminders.remind()
    assert len(mail.outbox) == 2
    on(TODAY + timedelta(days=1), monkeypatch)
    assert "kaksi" in mail.outbox[-1].body
    assert "yksi" not in mail.outbox[-1].body


def test_pages_are_told_of_to_the_second_mailbox_and_to_an_owner_with_an_address() -> None:
    tree = pages.tree()
    late = TODAY - timedelta(days=2)
    AdvicePage.objects.filter(pk=tree.advice.pk).update(next_review=late, owner_role="Perheiden tiimi")
    reminders.remind()
    assert boxes() == [SECOND]
    assert f"/cms/pages/{tree.advice.pk}/edit/" in mail.outbox[0].body
    ReminderMail.objects.all().delete()
    mail.outbox.clear()
    AdvicePage.objects.filter(pk=tree.advice.pk).update(owner_role=OWNER)
    reminders.remind()
    assert boxes() == sorted([OWNER, SECOND])


def test_a_mailbox_that_is_nobodys_here_gets_nothing_and_the_second_one_still_does() -> None:
    builders.facts(next_review=TODAY, owner="asukas@koti.example")
    done = reminders.remind()
    assert (done.sent, done.failed) == (1, 1)
    assert boxes() == [SECOND]


def test_a_mail_that_the_server_refuses_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    overdue()

    def refuse(*_args: str) -> bool:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(reminders, "send_editorial_mail", refuse)
        assert reminders.remind().failed == 2
    assert reminders.remind().sent == 2


def test_a_run_that_was_ended_in_between_is_made_up_for_after_an_hour() -> None:
    overdue()
    now = timezone.now()
    claims = [ReminderMail(mailbox=one, day=TODAY, told=["x"], claimed_at=now) for one in (OWNER, SECOND)]
    ReminderMail.objects.bulk_create(claims)
    assert reminders.remind().sent == 0
    ReminderMail.objects.update(claimed_at=now - timedelta(hours=2))
    assert reminders.remind().sent == 2


def test_nothing_to_tell_sends_nothing(settings: Any) -> None:
    settings.EDITORS_MAILBOX = ""
    builders.facts(owner=OWNER)
    overdue("ilman").__class__.objects.filter(key="ilman").update(owner="")
    assert reminders.remind() == reminders.Outcome()
    assert not mail.outbox
