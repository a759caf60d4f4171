"""The desk's own rows: workers, contacts and their letters, messages, what waits to be carried out.

Nothing here points into the letter box's tables: they stand in another database. What people wrote stands in the
columns named `sealed…` only.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Final

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = (("fi", "Suomi"), ("sv", "Svenska"))


class Status(models.TextChoices):
    """How far a contact has come. The sender sees the same three."""

    RECEIVED = "received", _("Received")
    BEING_HANDLED = "being_handled", _("Being handled")
    CLOSED = "closed", _("Closed")


class Urgency(models.TextChoices):
    """What the sender said at the urgency gate. The values sort: urgent comes after normal."""

    NORMAL = "normal", _("Not urgent")
    URGENT = "urgent", _("Urgent")


class WorkerManager(BaseUserManager["Worker"]):
    """Makes workers, whose e-mail address is always lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Worker:
        """A saved worker. Without a password nobody can sign in as them."""
        worker = self.model(email=email.strip().lower(), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker

    def get_by_natural_key(self, username: str | None) -> Worker:
        """The worker of that e-mail address, in whatever case it was typed."""
        return self.get(email__iexact=username)


class Worker(AbstractBaseUser):
    """A member of the intake team (asiakasohjauksen työntekijä), who signs in by e-mail address and second factor."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fi")
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[WorkerManager] = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="worker_email_once",
                violation_error_message=_("Another worker has this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=["fi", "sv"]),
                name="worker_language_known",
                violation_error_message=_("The desk speaks Finnish and Swedish."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """The e-mail address in lower case."""
        super().clean()
        self.email = self.email.strip().lower()


class Contact(models.Model):
    """A contact (yhteydenotto, kontakt) as the queue knows it: no word of what was written.

    It is one for each reference; its letters hold the texts. What the queue shows comes from the letter that is no
    amendment of another, and the arrival is the earliest of all (vireilletulo).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16)
    urgency = models.CharField(max_length=8, choices=Urgency)
    arrival = models.DateTimeField()
    due_on = models.DateField()
    status = models.CharField(max_length=16, choices=Status, default=Status.RECEIVED)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    box_key = models.BinaryField(blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a worker first opened it."""
    news_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a later letter came that nobody has opened yet."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values),
                name="contact_urgency_known",
                violation_error_message=_("The urgency is not one that the desk knows."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="contact_status_known",
                violation_error_message=_("The status is not one that the desk knows."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.RECEIVED) | Q(assignee__isnull=False),
                name="contact_handled_by_someone",
                violation_error_message=_("Take the contact before you change its status."),
            ),
        ]
        indexes = [
            models.Index(F("urgency").desc(), "due_on", "id", name="contact_queue_order"),
            models.Index("status", F("urgency").desc(), "due_on", "id", name="contact_queue_by_status"),
            models.Index("assignee", "status", name="contact_by_assignee"),
        ]

    def __str__(self) -> str:
        return self.reference


class FiledLetter(models.Model):
    """A letter as it came: every column that its seal is bound to, and the sealed bytes."""

    id = models.UUIDField(primary_key=True, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="letters")
    form_token = models.UUIDField()
    digest = models.BinaryField()
    belongs_to = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16)
    urgency = models.CharField(max_length=8)
    arrival = models.DateTimeField()
    schema_version = models.CharField(max_length=16)
    reference = models.CharField(max_length=40)
    box_key = models.BinaryField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField()
    filed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["arrival", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(belongs_to="") & Q(relation="")) | (~Q(belongs_to="") & ~Q(relation="")),
                name="filed_letter_relation_whole",
                violation_error_message=_("A letter that belongs to another one says how."),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class SetAsideLetter(models.Model):
    """A letter that the courier could not open or file. It stays in the letter box, untaken, and is tried again."""

    class Reason(models.TextChoices):
        """Why it was set aside."""

        SEAL = "seal", _("The seal does not open with the desk's key")
        CONTENT = "content", _("The content is not in the form that the desk knows")
        REFUSED = "refused", _("The desk could not file it")

    id = models.UUIDField(primary_key=True, editable=False)
    arrival = models.DateTimeField()
    reason = models.CharField(max_length=8, choices=Reason)
    since = models.DateTimeField(default=timezone.now, editable=False)
    tried_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=1)
    filed_at = models.DateTimeField(null=True, blank=True)
    """When it could be filed after all."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["seal", "content", "refused"]),
                name="set_aside_reason_known",
                violation_error_message=_("The reason is not one that the desk knows."),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatusChange(models.Model):
    """One step in a contact's history. Without a worker it was the courier's."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="history")
    status = models.CharField(max_length=16, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="status_change_known",
                violation_error_message=_("The status is not one that the desk knows."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.status}"


class OutboxItem(models.Model):
    """Something sealed for the sender's box that the courier carries there; its id is the id it gets in the box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="outbox")
    box_key = models.BinaryField()
    sealed_for_box = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    """Until then one courier has it; after that it is due again."""
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index("created_at", name="outbox_waiting", condition=Q(delivered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DeskMessage(models.Model):
    """What a worker wrote to the sender, sealed for the desk; the sender's copy lies in the outbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    sealed_for_desk = models.BinaryField()
    outbox = models.OneToOneField(OutboxItem, on_delete=models.PROTECT, related_name="message")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class CourierBeat(models.Model):
    """One row: when the courier last lived, what it saw in the letter box, and who holds its lease on SQLite."""

    ONLY: Final = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    beat_at = models.DateTimeField(null=True)
    untaken = models.PositiveIntegerField(default=0)
    oldest_untaken_at = models.DateTimeField(null=True)
    """Since when the oldest due letter waits that is not set aside."""
    letter_box_down_since = models.DateTimeField(null=True)
    holder = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="courier_beat_one_row",
                violation_error_message=_("There is one row for the courier."),
            )
        ]

    def __str__(self) -> str:
        return "courier"
