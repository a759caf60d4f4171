"""The steps of a contact: the urgency gate and the pages of its form. The same for every kind.

Every answer is a POST with a redirect behind it. A refused answer is kept in the sealed draft and shown from there.
When the draft is gone, what was posted is enough: a letter that was sent already gives the same receipt or becomes an
amendment; one that was not is shown again with everything that was typed, to be sent once more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.checkpoints import reached
from portal.core.county import county
from portal.core.failures import Failure, failure_response
from portal.core.locales import current_variant
from portal.core.posted import as_posted
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.intake import drafts
from portal.intake.checking import look_through
from portal.intake.confirming import is_by_professional, may_be_held, send_confirmed
from portal.intake.flow import GATE, OpenDraft, Writing, begin_again, carried_writing, open_draft, save
from portal.intake.forms import DANGER, CheckForm, ContactForm, UrgencyForm
from portal.intake.held import HeldTextGoneError
from portal.intake.letter_box import Box, UnknownBoxError, box_of, known_box
from portal.intake.sending import send, set_receipt_cookie
from portal.intake.status_cookies import JustSent, set_just_sent
from portal.intake.views.family import gone_before, refused, text_context, text_gone
from portal.intake.views.guide import route_links
from portal.intake.views.held import HOLD, held_again, hold_text
from portal.intake.views.routes import WITH_ROUTES

MOST_OF_A_FIELD: Final = 50_000
MOST_OF_A_PAGE: Final = 200_000
"""Characters that a draft takes. What is longer is refused on a page that keeps it, and never stored."""

GONE: Final = 410
LANGUAGE: Final = "form_language"
"""The button of another language: what is typed is kept as it stands, unjudged, and the page comes in that language."""
FORM_ID: Final = "page-form"


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, draft_id: str) -> HttpResponse:
    """The urgency gate: who to call now, and how soon help is needed."""
    draft = open_draft(request, draft_id)
    if draft is None:
        return _gone(request, draft_id)
    if not draft.writing.kind.has_urgency_gate:
        return _to_page(draft_id, 1)
    if request.method == "POST":
        return _answer_gate(request, draft)
    refused = draft.writing.refused
    if refused and refused[0] == GATE:
        form = UrgencyForm(as_posted(refused[1]))
        form.full_clean()
    else:
        form = UrgencyForm(initial={"urgency": draft.writing.urgency})
    routes = route_links(draft.id) if draft.writing.kind.code in WITH_ROUTES else []
    context = {**_numbers(), "form": form, "draft": draft, "step": 1, "language_form": FORM_ID, "routes": routes}
    return render(request, "intake/gate.html", context)


def _answer_gate(request: HttpRequest, draft: OpenDraft) -> HttpResponse:
    writing, form = draft.writing, UrgencyForm(request.POST)
    here = reverse("contact-gate", kwargs={"draft_id": draft.id})
    if "form_keep" in request.POST or LANGUAGE in request.POST:
        chosen = form.cleaned_data["urgency"] if form.is_valid() else writing.urgency
        kept = replace(writing, urgency=chosen, refused=None)
        return _saved(request, draft.id, kept, here, extend="form_keep" in request.POST)
    if not form.is_valid():
        posted = [one[:32] for one in request.POST.getlist("urgency")]
        return _saved(request, draft.id, replace(writing, refused=(GATE, {"urgency": posted} if posted else {})), here)
    answered = replace(writing, urgency=form.cleaned_data["urgency"], refused=None)
    call_first = reverse("contact-call-now", kwargs={"draft_id": draft.id})
    then = call_first if answered.urgency == DANGER else _page_url(draft.id, 1)
    return _saved(request, draft.id, answered, then)


@neutral
@require_safe
def call_now(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Whom to call when somebody is in danger, and the way on for those who want to write as well."""
    draft = open_draft(request, draft_id)
    if draft is None:
        return _gone(request, draft_id)
    return render(request, "intake/call_now.html", {**_numbers(), "draft": draft, "step": 1})


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft_id: str, number: int) -> HttpResponse:
    """One page of the form: shown, kept for longer, refused, accepted, or sent."""
    draft = open_draft(request, draft_id)
    if request.method == "POST":
        if _is_over_limit(request):
            return failure_response(request, Failure.OVER_LIMIT, status=400)
        if too_many(request, "contact-page", limit=settings.SEND_LIMIT_PER_MINUTE, seconds=60):
            return failure_response(request, Failure.TOO_MANY, status=429)
        return _answer(request, draft_id, number, draft)
    if draft is None:
        return _gone(request, draft_id)
    return _elsewhere(draft, number) or _shown(request, draft, number)


def _elsewhere(draft: OpenDraft, number: int) -> HttpResponse | None:
    """A redirect to what has to be answered before this page; None when nothing has."""
    if draft.writing.page(number) is None:
        raise Http404
    if draft.writing.needs_gate:
        return HttpResponseRedirect(reverse("contact-gate", kwargs={"draft_id": draft.id}))
    earlier = draft.writing.first_open_page(number)
    if earlier is None and number not in draft.writing.numbers:
        earlier = draft.writing.after(number)
    return _to_page(draft.id, earlier) if earlier else None


def _shown(request: HttpRequest, draft: OpenDraft, number: int) -> HttpResponse:
    found = draft.writing.page(number)
    if found is None:
        raise Http404
    context = {**_form_context(draft.writing, number, draft.writing.shown_form(number)), "draft": draft}
    if draft.writing.held:
        context["text"] = text_context(draft.writing)
        if context["text"] is None:
            return text_gone(request, draft.writing)
    return render(request, found.template, {**context, "back_url": _back_url(draft, number)})


def _answer(request: HttpRequest, draft_id: str, number: int, draft: OpenDraft | None) -> HttpResponse:
    writing = draft.writing if draft else _carried(request)
    if writing is None:
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    if writing.page(number) is None:
        raise Http404
    form = writing.bound_form(number, request.POST)
    if response := refused(request, draft_id, writing, form):
        return response
    if draft is None:
        return _answer_without_draft(request, draft_id, number, writing, form)
    return _answer_in_draft(request, number, draft, form)


def _answer_in_draft(request: HttpRequest, number: int, draft: OpenDraft, form: ContactForm) -> HttpResponse:
    writing = draft.writing
    answered = writing.answered(number, form.raw())
    if redirect := _elsewhere(draft, number):
        save(request, draft.id, answered)
        return redirect
    if (unjudged := _unjudged(request, writing, number, form)) is not None:
        return _saved(request, draft.id, unjudged, _page_url(draft.id, number), extend="form_keep" in request.POST)
    if not form.is_valid():
        refused = replace(answered, refused=(str(number), form.raw()))
        return _saved(request, draft.id, refused, _page_url(draft.id, number))
    if writing.is_last(number) and HOLD in request.POST:
        return hold_text(request, draft.id, writing, number, [*writing.asked_forms(number), form])
    if writing.is_last(number):
        return _send(request, draft.id, writing, form, _box(writing))
    return _saved(request, draft.id, answered, _page_url(draft.id, answered.after(number)))


def _unjudged(request: HttpRequest, writing: Writing, number: int, form: ContactForm) -> Writing | None:
    """The contact after a button that keeps the page as it stands, or changes its fields; None after every other."""
    if (altered := form.altered()) is not None:
        return writing.answered(number, altered)
    keeps = "form_keep" in request.POST or LANGUAGE in request.POST
    return writing.answered(number, form.raw()) if keeps else None


def _answer_without_draft(
    request: HttpRequest, draft_id: str, number: int, writing: Writing, form: ContactForm
) -> HttpResponse:
    """What a posted page becomes when its draft is gone: sent, expired, or kept in a new draft."""
    wants_again = "form_again" in request.POST
    is_whole = writing.is_last(number) and writing.first_open_page(number) is None and form.is_valid()
    if HOLD in request.POST and LANGUAGE not in request.POST:
        return held_again(writing, number, form)
    if is_whole and LANGUAGE not in request.POST:
        box = _box(writing)
        if box.is_known or (wants_again and not writing.belongs):
            return _send(request, draft_id, writing, form, box)
    if wants_again or LANGUAGE in request.POST:
        return begin_again(writing, number, form, is_judged=LANGUAGE not in request.POST)
    alone = replace(writing, offered=())
    lost = bool(writing.offered) and writing.is_last(number)
    context = _form_context(alone, number, alone.bound_form(number, request.POST))
    return render(request, "intake/expired.html", {**context, "failure": "session_expired", "lost": lost}, status=GONE)


def _send(request: HttpRequest, draft_id: str, writing: Writing, last: ContactForm, box: Box) -> HttpResponse:
    pages = writing.asked_forms(writing.numbers[-1])
    if not all(one.is_valid() for one in pages):
        raise Http404
    sources = (draft_id, *writing.came_from)
    try:
        sends = send_confirmed if writing.held else send
        receipt, content = sends(request, writing, [*pages, last], box, sources)
    except HeldTextGoneError:
        return gone_before(request, draft_id, writing, writing.numbers[-1], last)
    except UnknownBoxError:
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    if belongs := writing.belongs:
        response = HttpResponseRedirect(_status_url(belongs.status_id), status=303)
        set_just_sent(request, response, belongs.status_id, JustSent(writing.kind.code))
    else:
        response = HttpResponseRedirect(reverse("contact-receipt", kwargs={"receipt": receipt}), status=303)
        set_receipt_cookie(response, receipt, content)
    for one in sources:
        drafts.expire_draft_cookie(response, one)
    reached("portal.before_receipt")
    return response


def _box(writing: Writing) -> Box:
    if belongs := writing.belongs:
        return known_box(belongs.reference, belongs.box_key)
    return box_of(writing.keys, current_variant().code)


def _saved(request: HttpRequest, draft_id: str, writing: Writing, then: str, *, extend: bool = False) -> HttpResponse:
    if not save(request, draft_id, writing, extend=extend):
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    return HttpResponseRedirect(then, status=303)


def _form_context(writing: Writing, number: int, form: ContactForm) -> dict[str, Any]:
    found = writing.page(number)
    return {
        "form": form,
        "page": found,
        "step": writing.numbers.index(number) + 1 + int(writing.kind.has_urgency_gate),
        "check": look_through(writing) if isinstance(form, CheckForm) else None,
        "is_last": writing.is_last(number),
        "may_be_held": may_be_held(writing),
        "is_by_professional": is_by_professional(writing),
        "language_form": FORM_ID,
        "hidden": {
            "form_token": str(writing.keys.token),
            "form_nonce": writing.keys.nonce.hex(),
            "form_carried": writing.carried(),
        },
    }


def _carried(request: HttpRequest) -> Writing | None:
    post = request.POST
    return carried_writing(post.get("form_token", ""), post.get("form_nonce", ""), post.get("form_carried", ""))


def _gone(request: HttpRequest, draft_id: str) -> HttpResponse:
    response = render(request, "intake/gone.html", {"step": None}, status=GONE)
    if drafts.cookie_name(draft_id) in request.COOKIES:
        drafts.expire_draft_cookie(response, draft_id)
    return response


def _status_url(status_id: str) -> str:
    return reverse("contact-status-shown", kwargs={"status_id": status_id})


def _page_url(draft_id: str, number: int) -> str:
    return reverse("contact-page", kwargs={"draft_id": draft_id, "number": number})


def _to_page(draft_id: str, number: int) -> HttpResponse:
    return HttpResponseRedirect(_page_url(draft_id, number), status=303)


def _back_url(draft: OpenDraft, number: int) -> str:
    if before := draft.writing.before(number):
        return _page_url(draft.id, before)
    if belongs := draft.writing.belongs:
        return _status_url(belongs.status_id)
    return reverse("contact-gate", kwargs={"draft_id": draft.id}) if draft.writing.kind.has_urgency_gate else ""


def _numbers() -> dict[str, Any]:
    here = county()
    return {"numbers": here.bar_numbers(), "advice_phone": here.advice_phone}


def _is_over_limit(request: HttpRequest) -> bool:
    sizes = [len(value) for name, values in request.POST.lists() if not name.startswith("form_") for value in values]
    return max(sizes, default=0) > MOST_OF_A_FIELD or sum(sizes) > MOST_OF_A_PAGE
