"""The national codes that the portal does not know, for the county to fill in."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.desk.export_forms import CodesForm
from portal.desk.national_codes import fill, open_codes
from portal.desk.permissions import Permission
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_CODES)
def codes(request: HttpRequest) -> HttpResponse:
    """Every value without a code, set by set. A refused code keeps the others as they were typed, and saves none."""
    found = open_codes()
    form = CodesForm(request.POST if request.method == "POST" else None, codes=found)
    if request.method == "POST" and form.is_valid():
        try:
            fill(form.cleaned_data, worker_of(request))
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The codes are saved. Exports use them from now on."))
            return redirect("national-codes")
    groups = [
        {"code_set": code_set, "fields": [form[one.field_name] for one in values]}
        for code_set, values in groupby(found, key=lambda one: one.code_set)
    ]
    return render(request, "desk/codes.html", {"form": form, "groups": groups})
