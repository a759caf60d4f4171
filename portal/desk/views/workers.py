"""Workers' accounts, for technical administration: no contact, no content of the log."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.contacts import actor
from portal.desk.models import Worker
from portal.desk.permissions import Permission
from portal.desk.views.gates import needs, needs_fresh_sign_in
from portal.desk.views.signed_in import worker_of
from portal.desk.workers import end_account, remove_second_factor


@require_safe
@needs(Permission.MANAGE_WORKERS)
def workers(request: HttpRequest) -> HttpResponse:
    """Every account, those that may sign in first."""
    with_factor = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    rows = [
        {"worker": one, "has_factor": one.pk in with_factor}
        for one in Worker.objects.order_by("-is_active", "name", "pk")
    ]
    return render(request, "desk/workers.html", {"rows": rows, "reader": worker_of(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_WORKERS)
@needs_fresh_sign_in
def end(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Asks, then ends the account."""
    reader, one = worker_of(request), _other(request, worker_id)
    if one is None:
        return redirect("workers")
    if request.method == "POST":
        end_account(one, by=actor(reader))
        messages.success(request, _("The account has ended; open sessions end with their next request."))
        return redirect("workers")
    return render(request, "desk/worker_end.html", {"worker": one})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_WORKERS)
@needs_fresh_sign_in
def new_second_factor(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Asks, then takes the second factor away, so that the worker sets up a new one."""
    reader, one = worker_of(request), _other(request, worker_id)
    if one is None:
        return redirect("workers")
    if request.method == "POST":
        remove_second_factor(one, by=actor(reader))
        messages.success(request, _("The worker sets up a new second factor at the next sign-in."))
        return redirect("workers")
    return render(request, "desk/worker_new_factor.html", {"worker": one})


def _other(request: HttpRequest, worker_id: int) -> Worker | None:
    """The worker of that number; None, with a note, for the reader's own account."""
    found = get_object_or_404(Worker, pk=worker_id)
    if found != worker_of(request):
        return found
    messages.error(request, _("You cannot do this to your own account."))
    return None
