"""The family's side: a code of words leads to what a professional wrote, to be read, confirmed or refused.

The code becomes a secret in this request, which travels sealed in a draft. A wrong code, and one whose text was sent,
refused or is out of time, cost the same work and get the same answer. The text itself never lies in a draft: what is
refused is gone at once, whoever has it open.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.county import county
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.intake import drafts, held
from portal.intake.confirming import begin_confirmation, text_of, token_in
from portal.intake.flow import Writing, begin_again, first_step
from portal.intake.forms import CodeForm, ContactForm, FamilyForm
from portal.intake.secret_tries import SecretForm, leave_tries
from portal.intake.sending import refused_cookie_name, set_short_cookie
from portal.vault.secrets import random_id

LANGUAGE: Final = "form_language"
FORM_ID: Final = "page-form"
TRIES: Final = SecretForm("code_try", CodeForm, ("code",), "family-code", "family-code-shown", "try_id")
REFUSED: Final = "no"
GONE: Final = 410


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """The form for the code; a redirect to the text once it opens one."""
    if request.method != "POST":
        return _form_page(request, CodeForm())
    return TRIES.refusal(request) or _answered(request, CodeForm(request.POST))


@neutral
@require_safe
def show_code_try(request: HttpRequest, try_id: str) -> HttpResponse:
    """The form again with what was wrong, or the word that the text is deleted, in the browser that said no."""
    if request.COOKIES.get(refused_cookie_name(try_id)) == REFUSED:
        return render(request, "intake/family_refused.html", {"advice_phone": county().advice_phone})
    kept = TRIES.kept(request, try_id)
    if kept is None:
        return HttpResponseRedirect(reverse("family-code"))
    if kept.is_unknown:
        kept.form.add_error(
            "code",
            _(
                "There is no text behind these words. Check them. It may also be that the text has been sent or deleted "
                "already, or that its seven days are over."
            ),
        )
    return _form_page(request, kept.form, try_id)


def refused(request: HttpRequest, draft_id: str, writing: Writing, form: ContactForm) -> HttpResponse | None:
    """A redirect to the word that the text is deleted, once the family has said no; None for every other answer."""
    is_unjudged = LANGUAGE in request.POST or "form_keep" in request.POST
    if is_unjudged or not isinstance(form, FamilyForm) or not form.refuses():
        return None
    if not held.refuse(token_in(writing)):
        return gone_before(request, draft_id, writing, 1, form)
    drafts.erase(request, draft_id)
    ended = random_id()
    response = HttpResponseRedirect(TRIES.address(ended), status=303)
    set_short_cookie(response, refused_cookie_name(ended), REFUSED)
    drafts.expire_draft_cookie(response, draft_id)
    return response


def gone_before(request: HttpRequest, draft_id: str, writing: Writing, number: int, form: ContactForm) -> HttpResponse:
    """A redirect to the page that says that the text is here no longer, with what the family wrote kept in a new draft."""
    response = begin_again(writing, number, form, is_judged=False)
    drafts.erase(request, draft_id)
    drafts.expire_draft_cookie(response, draft_id)
    return response


def text_context(writing: Writing) -> dict[str, Any] | None:
    """What the family reads of the text that it confirms; None when the text is here no longer."""
    text = text_of(writing)
    if text is None:
        return None
    return {
        "sections": text.content.shown[current_variant().code],
        "documents": text.content.documents,
        "sender": text.content.said["sender"],
        "expires_at": text.expires_at,
    }


def text_gone(request: HttpRequest, writing: Writing) -> HttpResponse:
    """The page that says that the text is here no longer, with what the family wrote."""
    kept = writing.pages.get("1", {}).get("family_words", [""])[0]
    context = {"kept": kept, "step": None, "advice_phone": county().advice_phone}
    return render(request, "intake/family_gone.html", context, status=GONE)


def _answered(request: HttpRequest, form: CodeForm) -> HttpResponse:
    if LANGUAGE in request.POST or not form.is_valid():
        return TRIES.keep(request, is_judged=LANGUAGE not in request.POST)
    token = held.token_of(form.cleaned_data["code"])
    if held.open_text(token):
        return _opened(request, token)
    TRIES.count_wrong(request)
    return TRIES.keep(request, is_unknown=True)


def _opened(request: HttpRequest, token: bytes) -> HttpResponse:
    writing = begin_confirmation(token)
    new = drafts.start(writing.as_content())
    response = HttpResponseRedirect(first_step(writing.kind, new.id), status=303)
    drafts.set_draft_cookie(response, new)
    return leave_tries(request, response)


def _form_page(request: HttpRequest, form: forms.Form, try_id: str = "") -> HttpResponse:
    return render(request, "intake/family_code.html", {"form": form, "try": try_id, "language_form": FORM_ID})
