"""Middleware of the CMS."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from portal.home.refusals import RefusedError

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Tells an editor in a sentence why something was refused, whichever of the CMS's views was used.

    Wagtail's workflow views and wagtail-localize publish without a form that could carry an error. All of them run in
    a transaction that the refusal has rolled back, so the editor finds everything as it was.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; a refusal below comes back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Back to the page, with the sentence; other errors, and those outside the CMS, go on."""
        if not isinstance(exception, RefusedError) or not request.path.startswith(f"/{settings.CMS_PATH}"):
            return None
        messages.error(request, exception.sentence)
        if exception.page_id:
            target = reverse("wagtailadmin_pages:edit", args=[exception.page_id])
        else:
            target = reverse("wagtailadmin_home")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The dialogs of Wagtail's workflow follow this answer; a redirect would be shown inside the dialog.
            return JsonResponse({"step": "success", "redirect": target})
        return HttpResponseRedirect(target)
