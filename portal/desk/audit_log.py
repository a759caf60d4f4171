"""The audit log as an auditor reads it: names for workers and actions, ids for everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import LineField, PortalForm, SelectWidget
from portal.desk.contacts import DESK, actor
from portal.desk.models import Contact, Worker
from portal.desk.team_forms import DayField
from portal.vault import service as vault

ACTIONS: Final[Mapping[str, Any]] = {
    "letter.opened": _("The courier opened and filed a letter"),
    "letter.set_aside": _("The courier set a letter aside"),
    "contact.routed": _("The courier gave a contact to a team"),
    "contact.read": _("A contact was opened"),
    "contact.ways_read": _("The courier looked up how a sender may be reached"),
    "contact.opened_elsewhere": _("A reason was given for another team's contact"),
    "reasons.read": _("Reasons for opening contacts were read"),
    "contact.fingerprinted": _("The courier made a contact's fingerprints anew"),
    "contact.joined": _("Two contacts were joined"),
    "contact.separated": _("Two joined contacts were separated"),
    "contact.suspected": _("A contact was put into suspected spam"),
    "contact.unsuspected": _("A contact was taken back from suspected spam"),
    "contact.searched": _("A worker searched; the contacts that were shown are named"),
    "contact.taken": _("A contact was taken"),
    "contact.status": _("A contact's status was changed"),
    "contact.message": _("A message was written to a sender"),
    "contact.told_worker": _("A sender was told who handles the matter"),
    "contact.told_next": _("A sender was told what happens next"),
    "contact.told_task": _("A task was agreed with a sender or changed"),
    "contact.assigned": _("A contact was given to a worker"),
    "contact.offered": _("A contact was offered to another worker or team"),
    "contact.offer_withdrawn": _("An offer of a contact was taken back"),
    "contact.accepted": _("A contact that was offered was accepted"),
    "contact.declined": _("A contact that was offered was declined"),
    "contact.keyed_in": _("A contact was keyed in at the desk"),
    "contact.note": _("A note was kept"),
    "contact.assessed": _("A first assessment was kept"),
    "contact.decided": _("A decision was kept"),
    "contact.closed": _("A contact was closed"),
    "contact.earlier_arrival": _("An earlier arrival was entered"),
    "contact.exported": _("A contact was taken out as a file"),
    "code.filled": _("A national code was filled in or taken away"),
    "text.changed": _("A help page or a reply template was changed"),
    "team.created": _("A team was made"),
    "team.changed": _("A team was changed"),
    "team.member_added": _("A worker came into a team"),
    "team.member_removed": _("A worker was taken out of a team"),
    "duty.entered": _("Duty days were entered"),
    "absence.entered": _("An absence was entered"),
    "absence.removed": _("An absence was taken away"),
    "worker.created": _("An account was made"),
    "worker.changed": _("A worker's role was changed"),
    "worker.enrolled": _("A second factor was set up by the command"),
    "worker.unenrolled": _("A second factor was taken away"),
    "worker.ended": _("An account was ended"),
    "keys.rotated": _("Everything sealed was wrapped for a new key"),
    "keys.dropped": _("An old key was taken out of use"),
    "audit.read": _("The audit log was read"),
}
"""What each action is called; one that stands here not is shown and asked for by its code."""

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, in the reader's words."""

    entry: vault.Entry
    who: str
    what: str


class AuditForm(PortalForm):
    """Which entries to show. It is a GET form: it names days, workers, codes and ids, never what people wrote."""

    marks_optional = False

    day = DayField(label=_("Day"), required=False)
    worker = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Worker.objects.order_by("name", "pk"),
        required=False,
        empty_label=pgettext_lazy("audit log", "Anyone"),
        widget=SelectWidget,
    )
    action = forms.CharField(label=_("What was done"), required=False, max_length=64)
    contact = LineField(label=_("Contact's reference or id"), required=False, max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everything = [("", pgettext_lazy("audit log", "Anything")), *ACTIONS.items()]
        self.fields["action"].widget = SelectWidget(choices=everything)

    def clean_day(self) -> date | None:
        """A day that the log could hold."""
        day: date | None = self.cleaned_data["day"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(str(_("Write the date like this: 24.12.2026")))
        return day

    def clean_contact(self) -> str:
        """The id of the contact that was named by its id or its reference."""
        asked: str = self.cleaned_data["contact"]
        if not asked:
            return ""
        found = Contact.objects.filter(reference__iexact=asked).values_list("pk", flat=True).first()
        if found is None:
            try:
                found = UUID(asked)
            except ValueError:
                raise forms.ValidationError(str(_("There is no contact with this reference or id."))) from None
        return str(found)

    def asked(self) -> vault.Asked:
        """What to look for. Only for a form that is valid."""
        values = self.cleaned_data
        day: date | None = values["day"]
        return vault.Asked(
            actor=actor(values["worker"]) if values["worker"] else "",
            action=values["action"],
            subject=f"contact:{values['contact']}" if values["contact"] else "",
            since=_midnight(day) if day else None,
            until=_midnight(day + timedelta(days=1)) if day else None,
        )


def read_log(asked: vault.Asked, reader: Worker, *, before: int | None = None) -> tuple[list[Line], int | None]:
    """The lines of one page and where the next begins. Reading the log is written down in the log, after the reading."""
    page = vault.read_entries(asked, before=before)
    with transaction.atomic(using=DESK):
        vault.record(
            actor=actor(reader),
            action="audit.read",
            subject=asked.subject or "audit:log",
            detail={
                "actor": asked.actor,
                "action": asked.action,
                "day": asked.since.isoformat() if asked.since else "",
            },
        )
    names = _names(page.entries)
    return [
        Line(one, names.get(one.actor, one.actor), str(ACTIONS.get(one.action, one.action))) for one in page.entries
    ], page.next_before


def _names(entries: tuple[vault.Entry, ...]) -> dict[str, str]:
    numbers = {one.actor.removeprefix("worker:") for one in entries if one.actor.startswith("worker:")}
    found = Worker.objects.filter(pk__in=[one for one in numbers if one.isdigit()])
    return {actor(one): str(one) for one in found}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
