"""Kinds of text that belong to a contact sent before: begun from its status page alone, never by themselves.

Each is a kind like the others, with pages, a draft and the same receipt twice; its letter names the contact by its
reference and is dropped for the same box.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake.content import ContactContent
from portal.intake.family_kind import FAMILY_KIND
from portal.intake.forms.later import EmptyBoxForm, LaterMessageForm, WithdrawalForm
from portal.intake.kinds import Answers, ContactKind, KindPage, contact_kinds
from portal.intake.models import Relation

TASK_DONE: Final = "task_done"
"""The kind of a letter that says that an agreed task is done. No form asks for it: the status page has a button."""
EMPTY_BOX: Final = "empty_box"
"""The kind of a letter that asks to delete what lies in the sender's box. It says nothing else."""
TASK_SCHEMA: Final = "task-done-1"
"""The document in such a letter: one section, whose last item is the task's id."""


def content_of(own_words: str, language: str) -> ContactContent:
    """The content of a text that belongs to a contact: the words alone, as who wrote them has said the rest before."""
    return ContactContent(own_words=own_words, contact_language="sv" if language == "sv" else "fi")


def _build(answers: Answers) -> ContactContent:
    return content_of(answers.cleaned.get("own_words", ""), answers.language)


LATER_KINDS: Final[Mapping[str, ContactKind]] = {
    Relation.MESSAGE.value: ContactKind(
        code=Relation.MESSAGE.value,
        name=_("Message to us"),
        start_page="help-request",
        pages=(
            KindPage(
                LaterMessageForm,
                _("Write to us"),
                _("Your message goes to the professionals who have your matter."),
                template="intake/later_message.html",
            ),
        ),
        build=_build,
        has_urgency_gate=False,
        is_promised=False,
    ),
    Relation.WITHDRAWAL.value: ContactKind(
        code=Relation.WITHDRAWAL.value,
        name=_("Withdrawal"),
        start_page="help-request",
        pages=(KindPage(WithdrawalForm, _("Withdraw your contact"), template="intake/withdrawal.html"),),
        build=_build,
        has_urgency_gate=False,
        is_promised=False,
    ),
    EMPTY_BOX: ContactKind(
        code=EMPTY_BOX,
        name=_("Deleting"),
        start_page="help-request",
        pages=(KindPage(EmptyBoxForm, _("Delete what this page shows"), template="intake/empty_box.html"),),
        build=_build,
        has_urgency_gate=False,
        is_promised=False,
    ),
}
"""By their code. A withdrawal is a relation of its own; everything else that is sent later is a message."""


def relation_of(kind: ContactKind) -> Relation:
    """What a letter of that kind is to the contact it belongs to."""
    return Relation.WITHDRAWAL if kind.code == Relation.WITHDRAWAL else Relation.MESSAGE


def kind_of(code: str) -> ContactKind | None:
    """The kind of that code, be it one that begins a contact, one that belongs to a contact, or a family's confirmation."""
    return contact_kinds.get(code) or LATER_KINDS.get(code) or (FAMILY_KIND if code == FAMILY_KIND.code else None)
