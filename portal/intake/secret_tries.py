"""Tries at a form for words that open something: slowed, and kept when they are refused, by one piece for each form.

A try that is not taken is kept sealed like any draft and shown again by a redirect, so that nothing that was typed
stands in an address and the browser's own Back asks nothing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.core.failures import Failure, failure_response
from portal.core.posted import as_posted
from portal.core.rates import is_over, too_many
from portal.intake import drafts

MOST_OF_A_TRY: Final = 50_000
"""Characters of a field that are kept when they are refused. What is longer is shown again, and never stored."""


@dataclass(frozen=True, slots=True)
class KeptTry:
    """A try that was not taken: its form with what was typed, and whether its words opened nothing."""

    form: forms.Form
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class SecretForm:
    """A form for a secret: the kind of its kept tries, its class and fields, the group of its limits, and where a try is shown.

    `shown` is the name of the address of a kept try, `argument` what that address calls the try's id.
    """

    kind: str
    form: type[forms.Form]
    fields: tuple[str, ...]
    group: str
    shown: str
    argument: str

    def address(self, try_id: str) -> str:
        """Where a try, or what it opened, is shown."""
        return reverse(self.shown, kwargs={self.argument: try_id})

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        """The failure page for a try that is too long, or from an address that tries too often; None to go on."""
        if max(len(request.POST.get(name, "")) for name in self.fields) > MOST_OF_A_TRY:
            return failure_response(request, Failure.OVER_LIMIT, status=400)
        if self._is_slowed(request):
            return failure_response(request, Failure.TOO_MANY, status=429)
        return None

    def count_wrong(self, request: HttpRequest) -> None:
        """Counts words that opened nothing."""
        too_many(request, self._wrong, limit=settings.STATUS_WRONG_LIMIT, seconds=settings.STATUS_WRONG_SECONDS)

    def keep(self, request: HttpRequest, *, is_unknown: bool = False, is_judged: bool = True) -> HttpResponse:
        """A redirect to the form with everything that was typed; the try before it is written over."""
        typed = {name: [request.POST.get(name, "")] for name in self.fields}
        content = {"kind": self.kind, "typed": typed, "is_unknown": is_unknown, "is_judged": is_judged}
        earlier = earlier_try(request)
        if drafts.write(request, earlier, content) is not None:
            return HttpResponseRedirect(self.address(earlier), status=303)
        new = drafts.start(content)
        response = HttpResponseRedirect(self.address(new.id), status=303)
        drafts.set_draft_cookie(response, new)
        return response

    def kept(self, request: HttpRequest, try_id: str) -> KeptTry | None:
        """The try of that id in this browser; None when there is none."""
        found = drafts.read(request, try_id)
        if found is None or found.content.get("kind") != self.kind:
            return None
        form = self._form_with(found.content["typed"], is_judged=found.content["is_judged"])
        return KeptTry(form, found.content["is_unknown"] and form.is_valid())

    def _form_with(self, typed: Mapping[str, Any], *, is_judged: bool) -> forms.Form:
        if not is_judged:
            return self.form(initial={name: values[0] for name, values in typed.items()})
        form = self.form(as_posted(typed))
        form.full_clean()
        return form

    @property
    def _wrong(self) -> str:
        return f"{self.group}-wrong"

    def _is_slowed(self, request: HttpRequest) -> bool:
        """Whether this address has tried too often in a minute, or has been wrong too often in a while."""
        is_often = too_many(request, self.group, limit=settings.STATUS_LIMIT_PER_MINUTE, seconds=60)
        limit, seconds = settings.STATUS_WRONG_LIMIT, settings.STATUS_WRONG_SECONDS
        return is_often or is_over(request, self._wrong, limit=limit, seconds=seconds)


def earlier_try(request: HttpRequest) -> str:
    """The id of the try that the posted form showed; empty for a first one."""
    return request.POST.get("form_try", "")


def leave_tries(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to words that were right, with the try before them gone from here and from the browser."""
    earlier = earlier_try(request)
    drafts.erase(request, earlier)
    if drafts.cookie_name(earlier) in request.COOKIES:
        drafts.expire_draft_cookie(response, earlier)
    return response
