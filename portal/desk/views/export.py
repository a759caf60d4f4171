"""The export of one contact: a page to choose the file on, and the file."""

from __future__ import annotations

import logging
import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from portal.desk.contacts import kind_name
from portal.desk.export_forms import ExportForm
from portal.desk.exports.gather import FORMATS, NotExported, export
from portal.desk.models import Contact
from portal.desk.permissions import Permission
from portal.desk.views.gates import needs_fresh_sign_in, opens_contact
from portal.desk.views.signed_in import worker_of

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_contact(Permission.EXPORT)
@needs_fresh_sign_in
def export_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The page, which shows nothing of what was written; after a post the file, which is written down."""
    contact = get_object_or_404(Contact.objects.defer("box_key"), pk=contact_id)
    language = "sv" if contact.language == "sv" else "fi"
    form = ExportForm(request.POST or None, initial={"file_format": "pdf", "language": language})
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, contact, form.cleaned_data["file_format"], form.cleaned_data["language"])
        except Contact.DoesNotExist:
            raise Http404 from None
        except NotExported as problem:
            logger.warning("An export was not made (%s): %s.", form.cleaned_data["file_format"], problem)
            form.add_error(None, _("The file could not be made. Nothing has left the desk. Try another file."))
    return render(request, "desk/export.html", {"contact": contact, "kind": kind_name(contact.kind), "form": form})


def _file(request: HttpRequest, contact: Contact, file_format: str, language: str) -> HttpResponse:
    with override(language):
        made = export(contact.pk, worker_of(request), file_format, language)
    chosen = FORMATS[file_format]
    name = re.sub(r"[^A-Za-z0-9-]", "", contact.reference)
    response = HttpResponse(made, content_type=chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{chosen.ending}"'
    response["Cache-Control"] = "no-store"
    return response
