"""The page that asks why a worker opens another team's contact."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.models import Contact
from portal.desk.permissions import Access, Permission, access_to
from portal.desk.reasons import give_reason, read_reasons
from portal.desk.team_forms import ReasonForm
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.READ_CONTACT)
def reason(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Asks for the reason, writes it down and opens the contact. It shows no more of it than number and team."""
    contact = Contact.objects.select_related("team").defer("box_key").filter(pk=contact_id).first()
    if contact is None:
        raise Http404
    worker = worker_of(request)
    if access_to(worker, contact) is not Access.NEEDS_REASON:
        return redirect("contact", contact.pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        give_reason(contact, worker, code=form.cleaned_data["code"], text=form.cleaned_data["text"])
        return redirect("contact", contact.pk)
    return render(request, "desk/reason.html", {"contact": contact, "form": form})


@require_safe
@needs(Permission.READ_REASONS)
def reasons(request: HttpRequest) -> HttpResponse:
    """The reasons that were given for contacts of the lead's teams."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    rows, has_more = read_reasons(worker_of(request), page=page)
    context = {"rows": rows, "next_url": f"?page={page + 1}" if has_more else "", "first_url": "?" if page else ""}
    return render(request, "desk/reasons.html", context)
