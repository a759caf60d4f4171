"""Contacts that a worker joined, since they are one matter; and contacts that look like spam."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.models.contacts import Contact, Urgency
from portal.desk.models.entries import Entry


class Joining(Entry):
    """That a contact was joined to another one (yhdistäminen), or separated from it again; the newest holds.

    `contact` is the joined one and `kept` the one that stands in the queue. What was written is the reason. The seal
    is bound to both, to which of the two it was, and to what the kept one had of its own before anything was joined.
    """

    class Choice(models.TextChoices):
        """What was done."""

        JOINED = "joined", pgettext_lazy("joining", "Joined")
        SEPARATED = "separated", pgettext_lazy("joining", "Separated")

    CODES = ("choice", "kept_id", "kept_arrival", "kept_urgency")

    choice = models.CharField(max_length=9, choices=Choice)
    kept = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="joinings_to")
    kept_arrival = models.DateTimeField()
    """When the kept contact arrived by itself."""
    kept_urgency = models.CharField(max_length=8, choices=Urgency)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__in=["joined", "separated"]),
                name="joining_choice_known",
                violation_error_message=_("A contact is joined or separated."),
            ),
            models.CheckConstraint(
                condition=~Q(contact=F("kept")),
                name="joining_of_two",
                violation_error_message=_("A contact cannot be joined to itself."),
            ),
        ]


class Suspicion(Entry):
    """That a worker put a contact into the box of suspected spam, or took it back, and why. Nothing is deleted by it."""

    class Choice(models.TextChoices):
        """What was done."""

        PUT = "put", pgettext_lazy("suspicion", "Put into suspected spam")
        TAKEN_BACK = "taken_back", pgettext_lazy("suspicion", "Taken back from suspected spam")

    CODES = ("choice",)

    choice = models.CharField(max_length=10, choices=Choice)

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(choice__in=["put", "taken_back"]),
                name="suspicion_choice_known",
                violation_error_message=_("A contact is put into suspected spam or taken back."),
            )
        ]
