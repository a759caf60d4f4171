"""The status page: who brings the reference and the words sees how the contact goes and what was answered.

The words become a key in this request. The key travels in a cookie of ten minutes to the page that shows the box; it
is stored nowhere. A wrong reference and wrong words cost the same work and get the same answer.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.county import county
from portal.core.failures import Failure, failure_response
from portal.core.posted import as_posted
from portal.core.rates import is_over, too_many
from portal.core.responses import neutral
from portal.intake import drafts
from portal.intake.boxes import look
from portal.intake.forms import StatusForm
from portal.intake.held import watched
from portal.intake.status_cookies import forget, just_sent, key_of, set_key
from portal.intake.views.held import watched_context
from portal.vault.secrets import BoxKeys, box_keys, random_id

TRY: Final = "status_try"
MOST_OF_A_TRY: Final = 50_000
"""Characters of a field that are kept when they are refused. What is longer is shown again, and never stored."""
LANGUAGE: Final = "form_language"
FORM_ID: Final = "page-form"
WRONG: Final = "contact-status-wrong"


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def ask_status(request: HttpRequest) -> HttpResponse:
    """The form for reference and words; a redirect to the status once they fit."""
    if request.method != "POST":
        return render(request, "intake/status_form.html", {"form": StatusForm(), "language_form": FORM_ID})
    if max(len(request.POST.get(name, "")) for name in ("reference", "words")) > MOST_OF_A_TRY:
        return failure_response(request, Failure.OVER_LIMIT, status=400)
    if _is_slowed(request):
        return failure_response(request, Failure.TOO_MANY, status=429)
    earlier = request.POST.get("form_try", "")
    if LANGUAGE in request.POST:
        return _kept(request, earlier, is_judged=False)
    form = StatusForm(request.POST)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        keys = box_keys(form.cleaned_data["words"], reference)
        if look(reference, keys) is not None or watched(reference, keys.public_key) is not None:
            return _found(request, reference, keys, earlier)
        too_many(request, WRONG, limit=settings.STATUS_WRONG_LIMIT, seconds=settings.STATUS_WRONG_SECONDS)
    return _kept(request, earlier, is_unknown=form.is_valid())


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def show_status(request: HttpRequest, status_id: str) -> HttpResponse:
    """The status behind the key in this browser's cookie, or the form again with what was wrong; a POST closes it."""
    if request.method == "POST":
        response = HttpResponseRedirect(reverse("contact-status"), status=303)
        forget(response, status_id)
        return response
    key = key_of(request, status_id)
    content = look(*key) if key else None
    sent = just_sent(request, status_id)
    context: dict[str, Any] = {"status_id": status_id, "sent": sent, "minutes": settings.RECEIPT_MINUTES}
    if key and content:
        more = {"reference": key[0], "box": content, "advice_phone": county().advice_phone}
        return render(request, "intake/status.html", {**context, **more})
    if sent:
        return render(request, "intake/later_sent.html", context)
    if key and (waiting := watched(key[0], key[1].public_key)):
        return render(request, "intake/held_status.html", {**context, **watched_context(key[0], waiting)})
    return _shown_again(request, status_id)


def _is_slowed(request: HttpRequest) -> bool:
    """Whether this address has tried too often in a minute, or has been wrong too often in a while."""
    is_often = too_many(request, "contact-status", limit=settings.STATUS_LIMIT_PER_MINUTE, seconds=60)
    return is_often or is_over(request, WRONG, limit=settings.STATUS_WRONG_LIMIT, seconds=settings.STATUS_WRONG_SECONDS)


def _found(request: HttpRequest, reference: str, keys: BoxKeys, earlier: str) -> HttpResponse:
    status_id = random_id()
    drafts.erase(request, earlier)
    response = HttpResponseRedirect(reverse("contact-status-shown", kwargs={"status_id": status_id}), status=303)
    set_key(response, status_id, reference, keys)
    if drafts.cookie_name(earlier) in request.COOKIES:
        drafts.expire_draft_cookie(response, earlier)
    return response


def _kept(request: HttpRequest, earlier: str, *, is_unknown: bool = False, is_judged: bool = True) -> HttpResponse:
    """A redirect to the form with everything that was typed, which is kept sealed like any draft."""
    typed = {name: [request.POST.get(name, "")] for name in ("reference", "words")}
    content = {"kind": TRY, "typed": typed, "is_unknown": is_unknown, "is_judged": is_judged}
    if drafts.write(request, earlier, content) is not None:
        return HttpResponseRedirect(reverse("contact-status-shown", kwargs={"status_id": earlier}), status=303)
    new = drafts.start(content)
    response = HttpResponseRedirect(reverse("contact-status-shown", kwargs={"status_id": new.id}), status=303)
    drafts.set_draft_cookie(response, new)
    return response


def _shown_again(request: HttpRequest, status_id: str) -> HttpResponse:
    found = drafts.read(request, status_id)
    if found is None or found.content.get("kind") != TRY:
        return HttpResponseRedirect(reverse("contact-status"))
    typed = found.content["typed"]
    if found.content["is_judged"]:
        form = StatusForm(as_posted(typed))
        form.full_clean()
    else:
        form = StatusForm(initial={name: values[0] for name, values in typed.items()})
    if found.content["is_unknown"] and form.is_valid():
        form.add_error(None, _("The reference and the words do not belong together. Check both from your receipt."))
    return render(request, "intake/status_form.html", {"form": form, "try": status_id, "language_form": FORM_ID})
