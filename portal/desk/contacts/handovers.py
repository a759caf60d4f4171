"""A contact on its way to a colleague or another team: offered, then accepted by the receiver or not.

Until an offer is accepted the owner stays the owner, so that somebody always has the contact. Its text, its arrival,
its due dates and its audit rows stay as they are.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk.contacts.keeping import keep
from portal.desk.contacts.writing import DESK, NotPossible, locked, written_down
from portal.desk.models import Contact, Handover, HandoverAnswer, Team, Worker
from portal.desk.permissions import Permission, may, team_keys


def offer(
    contact_id: UUID, worker: Worker, text: str, *, entry_id: UUID, to_worker: Worker | None, to_team: Team | None
) -> None:
    """Offers the contact to a colleague or to a team. Raises Contact.DoesNotExist and NotPossible.

    Only who has it may offer it, and only once at a time. The same form sent twice is one offer.
    """
    team_id = Contact.objects.values_list("team_id", flat=True).get(pk=contact_id)
    entry = Handover(
        id=entry_id,
        contact_id=contact_id,
        by=worker,
        at=timezone.now(),
        to_worker=to_worker,
        to_team=to_team,
        from_team_id=team_id,
    )

    def change(contact: Contact) -> None:
        if contact.assignee_id != worker.pk:
            raise NotPossible(_("Only who has the contact may hand it over. Take it first."))
        if Handover.objects.filter(contact=contact, answer__isnull=True).exists():
            raise NotPossible(_("The contact is being handed over already."))
        if to_worker and (to_worker.pk == worker.pk or not may(to_worker, Permission.HANDLE_CONTACT)):
            raise NotPossible(_("This worker cannot have the contact."))
        if to_team and to_team.pk == contact.team_id:
            raise NotPossible(_("The contact is in this team already."))

    receiver = {"to": f"worker:{to_worker.pk}"} if to_worker else {"to_team": to_team.pk if to_team else ""}
    keep(entry, {"text": text}, worker, "contact.offered", change=change, detail=receiver)


def accept(handover_id: UUID, worker: Worker) -> Contact:
    """The contact, which the worker has from now on; offered to a team, it is in that team now.

    Raises Handover.DoesNotExist where it was not offered to the worker, and NotPossible where the offer has ended.
    """
    with transaction.atomic(using=DESK):
        handover, contact = _open_offer(handover_id, worker)
        if contact is None:
            return handover.contact
        _answer(handover, worker, HandoverAnswer.Code.ACCEPTED)
        before = contact.assignee_id
        contact.assignee = worker
        if handover.to_team_id:
            contact.team_id = handover.to_team_id
        contact.save(update_fields=["assignee", "team"])
        detail = {"from": f"worker:{before}", "from_team": str(handover.from_team_id), "team": str(contact.team_id)}
        written_down(worker, "contact.accepted", contact, {"entry": str(handover.pk), **detail})
    reached("desk.after_commit")
    return contact


def decline(handover_id: UUID, worker: Worker) -> Contact:
    """The contact, which stays where it is: the worker does not take it. Raises what `accept` raises."""
    return _end(handover_id, worker, HandoverAnswer.Code.DECLINED, "contact.declined")


def withdraw(handover_id: UUID, worker: Worker) -> Contact:
    """The contact, whose open offer its owner has taken back. Raises what `accept` raises."""
    return _end(handover_id, worker, HandoverAnswer.Code.WITHDRAWN, "contact.offer_withdrawn")


def offered_to(worker: Worker) -> QuerySet[Handover]:
    """The open offers that the worker may accept: to them, or to one of their teams."""
    mine = Q(to_worker=worker) | Q(to_team_id__in=team_keys(worker)) & ~Q(by=worker)
    return Handover.objects.filter(mine, answer__isnull=True).select_related("contact", "by", "to_team", "from_team")


def _end(handover_id: UUID, worker: Worker, code: HandoverAnswer.Code, action: str) -> Contact:
    is_own = code == HandoverAnswer.Code.WITHDRAWN
    with transaction.atomic(using=DESK):
        handover, contact = _open_offer(handover_id, worker, by_owner=is_own)
        if contact is None:
            return handover.contact
        _answer(handover, worker, code)
        written_down(worker, action, contact, {"entry": str(handover.pk)})
    reached("desk.after_commit")
    return contact


def _open_offer(handover_id: UUID, worker: Worker, *, by_owner: bool = False) -> tuple[Handover, Contact | None]:
    """The offer and its locked contact; no contact where this worker has answered it already."""
    handover = Handover.objects.select_related("contact").get(pk=handover_id)
    contact = locked(handover.contact_id)
    answer = HandoverAnswer.objects.filter(handover=handover).first()
    if answer is not None:
        if answer.by_id == worker.pk:
            return handover, None
        raise NotPossible(_("This offer has ended already."))
    is_receiver = handover.to_worker_id == worker.pk or handover.to_team_id in team_keys(worker)
    is_owner = contact.assignee_id == worker.pk
    if not (is_owner if by_owner else is_receiver and not is_owner):
        raise Handover.DoesNotExist
    return handover, contact


def _answer(handover: Handover, worker: Worker, code: HandoverAnswer.Code) -> None:
    HandoverAnswer.objects.create(handover=handover, code=code, by=worker, at=timezone.now())
