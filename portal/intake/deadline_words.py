"""The words for what the deadlines kernel says in codes: what is due, each step of the reasoning, and whose rule it is.

The receipt and the desk use the same words. A code that this file does not know (a rule of the county's own) is shown
as the county's file writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.intake.deadlines import DueDate, Fact, Rule, Step, Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

_WHAT: Final[Mapping[str, LazyText]] = {
    "urgent_need_assessed": _("The need for urgent help is assessed"),
    "assessment_started": _("The assessment of the need for services has been started"),
    "assessment_done": _("The assessment of the need for services is ready"),
    "services_given": _("The services that were decided on are given"),
    "answered": _("We answer you"),
}
_STEPS: Final[Mapping[str, LazyText]] = {
    "arrived": _("The contact arrived on %(day)s."),
    "known_earlier": _("A worker knew of the matter already on %(day)s. Time is counted from that day."),
    "born": _("The child has been born. Time is counted from %(day)s."),
    "no_clock_before_birth": _("No time runs before the child is born. The parents’ need for support is assessed."),
    "without_delay": _("The law gives no number of days. This is done without delay."),
    "first_day_counted": _("The day of arrival is not counted. The first day that counts is %(day)s."),
    "sunday_left_out": _("%(day)s is a Sunday and does not count."),
    "saturday_left_out": _("%(day)s is a Saturday and does not count."),
    "eve_left_out": _("%(day)s is Midsummer Eve or Christmas Eve and does not count."),
    "holiday_left_out": _("%(day)s is a public holiday and does not count."),
    "days_full": _("The days are full on %(day)s."),
    "months_full": _("The months are full on %(day)s."),
    "moved_to_working_day": _("That day is no working day. The time ends on the next one, %(day)s."),
    "completion_asked": _("More information was asked for on %(day)s. The time stands still."),
    "completion_arrived": _("The information arrived on %(day)s. The time runs on."),
    "left_the_county": _("The matter went to another county on %(day)s. Our time ends there."),
}


def what_words(rule: Rule) -> str:
    """What is due by a rule, in the reader's language."""
    return str(_WHAT.get(rule.what, rule.what))


def whose_words(rule: Rule) -> str:
    """Whether a rule is the county's own promise or a limit of the law; the two are never mixed."""
    return (
        gettext("The county’s own promise") if rule.trigger is Fact.COUNTY_PROMISE else gettext("The limit of the law")
    )


def source_words(rule: Rule) -> str:
    """Where a rule comes from; for the county's own promise, that."""
    return gettext("The county’s own promise") if rule.trigger is Fact.COUNTY_PROMISE else rule.source


def due_words(found: DueDate) -> str:
    """When it is due: a day, or why there is none."""
    if found.due:
        return _day(found.due)
    if found.rule.unit is Unit.WITHOUT_DELAY:
        return gettext("Without delay")
    return gettext("The time does not run now")


def step_words(step: Step) -> str:
    """One step of the reasoning as a sentence with its day."""
    sentence = _STEPS.get(step.action)
    return str(sentence) % {"day": _day(step.result)} if sentence else f"{step.action}: {_day(step.result)}"


def reasons(found: DueDate) -> tuple[str, ...]:
    """The reasoning as sentences, in order; the last names the strictest reading where that day is another one."""
    sentences = tuple(step_words(one) for one in found.steps)
    if found.due is None or found.warn_on is None or found.warn_on == found.due:
        return sentences
    strictest = gettext("By the strictest reading of the law the last day is %(day)s. Warnings follow that day.")
    return (*sentences, strictest % {"day": _day(found.warn_on)})


def _day(day: date) -> str:
    return date_format(day, "j.n.Y")
