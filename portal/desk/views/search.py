"""The search page.

What was looked for is posted and the answer is written from the post itself, without a redirect: a redirect would have
to keep a name or a number somewhere, in an address, a cookie or the session, and here it stands nowhere. The desk's
pages are for staff on the county's own devices, and none of them may be kept (no-store). Going back asks to send again.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal.desk.forms import SearchForm
from portal.desk.models import Worker
from portal.desk.permissions import Permission
from portal.desk.queue import bounds, sight_of, teams_of
from portal.desk.search import MOST, Found, search
from portal.desk.search_words import PLACES
from portal.desk.views.gates import needs
from portal.desk.views.queue_rows import row
from portal.desk.views.signed_in import worker_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.READ_CONTACT)
def search_page(request: HttpRequest) -> HttpResponse:
    """The form; after a post what was found, without a word of what was written."""
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "desk/search.html", {"form": form})
    worker = worker_of(request)
    found = search(form.cleaned_data["words"], worker)
    return render(request, "desk/search.html", {"form": form, "found": found, "most": MOST, **_rows(found, worker)})


def _rows(found: Found, worker: Worker) -> dict[str, object]:
    teams, at = teams_of(worker), bounds()
    sight = sight_of(worker, teams)
    return {
        "rows": [
            {**row(one.contact, at, sight, teams), "places": [str(PLACES[place]) for place in one.places]}
            for one in found.hits
        ],
    }
