"""A professional's text on its way through the family: held instead of sent, then sent with the family's confirmation.

What the family reads was rendered when the text was held, and what is sent was built then: an update of the portal in
between changes neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, override

from portal.core.county import county
from portal.core.locales import VARIANT_CODES, variant
from portal.intake import held
from portal.intake.checking import look_through
from portal.intake.content import ContactContent, sealed_content
from portal.intake.documents import Item, Section
from portal.intake.drafts import decoded, encoded
from portal.intake.family_kind import FAMILY_KIND
from portal.intake.flow import Writing
from portal.intake.forms import PROFESSIONAL, ContactForm, SenderForm, shown_answer
from portal.intake.kinds import Answers
from portal.intake.letter_box import URGENT_ANSWERS, Box, Posted, drop
from portal.intake.own_kinds import CONTACT
from portal.intake.people import YES
from portal.intake.receipts import FormKeys, word_language
from portal.intake.sending import AMENDMENT, Receipt, reach, receipt_id
from portal.vault.secrets import TOKEN_BYTES

CANNOT_WAIT: Final = ("joint", "violence_to_child")
"""Answers of yes with which nothing waits: a contact instead of a child welfare notice (LsL 25 a §: without delay),
and violence against a child, where the one who reads may be the one who does it."""


def is_by_professional(writing: Writing) -> bool:
    """Whether a professional makes a contact with consent."""
    return writing.kind.code == CONTACT and _answer(writing, "role") == PROFESSIONAL


def may_be_held(writing: Writing) -> bool:
    """Whether the text may wait for a family to read it: a professional's contact that is not urgent."""
    waits = writing.urgency not in URGENT_ANSWERS and all(_answer(writing, one) != YES for one in CANNOT_WAIT)
    return is_by_professional(writing) and waits


def held_keys(writing: Writing) -> FormKeys:
    """The keys of the text that the writing becomes when it is held: the same for the same answers of the same form."""
    content = {
        "token": str(writing.keys.token),
        "kind": writing.kind.code,
        "urgency": writing.urgency,
        "pages": {number: dict(raw) for number, raw in writing.pages.items()},
        "documents": [one.digest for one in writing.offered],
        "language": variant(get_language()).code,
    }
    return FormKeys.derived(writing.keys.nonce, content)


def hold(request: HttpRequest, writing: Writing, pages: Sequence[ContactForm], draft_ids: Sequence[str]) -> Receipt:
    """What the professional's page is made from, once the text is held. `pages` are valid, the last one included."""
    keys, language = held_keys(writing), variant(get_language()).code
    said = writing.kind.build(Answers(pages, language, timezone.now()))
    chosen = [one.document for page in pages for one in page.chosen() if one.document]
    content = held.HeldContent(
        said=sealed_content(
            said,
            kind=writing.kind.code,
            language=language,
            urgency_answer=writing.urgency,
            promise=None,
            documents=chosen,
        ),
        shown={code: _shown_in(code, writing) for code in VARIANT_CODES},
        attached=len(chosen),
        area=county().area_of(said.municipality),
    )
    held.hold(request, keys, content, draft_ids)
    return Receipt(keys, word_language(language), "")


def held_before(writing: Writing) -> Receipt | None:
    """The same for a text that was held already; None where it was not."""
    keys, language = held_keys(writing), variant(get_language()).code
    return Receipt(keys, word_language(language), "") if held.is_held(keys, language) else None


def begin_confirmation(token: bytes) -> Writing:
    """A family's confirmation of the text that the token opens, with keys of its own: its receipt is nobody else's."""
    return Writing(FAMILY_KIND, FormKeys.new(), held=encoded(token))


def token_in(writing: Writing) -> bytes:
    """The secret of the text that the writing confirms; one that opens nothing where it has none."""
    return decoded(writing.held, TOKEN_BYTES) or bytes(TOKEN_BYTES)


def text_of(writing: Writing) -> held.OpenText | None:
    """The text that the writing confirms; None when it was sent, refused or is out of time."""
    return held.open_text(token_in(writing))


def send_confirmed(
    request: HttpRequest, writing: Writing, pages: Sequence[ContactForm], box: Box, draft_ids: Sequence[str]
) -> tuple[str, Receipt]:
    """The receipt's id and the family's receipt, once the letter lies in the box. `pages` are the family's, valid.

    The same again gives the same receipt; other words of the family's, once the text is sent, are an amendment that
    holds them alone. Raises HeldTextGoneError when somebody else has sent or refused the text, or its time is over.
    """
    language, now = variant(get_language()).code, timezone.now()
    family = FAMILY_KIND.build(Answers(pages, language, now))
    token = token_in(writing)
    found = None if box.is_known else held.open_text(token)
    if found is None and not box.is_known:
        raise held.HeldTextGoneError
    said = _confirmed(found.content, family, now.isoformat()) if found else family
    posted = Posted(
        keys=writing.keys,
        kind=CONTACT,
        area=found.content.area if found else "",
        language=language,
        urgency_answer=found.content.said["urgency"]["answer"] if found else "not_asked",
        is_promised=False,
        fingerprint={"kind": FAMILY_KIND.code, "held": held.id_of(token), "pages": [one.raw() for one in pages]},
        said=said,
        held_id=found.id if found else "",
    )
    dropped = drop(posted, box, request=request, draft_ids=draft_ids)
    flags = AMENDMENT * dropped.is_amendment + reach(pages, family)
    return receipt_id(dropped), Receipt(writing.keys, box.word_language, flags)


def _confirmed(content: held.HeldContent, family: ContactContent, at: str) -> ContactContent:
    """The professional's text as it stood, the family's words beside it, and the family's own ways of being reached."""
    text = ContactContent.from_json(content.said)
    return replace(
        text,
        ways=family.ways,
        reads_here=family.reads_here,
        contact_language=family.contact_language,
        other_language=family.other_language,
        interpreter=family.interpreter,
        family_words=family.own_words,
        consent=replace(text.consent, confirmed_by_family_at=at),
    )


def _shown_in(code: str, writing: Writing) -> tuple[Section, ...]:
    """What is sent of the professional's answers, in a variant's words: all but how the professional may be reached."""
    with override(code):
        sections: list[Section] = []
        for number, found in look_through(writing).pages:
            form = writing.bound_form(number, writing.pages.get(str(number), {}))
            sections += _place(form) if isinstance(form, SenderForm) else found
        return tuple(sections)


def _place(form: SenderForm) -> tuple[Section, ...]:
    """Where the person lives, of all that the page about answering asks; it stands without that page's heading."""
    form.full_clean()
    bound = form["municipality"]
    value = shown_answer(bound, form.cleaned_data.get(bound.name))
    return (Section("", (Item(str(bound.label), value),)),) if value else ()


def _answer(writing: Writing, name: str) -> Any:
    """The raw answer to a question, on whichever page it stands."""
    return next((raw[name][-1] for raw in writing.pages.values() if raw.get(name)), "")
