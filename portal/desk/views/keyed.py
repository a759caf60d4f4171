"""The page on which a worker keys in a contact that came by phone, on paper or by a visit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.desk.keyed import key_in
from portal.desk.keyed_form import KeyedForm
from portal.desk.permissions import Permission, access_to, may_open
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.HANDLE_CONTACT)
def new_contact(request: HttpRequest) -> HttpResponse:
    """Keys a contact in, which is then routed like any other: it may go to another team."""
    now = timezone.localtime()
    begun = {"day": date_format(now, "j.n.Y"), "clock": now.strftime("%H.%M")}
    altered = KeyedForm.altered(request.POST)
    form = altered or KeyedForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        given, worker = form.cleaned_data, worker_of(request)
        made = key_in(
            worker,
            form.said(),
            kind=given["kind"],
            urgency_answer=given["urgency"],
            arrival=form.arrival(),
            entry_id=given["entry_id"],
        )
        told = _("The contact is kept as %(reference)s in the team %(team)s.")
        messages.success(request, told % {"reference": made.reference, "team": made.team})
        return redirect("contact", made.pk) if may_open(access_to(worker, made)) else redirect("queue")
    return render(request, "desk/keyed.html", {"form": form})
