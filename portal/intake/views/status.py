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
from portal.core.responses import neutral
from portal.intake.boxes import look
from portal.intake.forms import StatusForm
from portal.intake.held import watched
from portal.intake.secret_tries import SecretForm, leave_tries
from portal.intake.status_cookies import forget, just_sent, key_of, set_key
from portal.intake.views.held import watched_context
from portal.vault.secrets import BoxKeys, box_keys, random_id

LANGUAGE: Final = "form_language"
FORM_ID: Final = "page-form"
TRIES: Final = SecretForm(
    "status_try", StatusForm, ("reference", "words"), "contact-status", "contact-status-shown", "status_id"
)


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def ask_status(request: HttpRequest) -> HttpResponse:
    """The form for reference and words; a redirect to the status once they fit."""
    if request.method != "POST":
        return render(request, "intake/status_form.html", {"form": StatusForm(), "language_form": FORM_ID})
    if refusal := TRIES.refusal(request):
        return refusal
    if LANGUAGE in request.POST:
        return TRIES.keep(request, is_judged=False)
    form = StatusForm(request.POST)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        keys = box_keys(form.cleaned_data["words"], reference)
        if look(reference, keys) is not None or watched(reference, keys.public_key) is not None:
            return _found(request, reference, keys)
        TRIES.count_wrong(request)
    return TRIES.keep(request, is_unknown=form.is_valid())


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


def _found(request: HttpRequest, reference: str, keys: BoxKeys) -> HttpResponse:
    status_id = random_id()
    response = HttpResponseRedirect(TRIES.address(status_id), status=303)
    set_key(response, status_id, reference, keys)
    return leave_tries(request, response)


def _shown_again(request: HttpRequest, status_id: str) -> HttpResponse:
    kept = TRIES.kept(request, status_id)
    if kept is None:
        return HttpResponseRedirect(reverse("contact-status"))
    if kept.is_unknown:
        kept.form.add_error(
            None, _("The reference and the words do not belong together. Check both from your receipt.")
        )
    return render(request, "intake/status_form.html", {"form": kept.form, "try": status_id, "language_form": FORM_ID})
