"""From the validated pages of a long kind to the content of its letter: what was asked, and neutral where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.intake.content import ContactContent, Way
from portal.intake.documents import Document, Item, Section
from portal.intake.forms import ANONYMOUS, CONFIDENTIAL, ConsentMixin, PersonsForm
from portal.intake.kinds import Answers, sender_content
from portal.intake.people import NOT_ASKED, YES, Circumstances, Consent, Criteria, Home, Person, Sender, Told

SUMMARY_SCHEMA: Final = "earlier-summary-1"
OWN_REPORTER: Final = "1"
"""1243: the person in need of social services themselves."""

_TOLD: Final = {
    "child": "told_child",
    "guardian": "told_guardian",
    "expectant_mother": "told_mother",
    "other_parent": "told_other_parent",
}
_HOME: Final = ("housing", "family_situation", "earlier_support", "expected_birth")
_CIRCUMSTANCES: Final = (
    "aged_75",
    "highest_care_allowance",
    "special_support_child",
    "is_client",
    "has_children",
    "violence_to_child",
    "custody_conflict",
    "unborn_child",
)


def structured_content(answers: Answers) -> ContactContent:
    """The content of a contact or a notice, whichever of the pages it has."""
    said = answers.cleaned
    persons = _persons(answers)
    sender = _sender(said, persons)
    base = sender_content(answers, own_words=said["own_words"])
    return replace(
        base,
        name=base.name or sender.name,
        ways=_ways(base.ways, sender, wants_answer=not base.reads_here),
        sender=sender,
        persons=persons,
        situation=said.get("situation", ""),
        grounds=said.get("grounds", ""),
        more=said.get("more", ""),
        consent=_consent(answers),
        told=Told(
            **{name: said.get(field) or NOT_ASKED for name, field in _TOLD.items()}, more=said.get("told_more", "")
        ),
        criteria=_criteria(said),
        circumstances=_circumstances(said),
        must_not_know=said.get("must_not_know", ""),
        home=Home(**{name: said.get(name, "") for name in _HOME}),
        documents=_summary(answers),
        route=said.get("route", ""),
    )


def _sender(said: Mapping[str, Any], persons: tuple[Person, ...]) -> Sender:
    role = said.get("role") or NOT_ASKED
    if role == "person":
        first = persons[0] if persons else Person()
        return Sender(role=role, reporter=OWN_REPORTER, name=first.full_name, phone=first.phone)
    is_anonymous = said.get("identity") == ANONYMOUS
    return Sender(
        role=role,
        reporter=said.get("reporter", ""),
        name=said.get("sender_name", ""),
        title=said.get("sender_title", ""),
        unit=said.get("sender_unit", ""),
        phone=said.get("sender_phone", ""),
        email=said.get("sender_email", ""),
        relation=said.get("relation", ""),
        is_anonymous=is_anonymous,
        identity_is_secret=said.get("identity") == CONFIDENTIAL,
        secrecy_grounds=said.get("secrecy_grounds", "") if said.get("identity") == CONFIDENTIAL else "",
    )


def _ways(chosen: tuple[Way, ...], sender: Sender, *, wants_answer: bool) -> tuple[Way, ...]:
    """The ways that were chosen; where there is none, a call to the number that a sender gave for the matter."""
    if chosen or sender.role == "person" or not sender.phone or not wants_answer:
        return chosen
    return (Way("call", sender.phone),)


def _persons(answers: Answers) -> tuple[Person, ...]:
    return tuple(person for one in answers.pages if isinstance(one, PersonsForm) for person in one.said())


def _consent(answers: Answers) -> Consent:
    for one in answers.pages:
        if isinstance(one, ConsentMixin):
            return Consent(one.cleaned_data["consent"], one.cleaned_data["consent_by"], one.consent_told)
    return Consent()


def _criteria(said: Mapping[str, Any]) -> Criteria:
    names = ("clear_need", "coordination", "many_services", "childs_conditions")
    answered = {name: said.get(name) or NOT_ASKED for name in names}
    return Criteria(**answered, urgency=said.get("criteria_urgency") or NOT_ASKED)


def _circumstances(said: Mapping[str, Any]) -> Circumstances:
    answered = {name: said.get(name) or NOT_ASKED for name in _CIRCUMSTANCES}
    own_worker = said.get("own_worker", "")
    if own_worker and answered["is_client"] == NOT_ASKED:
        answered["is_client"] = YES
    return Circumstances(**answered, own_worker=own_worker)


def _summary(answers: Answers) -> tuple[Document, ...]:
    """What was told before, as a document of its own: as it was copied, and by whom."""
    text = answers.cleaned.get("summary", "")
    if not text:
        return ()
    items = (
        Item(_("Text that the sender copied here"), text),
        Item(_("Checked by the portal"), _("No. The sender wrote this; nobody has verified it.")),
    )
    return (
        Document(
            schema=SUMMARY_SCHEMA,
            title=_("Earlier summary"),
            language=answers.language,
            made_at=answers.sent_at.isoformat(),
            sections=(Section("", items),),
        ),
    )
