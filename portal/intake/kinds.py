"""Kinds of contact: what each asks, in its own words, and what it makes of the answers.

Rooms above register theirs in `contact_kinds` when Django starts. The views of this room serve every registered kind
at the same neutral addresses; the kind stands only inside the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from portal.core.registries import Registry
from portal.intake.content import ContactContent
from portal.intake.forms import ContactForm, HelpRequestForm, SenderForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, slots=True)
class KindPage:
    """One page of a kind's form. The heading carries the question; the page's title stays neutral."""

    form_class: type[ContactForm]
    heading: Text
    intro: Text = ""
    template: str = "intake/form_page.html"


@dataclass(frozen=True, slots=True)
class Answers:
    """The validated pages of a form, in order, with when and in which language they were sent."""

    pages: Sequence[ContactForm]
    language: str
    sent_at: datetime

    @property
    def cleaned(self) -> Mapping[str, Any]:
        """The cleaned data of all pages in one mapping."""
        return {name: value for page in self.pages for name, value in page.cleaned_data.items()}


@dataclass(frozen=True, slots=True)
class ContactKind:
    """A kind of contact.

    `build` makes the content from the answers. It must not look at anything else: what makes a contact the same when
    it is sent twice are the raw answers, not what is built from them. `start_page` is the name of the localized
    public page that the kind begins at. `is_promised`: whether the county's promise of an answer holds for it.
    """

    code: str
    name: Text
    start_page: str
    pages: tuple[KindPage, ...]
    build: Callable[[Answers], ContactContent]
    has_urgency_gate: bool = True
    is_promised: bool = True


contact_kinds: Final[Registry[ContactKind]] = Registry("kinds of contact")

HELP_REQUEST: Final = "help_request"


def sender_content(answers: Answers, *, own_words: str) -> ContactContent:
    """The content with what every SenderForm asks, and these own words; a kind adds its documents with `replace`.

    Raises TypeError when the last page is no SenderForm.
    """
    form = answers.pages[-1]
    if not isinstance(form, SenderForm):
        raise TypeError("The last page of a contact's form is a SenderForm.")
    said = form.cleaned_data
    return ContactContent(
        own_words=own_words,
        name=said["name"],
        ways=form.ways(),
        contact_language=said["contact_language"],
        other_language=said["other_language"] if said["contact_language"] == "other" else "",
        interpreter=said["interpreter"],
        municipality=said["municipality"],
        reads_here=said["reads_here"],
    )


def _help_request(answers: Answers) -> ContactContent:
    return sender_content(answers, own_words=answers.cleaned["own_words"])


def register_own_kinds() -> None:
    """Registers the kinds of this room; called once when Django starts."""
    contact_kinds.register(
        HELP_REQUEST,
        ContactKind(
            code=HELP_REQUEST,
            name=_("Ask for help"),
            start_page="help-request",
            pages=(
                KindPage(
                    HelpRequestForm,
                    _("Tell us how we can help"),
                    _(
                        "Only what you would like help with and one way to answer you are needed. Everything else is up to you."
                    ),
                ),
            ),
            build=_help_request,
        ),
    )
