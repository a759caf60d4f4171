"""What workers write down about a contact: kept, sealed, and never changed."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.models.contacts import Contact


class KeptForever(Exception):
    """Somebody tried to change or delete what is kept as it was written."""


class Entry(models.Model):
    """Something that a worker wrote down about a contact. Codes stand in columns, what was written in the seal.

    An entry is added and never changed: whoever wants it otherwise adds another. Its id comes from the form, so that a
    form sent twice is one entry.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="%(class)s_entries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    sealed_for_desk = models.BinaryField()

    CODES: tuple[str, ...] = ()
    """The columns that the seal is bound to besides contact, worker and time: none of them can be changed unseen."""

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the entry. Raises KeptForever for one that stands already."""
        if not self._state.adding:
            raise KeptForever
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing. Raises KeptForever: a single entry is never deleted."""
        raise KeptForever


class ContactNote(Entry):
    """A kept note (muistiinpano). One that corrects another names it; both stay."""

    class Kind(models.TextChoices):
        """What the note is."""

        NOTE = "note", pgettext_lazy("note", "Note")
        TRIED = "tried", pgettext_lazy("note", "Tried to reach")

    class Way(models.TextChoices):
        """How the worker tried to reach somebody."""

        CALL = "call", pgettext_lazy("way", "By phone")
        TEXT = "text", pgettext_lazy("way", "By text message")
        EMAIL = "email", pgettext_lazy("way", "By e-mail")
        LETTER = "letter", pgettext_lazy("way", "By letter")
        VISIT = "visit", pgettext_lazy("way", "By a visit")
        OTHER = "other", pgettext_lazy("way", "In another way")

    class Result(models.TextChoices):
        """What came of it."""

        REACHED = "reached", pgettext_lazy("result", "Reached")
        NOT_REACHED = "not_reached", pgettext_lazy("result", "Not reached")
        LEFT_WORD = "left_word", pgettext_lazy("result", "Not reached, a message was left")
        WRONG = "wrong", pgettext_lazy("result", "The number or address is wrong")

    CODES = ("kind", "way", "result", "corrects_id")

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    result = models.CharField(max_length=16, choices=Result, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="note", way="", result="") | Q(kind="tried") & ~Q(way="") & ~Q(result=""),
                name="note_of_trying_is_whole",
                violation_error_message=_("A note of trying to reach somebody says how and what came of it."),
            )
        ]


class FirstAssessment(Entry):
    """The first assessment (ensiarviointi) as far as it was known when it was saved: the newest one holds.

    Its fields are those of the national documents 1009 and, in child welfare, 1006. Codes are our own keys of the
    national sets; a value whose national code is not known to us keeps it empty. The three switches give a matter
    seven working days (SHL 36 §).
    """

    CODES = (
        "document", "urgency", "aged_75", "highest_care_allowance", "special_support_child", "way", "needs", "reasons",
        "measures", "service_task", "services", "earlier_notices", "clientships",
    )  # fmt: skip
    SWITCHES: Final = ("aged_75", "highest_care_allowance", "special_support_child")

    class Document(models.TextChoices):
        """Which national document it follows."""

        ASSESSMENT = "1009", _("First assessment of a contact or a notice")
        CHILD_WELFARE = "1006", _("First assessment of a child welfare notice")

    document = models.CharField(max_length=4, choices=Document)
    urgency = models.CharField(max_length=16)
    """Key of 1252."""
    aged_75 = models.BooleanField(default=False)
    highest_care_allowance = models.BooleanField(default=False)
    special_support_child = models.BooleanField(default=False)
    way = models.CharField(max_length=24, blank=True)
    """Key of 1250: how the client was met."""
    needs = models.JSONField(default=list, blank=True)
    """Codes of 1282."""
    reasons = models.JSONField(default=list, blank=True)
    """Codes of 1251, in child welfare."""
    measures = models.JSONField(default=list, blank=True)
    """Keys of 1219, in child welfare."""
    service_task = models.CharField(max_length=24, blank=True)
    """Key of 1221."""
    services = models.JSONField(default=list, blank=True)
    """Codes of 1222."""
    earlier_notices = models.CharField(max_length=8, blank=True)
    """yes, no, or empty where nobody has said."""
    clientships = models.JSONField(default=list, blank=True)
    """Which of the statements of 1006 on the child's clientships hold."""

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(document__in=["1009", "1006"]),
                name="first_assessment_document_known",
                violation_error_message=_("The document is not one that the desk knows."),
            ),
            models.CheckConstraint(
                condition=~Q(urgency="not_urgent")
                | Q(aged_75=False, highest_care_allowance=False, special_support_child=False),
                name="first_assessment_switch_is_not_unhurried",
                violation_error_message=_(
                    "A person with one of the three time limits cannot be in a situation without any urgency."
                ),
            ),
        ]


class Decision(Entry):
    """Whether the assessment of the service need is started (palvelutarpeen arviointi); the newest decision holds."""

    class Choice(models.TextChoices):
        """What was decided."""

        START = "start", pgettext_lazy("decision", "The assessment is started")
        NOT_START = "not_start", pgettext_lazy("decision", "The assessment is not started")

    CODES = ("choice", "decided_on")

    choice = models.CharField(max_length=16, choices=Choice)
    decided_on = models.DateField()


class Outcome(Entry):
    """What came of a contact when it was closed."""

    class Code(models.TextChoices):
        """The outcome."""

        ADVISED = "advised", pgettext_lazy("outcome", "Advised")
        AT_RECEPTION = "at_reception", pgettext_lazy("outcome", "Served at the reception")
        OWN_WORKER = "own_worker", pgettext_lazy("outcome", "Own worker named")
        GUIDED = "guided", pgettext_lazy("outcome", "Guided to a service")
        ASSESSMENT = "assessment", pgettext_lazy("outcome", "Assessment of the service need started")
        TRANSFERRED = "transferred", pgettext_lazy("outcome", "Transferred inside the county")
        OTHER_COUNTY = "other_county", pgettext_lazy("outcome", "Transferred to another county")

    CODES = ("code", "left_on")

    code = models.CharField(max_length=16, choices=Code)
    left_on = models.DateField(null=True, blank=True)
    """When the matter went to another county: our time limits end then."""

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(code="other_county", left_on__isnull=False)
                | ~Q(code="other_county") & Q(left_on__isnull=True),
                name="outcome_leaves_the_county_on_a_day",
                violation_error_message=_("A transfer to another county has a date, and nothing else has one."),
            )
        ]


class EarlierArrival(Entry):
    """The day on which the matter became known earlier than its contact arrived (SHL 34 §, LsL 26 §): never later."""

    CODES = ("arrival", "before")

    arrival = models.DateTimeField()
    before = models.DateTimeField()
    """The arrival that stood until then."""

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(arrival__lt=models.F("before")),
                name="earlier_arrival_is_earlier",
                violation_error_message=_("The arrival may be set earlier, never later."),
            )
        ]


class ContactOpen(models.Model):
    """When a worker last had a contact on their screen, so that two do not handle it at once unawares."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="opens")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "worker"],
                name="contact_open_once",
                violation_error_message=_("The worker has the contact open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.worker_id}"
