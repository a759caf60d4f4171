"""The letter box: drafts that only a cookie opens, held texts that only a code opens, letters that only the desk opens, boxes.

All four live in the portal's database. On PostgreSQL the portal's role may INSERT letters and SELECT four of their
columns (READABLE_OF_A_LETTER), nothing else: never read, change or delete a letter through a model instance here.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

READABLE_OF_A_LETTER: Final = ("reference", "box_key", "arrival", "taken_at")

ID_LENGTH: Final = 26
DOOR_BYTES: Final = 16
DIGEST_BYTES: Final = 32
BOX_KEY_BYTES: Final = 32
REFERENCE_LENGTH: Final = 11
"""Ten characters in two groups with a hyphen between them."""


class Urgency(models.TextChoices):
    """How soon the sender needs help, as the sender answered at the urgency gate."""

    NORMAL = "normal"
    URGENT = "urgent"


class Relation(models.TextChoices):
    """What a letter is to the earlier letter that it belongs to."""

    NONE = ""
    AMENDMENT = "amendment"
    MESSAGE = "message"
    WITHDRAWAL = "withdrawal"
    REMINDER = "reminder"


WHOLE_TEXTS: Final = (Relation.NONE, Relation.AMENDMENT)
"""The letters that say everything anew: what a contact is about, and so what is due, and how to reach its sender."""


class Language(models.TextChoices):
    """The variants of the interface that a letter may be written in."""

    FINNISH = "fi"
    SWEDISH = "sv"
    PLAIN_FINNISH = "fi-simple"


class Draft(models.Model):
    """What somebody is writing, sealed under a key from that browser's cookie and kept until it expires."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    door = models.BinaryField(max_length=DOOR_BYTES)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id", "door"],
                name="draft_has_one_door",
                violation_error_message=_("A draft has one door."),
            ),
            models.CheckConstraint(
                condition=Exact(Length("id"), ID_LENGTH) & Exact(Length("door"), DOOR_BYTES),
                name="draft_id_and_door_have_their_lengths",
                violation_error_message=_("A draft's id has 26 characters and its door 16 bytes."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="draft_ends_after_it_begins",
                violation_error_message=_("A draft expires after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.id


class HeldText(models.Model):
    """A professional's text that waits for a family's confirmation, sealed under a code of words that nobody keeps.

    The id comes from the code and does not tell it. `reference` and `box_key` are the professional's own, and show
    nothing but whether the text was sent. `sealed` is NULL as soon as the text is sent, refused or out of time.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    reference = models.CharField(max_length=REFERENCE_LENGTH, db_index=True)
    box_key = models.BinaryField(max_length=BOX_KEY_BYTES)
    is_sent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("id"), ID_LENGTH) & Exact(Length("box_key"), BOX_KEY_BYTES),
                name="held_text_id_and_key_have_their_lengths",
                violation_error_message=_("A held text's id has 26 characters and its key 32 bytes."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_sent=False) | models.Q(sealed__isnull=True),
                name="held_text_that_is_sent_is_gone",
                violation_error_message=_("A held text that was sent lies here no longer."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")) & ~models.Q(reference=""),
                name="held_text_has_a_reference_and_ends_after_it_begins",
                violation_error_message=_("A held text has a reference, and expires after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Letter(models.Model):
    """One sealed letter in the box. The id is a hash of the digest, so the same content twice is one letter."""

    id = models.UUIDField(primary_key=True)
    form_token = models.UUIDField()
    digest = models.BinaryField(max_length=DIGEST_BYTES)
    belongs_to = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    relation = models.CharField(max_length=16, blank=True, choices=Relation.choices)
    kind = models.CharField(max_length=32)
    area = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=16, choices=Language.choices)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    arrival = models.DateTimeField()
    schema_version = models.CharField(max_length=32)
    reference = models.CharField(max_length=REFERENCE_LENGTH, db_index=True)
    box_key = models.BinaryField(max_length=BOX_KEY_BYTES)
    due_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["arrival", "id"], condition=models.Q(taken_at__isnull=True), name="letter_waits_for_courier"
            ),
            models.Index(fields=["taken_at"], name="letter_waits_for_broom"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(belongs_to="", relation=Relation.NONE)
                | (~models.Q(belongs_to="") & models.Q(relation__in=[one for one in Relation.values if one])),
                name="letter_relation_names_an_earlier_letter",
                violation_error_message=_(
                    "A letter that belongs to an earlier one says to which and how; others do not."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(urgency__in=Urgency.values),
                name="letter_urgency_is_known",
                violation_error_message=_("A letter is normal or urgent."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values),
                name="letter_language_is_known",
                violation_error_message=_("A letter is written in one of the portal's languages."),
            ),
            models.CheckConstraint(
                condition=Exact(Length("digest"), DIGEST_BYTES) & Exact(Length("box_key"), BOX_KEY_BYTES),
                name="letter_digest_and_box_key_have_their_lengths",
                violation_error_message=_("A letter's digest and box key have 32 bytes each."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reference="") & ~models.Q(kind="") & ~models.Q(schema_version=""),
                name="letter_says_what_it_is",
                violation_error_message=_("A letter has a reference, a kind and a schema version."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class BoxItem(models.Model):
    """A state or a message for the sender, sealed by the desk for the key from the receipt's words."""

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=REFERENCE_LENGTH, db_index=True)
    box_key = models.BinaryField(max_length=BOX_KEY_BYTES)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reference=""),
                name="box_item_names_its_box",
                violation_error_message=_("An item lies in the box of a reference."),
            ),
            models.CheckConstraint(
                condition=Exact(Length("box_key"), BOX_KEY_BYTES),
                name="box_item_key_has_its_length",
                violation_error_message=_("A box key has 32 bytes."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
