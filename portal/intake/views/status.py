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

from portal.core.failures import Failure, failure_response
from portal.core.posted import as_posted
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.intake import drafts
from portal.intake.boxes import look
from portal.intake.forms import StatusForm
from portal.intake.sending import set_short_cookie
from portal.vault.secrets import BoxKeys, box_keys, random_id

TRY: Final = "status_try"
KEY_BYTES: Final = 32
MOST_OF_A_TRY: Final = 2_000


def status_cookie_name(status_id: str) -> str:
    """The name of the cookie that carries a box's key for ten minutes."""
    return f"{settings.COOKIE_PREFIX}tp-s-{status_id}"


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def ask_status(request: HttpRequest) -> HttpResponse:
    """The form for reference and words; a redirect to the status once they fit."""
    if request.method != "POST":
        return render(request, "intake/status_form.html", {"form": StatusForm()})
    if too_many(request, "contact-status", limit=settings.STATUS_LIMIT_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    earlier = request.POST.get("form_try", "")
    form = StatusForm(request.POST)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        keys = box_keys(form.cleaned_data["words"], reference)
        if look(reference, keys) is not None:
            return _found(request, reference, keys, earlier)
    return _refused(request, is_unknown=form.is_valid(), earlier=earlier)


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def show_status(request: HttpRequest, status_id: str) -> HttpResponse:
    """The status behind the key in this browser's cookie, or the form again with what was wrong; a POST closes it."""
    if request.method == "POST":
        response = HttpResponseRedirect(reverse("contact-status"), status=303)
        drafts.expire_cookie(response, status_cookie_name(status_id))
        return response
    key = _key(request.COOKIES.get(status_cookie_name(status_id), ""))
    content = look(*key) if key else None
    if key and content:
        context: dict[str, Any] = {"reference": key[0], "box": content, "status_id": status_id}
        return render(request, "intake/status.html", {**context, "minutes": settings.RECEIPT_MINUTES})
    return _shown_again(request, status_id)


def _found(request: HttpRequest, reference: str, keys: BoxKeys, earlier: str) -> HttpResponse:
    status_id = random_id()
    drafts.erase(request, earlier)
    response = HttpResponseRedirect(reverse("contact-status-shown", kwargs={"status_id": status_id}), status=303)
    key = f"{drafts.encoded(keys.private_key + keys.public_key)}.{reference}"
    set_short_cookie(response, status_cookie_name(status_id), key)
    if drafts.cookie_name(earlier) in request.COOKIES:
        drafts.expire_draft_cookie(response, earlier)
    return response


def _refused(request: HttpRequest, *, is_unknown: bool, earlier: str) -> HttpResponse:
    typed = {name: [request.POST.get(name, "")[:MOST_OF_A_TRY]] for name in ("reference", "words")}
    content = {"kind": TRY, "typed": typed, "is_unknown": is_unknown}
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
    form = StatusForm(as_posted(found.content["typed"]))
    form.full_clean()
    if found.content["is_unknown"] and form.is_valid():
        form.add_error(None, _("The reference and the words do not belong together. Check both from your receipt."))
    return render(request, "intake/status_form.html", {"form": form, "try": status_id})


def _key(text: str) -> tuple[str, BoxKeys] | None:
    encoded, _dot, reference = text.partition(".")
    raw = drafts.decoded(encoded, 2 * KEY_BYTES)
    return (reference, BoxKeys(public_key=raw[KEY_BYTES:], private_key=raw[:KEY_BYTES])) if raw else None
