"""What an invite becomes: a contact of its own kind, which carries the invite as a document in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.forms import BoundField
from django.utils.translation import gettext as _

from portal.intake.service import Answers, ContactContent, ContactForm, Document, Item, Section, sender_content
from portal.invites.forms import PROFESSIONAL

__all__ = ["INVITE", "invite_content"]

INVITE: Final = "invite"
DOCUMENT_SCHEMA: Final = "invite-1"

ASKER_FIELDS: Final = ("asker",)
PROFESSIONAL_FIELDS: Final = (
    "professional_name",
    "professional_title",
    "professional_unit",
    "professional_phone",
    "consent",
)
MEETING_FIELDS: Final = ("purpose", "domains", "helpers", "participants", "meeting_mode", "meeting_times")


def invite_content(answers: Answers) -> ContactContent:
    """The content of an invite: the family's hopes as its own words, everything else as a document.

    The document's labels and values stand in the language and wording that the sender saw.
    """
    asker, meeting = answers.pages
    is_professional = asker.cleaned_data["asker"] == PROFESSIONAL
    asker_fields = ASKER_FIELDS + (PROFESSIONAL_FIELDS if is_professional else ())
    document = Document(
        schema=DOCUMENT_SCHEMA,
        title=_("Invite to a joint mapping"),
        language=answers.language,
        made_at=answers.sent_at.isoformat(),
        sections=(
            Section(_("Who asks"), tuple(_items(asker, asker_fields, is_verified=not is_professional))),
            Section(_("What the meeting is for"), tuple(_items(meeting, MEETING_FIELDS))),
        ),
    )
    said = sender_content(answers, own_words=answers.cleaned["own_words"])
    return replace(said, documents=(document,))


def _items(form: ContactForm, names: tuple[str, ...], *, is_verified: bool = True) -> Iterator[Item]:
    for name in names:
        value = _shown(form[name], form.cleaned_data.get(name))
        if value:
            yield Item(str(form[name].label), value)
    if not is_verified:
        yield Item(_("Checked by the portal"), _("No. The sender wrote this; nobody has verified it."))


def _shown(field: BoundField, value: object) -> str:
    """The answer in the words of its option, or as it was written."""
    choices = {str(code): str(words) for code, words in getattr(field.field, "choices", ())}
    if isinstance(value, list):
        return "\n".join(choices.get(str(one), str(one)) for one in value)
    return choices.get(str(value), str(value)) if value else ""
