"""What is due for a contact: counted when it is filed, kept as it was counted, and counted anew only by a reason.

Contacts that were joined are one matter: each keeps its own dates, all are counted from the earliest arrival, and the
columns of the one in the queue are the strictest of all. Each sender was promised an answer, so an answer to one of them
meets that one's dates alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Min, Q
from django.utils import timezone

from portal.desk.models import NOTHING_DUE, Contact, ContactDue, FiledLetter, Urgency
from portal.desk.reading import OpenedLetter
from portal.intake.deadlines import (
    DueDate,
    EarlierArrival,
    Fact,
    Step,
    as_record,
    due_dates,
    facts_of,
    from_record,
    promise_rule,
)
from portal.intake.service import (
    SERVICE_PROMISE,
    Letter,
    deadline_rules,
    lawful_dates,
    promised_date,
    service_date,
)

FARTHEST_PROMISE_DAYS: Final = 366
LEAVING: Final = "Hallintolaki 434/2003, 21 §"

SWITCHES: Final[dict[str, Fact]] = {
    "aged_75": Fact.AGED_75_OR_MORE,
    "highest_care_allowance": Fact.HIGHEST_CARE_ALLOWANCE,
    "special_support_child": Fact.CHILD_WITH_SPECIAL_SUPPORT,
}
"""The facts that a worker may add in the first assessment (1009)."""


def dues_of(letter: Letter | FiledLetter, opened: OpenedLetter) -> tuple[ContactDue, ...]:
    """What a letter makes due by its own arrival: the county's promise, then the limits of the law. Rows of no contact."""
    day = timezone.localdate(letter.arrival)
    facts = facts_of(letter.kind, asdict(opened.circumstances), [asdict(one) for one in opened.persons], day)
    promise = _row(ContactDue.Kind.PROMISE, _promised(letter.arrival, opened))
    return (promise, *rows_of_law(facts, letter.arrival))


def rows_of_law(facts: Iterable[Fact], arrival: datetime, earlier: EarlierArrival | None = None) -> list[ContactDue]:
    """What the law makes due by these facts from that arrival, by the rules as they are today. Rows of no contact."""
    return [_row(ContactDue.Kind.LAW, one) for one in lawful_dates(facts, arrival, earlier=earlier)]


def add(contact: Contact, rows: Iterable[ContactDue]) -> None:
    """Keeps the rows of rules that the contact has no date by yet, and settles its earliest dates.

    Of two promises the earlier one holds. The contact is not saved; the caller does that, in its transaction.
    """
    standing = {one.rule_id: one for one in current(contact)}
    promise = next((one for one in standing.values() if one.kind == ContactDue.Kind.PROMISE), None)
    for row in rows:
        row.contact = contact
        if row.kind == ContactDue.Kind.PROMISE and promise:
            if row.due and promise.due and row.due < promise.due:
                _replace(promise, row)
        elif row.rule_id not in standing:
            row.save(force_insert=True)
    settle(contact)


def counted_from(rows: Iterable[ContactDue], arrival: datetime) -> list[ContactDue]:
    """The rows with the law's limits counted from that arrival: the matter's clock started with its first letter."""
    return [one if one.kind == ContactDue.Kind.PROMISE else _row(one.kind, _again(one, arrival)) for one in rows]


def recount(contact: Contact, arrival: datetime, earlier: EarlierArrival | None = None) -> None:
    """Counts every limit of the law anew from an earlier arrival, each by the rule as it was when it was filed.

    The promise stays as it was given, and so does what comes out the same. The contact is not saved.
    """
    for old in whole(contact):
        if old.kind == ContactDue.Kind.LAW:
            new = _row(old.kind, _again(old, arrival, earlier))
            if new.record != old.record:
                _replace(old, new)
    settle(contact)


def end(contact: Contact, left_on: date) -> None:
    """Ends our limits: the matter went to another county on that day. The contact is not saved."""
    for old in whole(contact):
        found = from_record(old.record)
        steps = (*found.steps, Step("left_the_county", LEAVING, left_on))
        _replace(old, _row(old.kind, replace(found, left_on=left_on, steps=steps)))
    settle(contact)


def meet(contact: Contact, what: str, on: date, *, is_whole: bool = False) -> None:
    """Marks what was due as done on that day, and settles the contact's columns. The contact is not saved.

    `is_whole`: it was done for what was joined to the contact as well.
    """
    for row in whole(contact) if is_whole else current(contact):
        if row.what == what and row.met_on is None:
            row.met_on = on
            row.save(update_fields=["met_on"])
    settle(contact)


def switch(contact: Contact, facts: Iterable[Fact], arrival: datetime, earlier: EarlierArrival | None) -> None:
    """Makes the dates of the three switches those of these facts: adds what is missing, ends what does not hold.

    A date that does not hold stays in the history. The contact is not saved.
    """
    wanted = frozenset(facts)
    for row in whole(contact):
        trigger = from_record(row.record).rule.trigger
        if trigger in SWITCHES.values() and trigger not in wanted:
            row.replaced_at = timezone.now()
            row.save(update_fields=["replaced_at"])
    add(contact, rows_of_law(wanted, arrival, earlier))


def switched_on(contact: Contact) -> frozenset[str]:
    """The names of the switches whose dates the contact has now."""
    triggers = {from_record(one.record).rule.trigger for one in whole(contact)}
    return frozenset(name for name, fact in SWITCHES.items() if fact in triggers)


def settle(contact: Contact) -> None:
    """Writes the earliest due date and the earliest warning into the contact's own columns.

    SHL 36 §: the need of urgent help is assessed without delay, so an urgent letter is due on the day it arrived,
    until something of what is due has been done.
    """
    standing = whole(contact)
    dues: list[date] = []
    warnings: list[date] = []
    for of in {one.contact_id for one in standing}:
        dated = [one for one in standing if one.contact_id == of and one.left_on is None and one.due]
        rows = [one for one in dated if one.met_on is None]
        dues += [one.due for one in rows if one.due]
        warnings += [one.warn_on or one.due for one in rows if one.due]
        if contact.urgency == Urgency.URGENT and dated and len(rows) == len(dated):
            arrived = _urgent_since(contact, of)
            dues, warnings = [*dues, *arrived], [*warnings, *arrived]
    if standing:
        contact.due_on = min(dues, default=NOTHING_DUE)
        contact.warn_on = min(warnings, default=NOTHING_DUE)


def settle_queue(contact: Contact, in_queue: Contact) -> None:
    """Settles and saves the contact that stands in the queue for a joined one whose dates have changed."""
    if in_queue.pk != contact.pk:
        settle(in_queue)
        in_queue.save(update_fields=["due_on", "warn_on"])


def current(contact: Contact) -> Sequence[ContactDue]:
    """The contact's dates that hold, the county's promise after the limits of the law. One query."""
    return list(contact.dues.filter(replaced_at__isnull=True))


def whole(contact: Contact) -> Sequence[ContactDue]:
    """The dates that hold, the contact's own and those of what was joined to it. One query."""
    of = Q(contact=contact) | Q(contact__joined_to=contact)
    return list(ContactDue.objects.filter(of, replaced_at__isnull=True))


def _urgent_since(contact: Contact, of: UUID) -> list[date]:
    """The day on which an urgent letter of the contact `of` arrived, a part of the urgent contact; empty for none."""
    first = FiledLetter.objects.filter(contact_id=of, urgency=Urgency.URGENT).aggregate(first=Min("arrival"))["first"]
    if first is None and contact.pk == of and not contact.joined.exists():
        first = contact.arrival
    return [timezone.localdate(first)] if first else []


def _again(row: ContactDue, arrival: datetime, earlier: EarlierArrival | None = None) -> DueDate:
    here, rule = deadline_rules(), from_record(row.record).rule
    (found,) = due_dates([rule], [rule.trigger], arrival, here.calendar, readings=here.readings, earlier=earlier)
    return found


def _replace(old: ContactDue, new: ContactDue) -> None:
    old.replaced_at = timezone.now()
    old.save(update_fields=["replaced_at"])
    new.contact_id, new.met_on = old.contact_id, old.met_on
    new.save(force_insert=True)


def _promised(arrival: datetime, opened: OpenedLetter) -> DueDate:
    """The promise as the sender saw it, with its steps where today's promise counts to the same day.

    A promise that lies before the arrival or over a year ahead was not made by our form and does not count; then the
    county's promise for that arrival stands.
    """
    counted = promised_date(arrival)
    shown = opened.promised_on
    if shown is None or not 0 <= (shown - timezone.localdate(arrival)).days <= FARTHEST_PROMISE_DAYS:
        return counted
    rule_id, version = opened.promised_by
    if (page := opened.service) and page.working_days and rule_id == SERVICE_PROMISE:
        counted = service_date(arrival, page.working_days, version)
    if (shown, rule_id, version) == (counted.due, counted.rule.id, counted.rule.version):
        return counted
    rule = promise_rule(rule_id or counted.rule.id, version or counted.rule.version, counted.rule.amount)
    return DueDate(rule=rule, due=shown, warn_on=shown, steps=())


def _row(kind: str, found: DueDate) -> ContactDue:
    rule = found.rule
    return ContactDue(
        kind=kind,
        rule_id=rule.id,
        version=rule.version,
        source=rule.source,
        what=rule.what,
        due=found.due,
        warn_on=found.warn_on,
        left_on=found.left_on,
        record=as_record(found),
    )
