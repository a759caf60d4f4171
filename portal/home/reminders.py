"""Reminders to those who keep pages and entries true: one mail to each role mailbox and day, and each matter told once.

A review is told when it is due within a fortnight, when it is overdue, and then every thirty days; a channel for
professionals when it expires within thirty days. Nothing here is about a resident.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.service import send_editorial_mail
from portal.core.locales import variant
from portal.home.models import ReminderMail
from portal.home.models.base import base_page_models
from portal.services.service import DueEntry, due_entries

DUE_SOON: Final = timedelta(days=14)
AGAIN: Final = timedelta(days=30)
KEPT: Final = timedelta(days=800)
"""How long what was told is remembered: longer than any review waits between two reminders."""
CLAIM_ENDS: Final = timedelta(hours=1)
"""After this a claim without a sent mail is another run's to take: whoever made it was ended in between."""
LANGUAGES: Final = ("fi", "sv")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mails went, and how many mailboxes could not be reached."""

    sent: int = 0
    failed: int = 0


def remind() -> Outcome:
    """Sends what is to be told today. Twice on a day, or by two at the same time, it sends nothing twice."""
    today, now = timezone.localdate(), timezone.now()
    ReminderMail.objects.filter(sent_at=None, claimed_at__lt=now - CLAIM_ENDS).delete()
    ReminderMail.objects.filter(day__lt=today - KEPT).delete()
    outcomes = [_tell(mailbox, due, today, now) for mailbox, due in _by_mailbox(list(_due(today))).items()]
    return Outcome(outcomes.count(True), outcomes.count(False))


def _due(today: date) -> Iterator[DueEntry]:
    until = today + DUE_SOON
    yield from due_entries(today, until)
    for model in base_page_models():
        for page in model._default_manager.filter(live=True, next_review__lte=until).select_related("locale"):
            path = reverse("wagtailadmin_pages:edit", args=[page.pk])
            name = f"{page.title} ({variant(page.locale.language_code).own_name})"
            yield DueEntry(f"pages:{page.pk}", name, path, page.owner_role, page.next_review)


def _by_mailbox(due: list[DueEntry]) -> dict[str, list[DueEntry]]:
    second = settings.EDITORS_MAILBOX.strip().lower()
    found: dict[str, list[DueEntry]] = {second: list(due)} if second else {}
    for one in due:
        owner = one.owner.strip().lower()
        if owner != second and _is_mailbox(owner):
            found.setdefault(owner, []).append(one)
    return found


def _is_mailbox(text: str) -> bool:
    """Whether it is an address: who looks after a page is often named by a team, and then the second mailbox is told."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def reason(one: DueEntry, today: date) -> str:
    """What is told of the entry, as it is remembered: a new reason is told, one that was told is not."""
    if one.expires:
        return f"{one.subject}:expires:{one.day}"
    if one.day >= today:
        return f"{one.subject}:due:{one.day}"
    return f"{one.subject}:overdue:{one.day}:{(today - one.day) // AGAIN}"


def _tell(mailbox: str, due: Iterable[DueEntry], today: date, now: datetime) -> bool | None:
    """Whether the mail went; None where there is nothing new to tell, or today's mail has gone already."""
    told = {
        line for lines in ReminderMail.objects.filter(mailbox=mailbox).values_list("told", flat=True) for line in lines
    }
    fresh = [one for one in due if reason(one, today) not in told]
    if not fresh:
        return None
    try:
        with transaction.atomic():
            claim = ReminderMail.objects.create(
                mailbox=mailbox, day=today, told=[reason(one, today) for one in fresh], claimed_at=now
            )
    except IntegrityError:
        return None
    try:
        went = send_editorial_mail(_subject(), _text(fresh, today), mailbox)
    except OSError as error:
        log.warning("A reminder could not be sent (%s); the next run tries again.", type(error).__name__)
        went = False
    if went:
        ReminderMail.objects.filter(pk=claim.pk).update(sent_at=timezone.now())
    else:
        claim.delete()
    return went


def _subject() -> str:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(_("Catalogue and pages to check"))
    return " / ".join(said)


def _text(due: list[DueEntry], today: date) -> str:
    parts = []
    for language in LANGUAGES:
        with override(language):
            lines = [_line(one, today) for one in sorted(due, key=lambda one: (one.day, one.name))]
            parts.append(
                "\n".join([_("These wait for your check:"), "", *lines, "", _("Thank you for keeping them true.")])
            )
    return "\n\n--\n\n".join(parts) + "\n"


def _line(one: DueEntry, today: date) -> str:
    day = f"{one.day.day}.{one.day.month}.{one.day.year}"
    if one.expires:
        said = _("the channel is shown until %(day)s") % {"day": day}
    elif one.day >= today:
        said = _("the review is due by %(day)s") % {"day": day}
    else:
        said = _("the review has been overdue since %(day)s") % {"day": day}
    return f"- {' '.join(one.name.split())}: {said}\n  {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{one.path}"
