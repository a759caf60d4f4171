"""A contact being written: what its draft holds, and what its form carries so that it can be sent when the draft is gone.

The form carries its token and nonce, and one opaque field sealed under the nonce: the kind, the urgency answer, the
answers of earlier pages and the hashes of offered documents. It opens only together with the form that holds it;
no key that stands anywhere opens it. The documents themselves stay in the draft.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from portal.core.locales import current_variant
from portal.core.posted import as_posted
from portal.intake import drafts
from portal.intake.documents import Document, checked
from portal.intake.forms import ContactForm, Offered, Raw, answers_of_route, as_initial
from portal.intake.kinds import ContactKind, KindPage, contact_kinds
from portal.intake.later import LATER_KINDS, kind_of
from portal.intake.receipts import FormKeys
from portal.intake.service_promises import asked_of
from portal.vault.sealing import CannotOpen, canonical
from portal.vault.secrets import open_under, seal_under

CARRIED_AS: Final = b"carried-1"
GATE: Final = "gate"


@dataclass(frozen=True, slots=True)
class Belonging:
    """The contact that a text belongs to: its reference, its box's public key, what the text is to it.

    `status_id` names the status page that the text was begun from, and leads back there.
    """

    reference: str
    box_key: bytes
    relation: str
    status_id: str

    def as_content(self) -> list[str]:
        """The four as a draft and a form carry them."""
        return [self.reference, self.box_key.hex(), self.relation, self.status_id]

    @classmethod
    def from_content(cls, content: Sequence[str] | None) -> Belonging | None:
        """What `as_content` made; None for none. Raises ValueError and TypeError for anything else."""
        if not content:
            return None
        reference, box_key, relation, status_id = content
        return cls(reference, bytes.fromhex(box_key), relation, status_id)


@dataclass(frozen=True, slots=True)
class Writing:
    """A contact as far as it is written. `pages` holds the raw answers by page number as text.

    `refused` is the page whose last answer was refused ("gate" or a number) with what was posted there. `came_from`
    are the ids of drafts that go when the contact is sent. `held` is the secret of the text that a family confirms.
    `service` is what `service_promises.asked_of` signed of the service page that the contact began from, or empty.
    """

    kind: ContactKind
    keys: FormKeys
    urgency: str = ""
    pages: Mapping[str, Raw] = field(default_factory=dict, repr=False)
    offered: tuple[Offered, ...] = field(default=(), repr=False)
    came_from: tuple[str, ...] = ()
    refused: tuple[str, Raw] | None = field(default=None, repr=False)
    belongs: Belonging | None = None
    held: str = field(default="", repr=False)
    service: str = field(default="", repr=False)

    @property
    def needs_gate(self) -> bool:
        """Whether the urgency gate has still to be answered."""
        return self.kind.has_urgency_gate and not self.urgency

    def page(self, number: int) -> KindPage | None:
        """The page of that number, counted from 1, or None."""
        return self.kind.pages[number - 1] if 1 <= number <= len(self.kind.pages) else None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the pages that are asked, as far as the answers tell."""
        return self.kind.numbers(self.pages)

    def is_last(self, number: int) -> bool:
        """Whether the page is the one that sends."""
        return number == self.numbers[-1]

    def after(self, number: int) -> int:
        """The page that is asked after this one; this one where none is."""
        return next((one for one in self.numbers if one > number), number)

    def before(self, number: int) -> int | None:
        """The page that is asked before this one, or None."""
        return next((one for one in reversed(self.numbers) if one < number), None)

    def bound_form(self, number: int, raw: Mapping[str, Any]) -> ContactForm:
        """The page's form with these answers, to be judged."""
        offered = self.offered if self.kind.offers_on(number, self.pages) else ()
        data = raw if isinstance(raw, QueryDict) else as_posted(raw)
        return self.kind.pages[number - 1].form_class(data, offered=offered)

    def shown_form(self, number: int) -> ContactForm:
        """The page's form as it is shown: with what was refused and why, else with what was answered before."""
        if self.refused and self.refused[0] == str(number):
            form = self.bound_form(number, self.refused[1])
            form.full_clean()
            return form
        offered = self.offered if self.kind.offers_on(number, self.pages) else ()
        kept = self.pages.get(str(number), {})
        form = self.kind.pages[number - 1].form_class(offered=offered, kept=kept)
        form.initial = as_initial(form, kept)
        return form

    def asked_forms(self, before: int) -> list[ContactForm]:
        """The forms of the pages that are asked before the given one, bound to their answers."""
        return [self.bound_form(one, self.pages.get(str(one), {})) for one in self.numbers if one < before]

    def answered(self, number: int, raw: Raw) -> Writing:
        """The contact with these answers of the page, judged or not, and nothing refused."""
        return replace(self, pages={**self.pages, str(number): raw}, refused=None)

    def by_route(self, route: str) -> Writing:
        """The contact with the answer that follows from the route chosen; every other answer stands as it was."""
        begun = {
            str(number): {**self.pages.get(str(number), {}), **answers}
            for number, one in enumerate(self.kind.pages, 1)
            if (answers := answers_of_route(one.form_class, route))
        }
        return replace(self, pages={**self.pages, **begun})

    def first_open_page(self, before: int) -> int | None:
        """The first page before the given one whose answers do not stand; None when all do."""
        for number in self.numbers:
            if number < before and not self.bound_form(number, self.pages.get(str(number), {})).is_valid():
                return number
        return None

    def as_content(self) -> dict[str, Any]:
        """The draft's content."""
        return {
            "kind": self.kind.code,
            "token": str(self.keys.token),
            "nonce": self.keys.nonce.hex(),
            "urgency": self.urgency,
            "pages": dict(self.pages),
            "documents": [one.document.as_json() for one in self.offered if one.document],
            "came_from": list(self.came_from),
            "refused": list(self.refused) if self.refused else None,
            "held": self.held,
            "service": self.service,
            "belongs": self.belongs.as_content() if self.belongs else None,
        }

    def carried(self) -> str:
        """The opaque field of the form."""
        plain = {
            "kind": self.kind.code,
            "urgency": self.urgency,
            "pages": dict(self.pages),
            "offered": [[one.digest, one.title] for one in self.offered],
            "held": self.held,
            "service": self.service,
            "belongs": self.belongs.as_content() if self.belongs else None,
        }
        return drafts.encoded(seal_under(self.keys.nonce, str(self.keys.token), canonical(plain), CARRIED_AS))


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The draft of a contact, opened by its browser."""

    id: str
    expires_at: datetime
    writing: Writing


def begin(
    kind: ContactKind,
    documents: Sequence[Document] = (),
    came_from: Sequence[str] = (),
    route: str = "",
    service: str = "",
) -> drafts.NewDraft:
    """A new draft of that kind, with documents to offer, begun on a route of its own, a service's page, or neither."""
    offered = tuple(_offered(checked(one)) for one in documents)
    keys = FormKeys.new()
    asked = asked_of(service, current_variant().code, keys.token)
    begun = Writing(kind, keys, offered=offered, came_from=tuple(came_from), service=asked).by_route(route)
    return drafts.start(begun.as_content())


def start_contact(
    request: HttpRequest,
    *,
    kind: str,
    documents: Sequence[Document] = (),
    came_from: Sequence[str] = (),
    route: str = "",
    service: str = "",
) -> HttpResponse:
    """A redirect to the first step of a new contact of that kind, which offers to take the documents along.

    `came_from` names drafts of this browser that are deleted when the contact is sent; `route` is the route of its own
    that the contact comes by, `service` the key of the service whose page it comes from. Called from a POST. Raises KeyError for a kind that nobody registered, DocumentError for
    a document over the limits.
    """
    found = contact_kinds.get(kind)
    if found is None:
        raise KeyError(kind)
    new = begin(found, documents, came_from, route, service)
    response = HttpResponseRedirect(first_step(found, new.id), status=303)
    drafts.set_draft_cookie(response, new)
    return response


def begin_again(writing: Writing, number: int, form: ContactForm, *, is_judged: bool = True) -> HttpResponse:
    """A redirect into a new draft that holds what a form carried of an old one, and what was typed on this page.

    What was typed is judged, unless it was posted for another reason than to go on.
    """
    answered = writing.answered(number, form.raw())
    is_accepted = is_judged and form.is_valid() and not writing.is_last(number)
    is_refused = is_judged and not is_accepted
    kept = replace(answered, refused=(str(number), form.raw())) if is_refused else answered
    new = drafts.start(kept.as_content())
    following = {"draft_id": new.id, "number": answered.after(number) if is_accepted else number}
    response = HttpResponseRedirect(reverse("contact-page", kwargs=following), status=303)
    drafts.set_draft_cookie(response, new)
    return response


def first_step(kind: ContactKind, draft_id: str) -> str:
    """The address of the first step of a contact."""
    if kind.has_urgency_gate:
        return reverse("contact-gate", kwargs={"draft_id": draft_id})
    return reverse("contact-page", kwargs={"draft_id": draft_id, "number": 1})


def open_draft(request: HttpRequest, draft_id: str) -> OpenDraft | None:
    """The contact that this browser writes under that id; None when it is gone, or not a contact."""
    found = drafts.read(request, draft_id)
    if found is None:
        return None
    content = found.content
    kind = kind_of(str(content.get("kind")))
    keys = FormKeys.from_text(str(content.get("token")), str(content.get("nonce")))
    if kind is None or keys is None:
        return None
    refused = content["refused"]
    writing = Writing(
        kind,
        keys,
        urgency=content["urgency"],
        pages=content["pages"],
        offered=tuple(_offered(Document.from_json(one)) for one in content["documents"]),
        came_from=tuple(content["came_from"]),
        refused=(refused[0], refused[1]) if refused else None,
        belongs=Belonging.from_content(content.get("belongs")),
        held=content.get("held", ""),
        service=content.get("service", ""),
    )
    return OpenDraft(found.id, found.expires_at, writing)


def save(request: HttpRequest, draft_id: str, writing: Writing, *, extend: bool = False) -> bool:
    """Whether the draft was still there to be written."""
    return drafts.write(request, draft_id, writing.as_content(), extend=extend) is not None


def carried_writing(token: str, nonce: str, carried: str) -> Writing | None:
    """What a form carries of a contact whose draft is gone; None when the fields are not of one form."""
    keys, sealed = FormKeys.from_text(token, nonce), drafts.decoded(carried)
    if keys is None or sealed is None:
        return None
    try:
        plain = json.loads(open_under(keys.nonce, str(keys.token), sealed, CARRIED_AS))
        kind = kind_of(plain["kind"])
        offered = tuple(Offered(digest, title) for digest, title in plain["offered"])
        belongs = Belonging.from_content(plain["belongs"])
        if kind is None or (kind.code in LATER_KINDS and belongs is None):
            return None
        writing = Writing(kind, keys, plain["urgency"], plain["pages"], offered, belongs=belongs)
        return replace(writing, held=plain["held"], service=plain.get("service", ""))
    except (CannotOpen, ValueError, KeyError, TypeError):
        return None


def _offered(document: Document) -> Offered:
    return Offered(document.digest(), document.title, document)
