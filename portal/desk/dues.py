"""What is due for a contact: counted when it is filed, kept as it was counted, and counted anew only by a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Min
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
from portal.intake.service import Letter, deadline_rules, lawful_dates, promised_date

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

    The promise stays as it was given. The contact is not saved.
    """
    for old in current(contact):
        if old.kind == ContactDue.Kind.LAW:
            _replace(old, _row(old.kind, _again(old, arrival, earlier)))
    settle(contact)


def end(contact: Contact, left_on: date) -> None:
    """Ends our limits: the matter went to another county on that day. The contact is not saved."""
    for old in current(contact):
        found = from_record(old.record)
        steps = (*found.steps, Step("left_the_county", LEAVING, left_on))
        _replace(old, _row(old.kind, replace(found, left_on=left_on, steps=steps)))
    settle(contact)


def meet(contact: Contact, what: str, on: date) -> None:
    """Marks what was due as done on that day, and settles the contact's columns. The contact is not saved."""
    for row in current(contact):
        if row.what == what and row.met_on is None:
            row.met_on = on
            row.save(update_fields=["met_on"])
    settle(contact)


def switch(contact: Contact, facts: Iterable[Fact], arrival: datetime, earlier: EarlierArrival | None) -> None:
    """Makes the dates of the three switches those of these facts: adds what is missing, ends what does not hold.

    A date that does not hold stays in the history. The contact is not saved.
    """
    wanted = frozenset(facts)
    for row in current(contact):
        trigger = from_record(row.record).rule.trigger
        if trigger in SWITCHES.values() and trigger not in wanted:
            row.replaced_at = timezone.now()
            row.save(update_fields=["replaced_at"])
    add(contact, rows_of_law(wanted, arrival, earlier))


def switched_on(contact: Contact) -> frozenset[str]:
    """The names of the switches whose dates the contact has now."""
    triggers = {from_record(one.record).rule.trigger for one in current(contact)}
    return frozenset(name for name, fact in SWITCHES.items() if fact in triggers)


def settle(contact: Contact) -> None:
    """Writes the earliest due date and the earliest warning into the contact's own columns.

    SHL 36 §: the need of urgent help is assessed without delay, so an urgent letter is due on the day it arrived,
    until something of what is due has been done.
    """
    standing = current(contact)
    dated = [one for one in standing if one.left_on is None and one.due]
    rows = [one for one in dated if one.met_on is None]
    dues = [one.due for one in rows if one.due]
    warnings = [one.warn_on or one.due for one in rows]
    if contact.urgency == Urgency.URGENT and dated and len(rows) == len(dated):
        urgent = contact.letters.filter(urgency=Urgency.URGENT).aggregate(first=Min("arrival"))["first"]
        arrived = timezone.localdate(urgent or contact.arrival)
        dues, warnings = [*dues, arrived], [*warnings, arrived]
    if standing:
        contact.due_on = min(dues, default=NOTHING_DUE)
        contact.warn_on = min((one for one in warnings if one), default=NOTHING_DUE)


def current(contact: Contact) -> Sequence[ContactDue]:
    """The contact's dates that hold, the county's promise after the limits of the law. One query."""
    return list(contact.dues.filter(replaced_at__isnull=True))


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
