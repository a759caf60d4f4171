"""The desk's words for the fields of contact-1 and for their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

ANSWERS: Final[Mapping[str, Text]] = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "unknown": gettext_lazy("Not known"),
}
ROLES: Final[Mapping[str, Text]] = {
    "person": pgettext_lazy("person in a contact", "The person whom this is about"),
    "child": pgettext_lazy("person in a contact", "Child"),
    "unborn_child": pgettext_lazy("person in a contact", "Unborn child"),
    "parent": pgettext_lazy("person in a contact", "Parent"),
    "guardian": pgettext_lazy("person in a contact", "Guardian"),
    "other": pgettext_lazy("person in a contact", "Another person"),
}
SENDER_ROLES: Final[Mapping[str, Text]] = {
    "person": pgettext_lazy("sender's role", "The person concerned"),
    "relative": pgettext_lazy("sender's role", "A relative or someone close"),
    "helper": pgettext_lazy("sender's role", "Somebody who helps the person"),
    "professional": pgettext_lazy("sender's role", "A professional"),
    "authority": pgettext_lazy("sender's role", "An authority"),
    "private_person": pgettext_lazy("sender's role", "A private person"),
    "staff": pgettext_lazy("sender's role", "A member of the intake team"),
}
CHANNELS: Final[Mapping[str, Text]] = {
    "form": pgettext_lazy("channel", "The portal's form"),
    "phone": pgettext_lazy("channel", "Phone"),
    "paper": pgettext_lazy("channel", "Paper"),
    "visit": pgettext_lazy("channel", "A visit"),
    "other": pgettext_lazy("channel", "Another way"),
}
URGENCY: Final[Mapping[str, Text]] = {
    "danger": gettext_lazy("Somebody is in danger now"),
    "today": gettext_lazy("Help is needed today"),
    "not_urgent": gettext_lazy("It is not urgent"),
}
WAYS: Final[Mapping[str, Text]] = {
    "call": pgettext_lazy("way to reach", "Call"),
    "text": pgettext_lazy("way to reach", "Text message"),
    "email": pgettext_lazy("way to reach", "E-mail"),
    "letter": pgettext_lazy("way to reach", "Letter"),
    "own_worker": pgettext_lazy("way to reach", "Through one's own worker"),
}
SAFETY: Final[Mapping[str, Text]] = {
    "not_asked": gettext_lazy("safety not asked"),
    "safe": gettext_lazy("safe"),
    "not_safe": gettext_lazy("NOT SAFE, do not use"),
}
LANGUAGES: Final[Mapping[str, Text]] = {
    "fi": gettext_lazy("Finnish"),
    "sv": gettext_lazy("Swedish"),
    "other": gettext_lazy("Another language"),
}

# The fields of each part of contact-1, in order.
SENDER: Final[Mapping[str, Text]] = {
    "role": gettext_lazy("Who sends the contact"),
    "reporter": gettext_lazy("Who makes the contact, by the national list"),
    "name": gettext_lazy("Sender's name"),
    "title": gettext_lazy("Sender's job title"),
    "unit": gettext_lazy("Sender's workplace"),
    "phone": gettext_lazy("Sender's phone"),
    "email": gettext_lazy("Sender's e-mail"),
    "relation": gettext_lazy("How the sender knows the person"),
    "is_verified": gettext_lazy("The sender's details have been verified"),
    "is_anonymous": gettext_lazy("The sender stays anonymous"),
    "identity_is_secret": gettext_lazy("The sender asks to keep their identity secret"),
    "secrecy_grounds": gettext_lazy("Grounds for keeping the identity secret"),
}
PERSON: Final[Mapping[str, Text]] = {
    "role": gettext_lazy("Role in the contact"),
    "family_name": gettext_lazy("Family name"),
    "first_names": gettext_lazy("First names"),
    "personal_id": gettext_lazy("Personal identity code"),
    "born_on": gettext_lazy("Date of birth"),
    "age": gettext_lazy("Age, as the sender put it"),
    "phone": gettext_lazy("Phone"),
    "street": gettext_lazy("Street address"),
    "postcode": gettext_lazy("Postcode"),
    "city": gettext_lazy("Town"),
    "address_is_secret": gettext_lazy("Non-disclosure for personal safety"),
    "lives_with": gettext_lazy("Where and with whom"),
    "needs": gettext_lazy("Support needs"),
    "needs_more": gettext_lazy("More about the needs"),
}
CONSENT: Final[Mapping[str, Text]] = {
    "given": gettext_lazy("Consent to the contact"),
    "by": gettext_lazy("Who consented"),
    "told_what": gettext_lazy("What was said when consent was asked"),
}
TOLD: Final[Mapping[str, Text]] = {
    "child": gettext_lazy("The child has been told"),
    "guardian": gettext_lazy("At least one guardian has been told"),
    "expectant_mother": gettext_lazy("The expectant mother has been told"),
    "other_parent": gettext_lazy("The other parent-to-be has been told"),
    "more": gettext_lazy("More about who has been told"),
}
CRITERIA: Final[Mapping[str, Text]] = {
    "clear_need": gettext_lazy("The need is clear"),
    "coordination": gettext_lazy("Help has to be coordinated"),
    "many_services": gettext_lazy("Many services are needed"),
    "childs_conditions": gettext_lazy("A child's conditions give cause for worry"),
    "urgency": gettext_lazy("Help is needed quickly"),
}
CIRCUMSTANCES: Final[Mapping[str, Text]] = {
    "aged_75": gettext_lazy("Is 75 or older"),
    "highest_care_allowance": gettext_lazy("Gets the highest care allowance"),
    "special_support_child": gettext_lazy("A child who needs special support"),
    "is_client": gettext_lazy("Is already a client of social services"),
    "has_children": gettext_lazy("There are children in the family"),
    "violence_to_child": gettext_lazy("Violence against a child, or a suspicion of it"),
    "custody_conflict": gettext_lazy("A conflict about custody or visits"),
    "unborn_child": gettext_lazy("A child is expected"),
    "own_worker": gettext_lazy("Own worker"),
}
HOME: Final[Mapping[str, Text]] = {
    "family_situation": gettext_lazy("Family situation"),
    "housing": gettext_lazy("Housing"),
    "earlier_support": gettext_lazy("Earlier support"),
    "expected_birth": gettext_lazy("Expected time of birth"),
}
