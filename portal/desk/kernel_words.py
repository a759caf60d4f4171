"""The words for what the kernels tell the desk in codes: alarms, suggested routes, and whether a message may go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from portal.intake.deadlines import Alert
from portal.intake.safe_contact import Outcome
from portal.intake.triage import Route

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

ALERTS: Final[Mapping[Alert, LazyText]] = {
    Alert.LATE: _("Late"),
    Alert.DUE_TODAY: _("To be dealt with today"),
    Alert.DUE_IN_TWO_DAYS: _("Due within two working days"),
    Alert.UNASSIGNED: _("Nobody has taken it"),
    Alert.UNOPENED: _("Nobody has opened it"),
}
ROUTES: Final[Mapping[Route, LazyText]] = {
    Route.URGENT: _("Urgent: assess at once"),
    Route.SPECIAL_SUPPORT: _("Special support: a social worker is in charge"),
    Route.SOCIAL_WORKER: _("To a social worker"),
    Route.SOCIAL_COUNSELLOR: _("To a social counsellor"),
    Route.OWN_WORKER_FIRST: _("Is a client already: to their own worker first"),
    Route.UNBORN_CHILD: _("Unborn child: assess the parents’ need for support"),
    Route.CUSTODY_CONFLICT: _("Custody conflict: keep each parent’s contact apart"),
    Route.VIOLENCE_TO_CHILD: _("Violence against a child: find out about child welfare and about telling the police"),
}
TRIAGE_SOURCES: Final[Mapping[str, LazyText]] = {
    "triage-urgent": _("Social Welfare Act 1301/2014, section 36"),
    "triage-violence-to-child": _("Child Welfare Act 417/2007, sections 25 and 26"),
    "triage-unborn-child": _("Child Welfare Act 417/2007, section 25 c"),
    "triage-own-worker": _("Social Welfare Act 1301/2014, section 42"),
    "triage-special-support": _("Social Welfare Act 1301/2014, section 36"),
    "triage-child-welfare": _("Child Welfare Act 417/2007, section 26"),
    "triage-social-worker": _("The five criteria of a first assessment"),
    "triage-custody-conflict": _("The county’s own routes"),
    "triage-social-counsellor": _("The five criteria of a first assessment"),
}
"""Where each rule of the file comes from; a rule that stands not here is shown as the file writes its source."""
CLUES: Final[Mapping[str, LazyText]] = {
    "clear_need": _("The need is clear or passing"),
    "coordination": _("There is worry about how the help fits together"),
    "many_services": _("There are many services that nobody fits together"),
    "childs_conditions": _("A child’s conditions or own behaviour give cause for worry"),
    "urgency": _("The sender says that it is urgent"),
    "urgent_answer": _("The sender chose danger or help today"),
    "is_client": _("Is a client already"),
    "special_support_child": _("A child who needs special support"),
    "violence_to_child": _("Violence against a child"),
    "custody_conflict": _("A conflict about custody"),
    "unborn_child": _("An unborn child"),
    "child_welfare_notice": _("A child welfare notice"),
}
OUTCOMES: Final[Mapping[Outcome, LazyText]] = {
    Outcome.SEND: _("May be sent now"),
    Outcome.LATER: _("May be sent later"),
    Outcome.BY_HAND: _("Only a person may reach them this way, with care"),
    Outcome.NO: _("Must not be sent"),
}
REASONS: Final[Mapping[str, LazyText]] = {
    "way_safe": _("They said that this way is safe."),
    "way_not_safe": _("They said that this way is not safe."),
    "way_not_asked": _(
        "It is not known whether this way is safe. Find out first who answers, and say nothing of the matter."
    ),
    "way_not_given": _("They gave no such way to reach them."),
    "other_address": _("They gave another number or address for this way."),
    "machines_do_not_call": _("Only a person can call."),
    "only_a_person_can": _("Only a person can use this way."),
    "hours_in_their_own_words": _("They said in their own words when it is safe. Read it before you use this way."),
    "outside_their_hours": _("It is outside the hours that they named."),
    "quiet_hours": _("It is too late or too early for a text message."),
    "somebody_must_not_know": _("They named somebody who must not know."),
    "opened_with_their_words_only": _("It opens only with the sender’s own words."),
    "duty_address": _("The address is the county’s own."),
    "no_duty_address": _("The address is not a duty address of the county."),
}


def reason_words(code: str) -> str:
    """A reason of a decision as a sentence, in the reader's language; the code itself where it is not known."""
    return str(REASONS.get(code, code))
