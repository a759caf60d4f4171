"""The audit log's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.desk.audit_log import AuditForm, read_log
from portal.desk.permissions import Permission
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of

ASKED = ("day", "worker", "action", "contact")


@require_safe
@needs(Permission.READ_AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """A page of the log, newest first. What was not understood shows nothing but what is wrong with it."""
    form = AuditForm(request.GET)
    asked = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    lines, next_before = (
        read_log(form.asked(), worker_of(request), before=_number(request)) if form.is_valid() else ([], None)
    )
    context = {
        "form": form,
        "lines": lines,
        "next_url": f"?{urlencode({**asked, 'before': next_before})}" if next_before else "",
        "first_url": f"?{urlencode(asked)}" if "before" in request.GET else "",
    }
    return render(request, "desk/audit.html", context)


def _number(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
