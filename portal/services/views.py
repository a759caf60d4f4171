"""Public pages of the catalogue."""
from __future__ import annotations
from django.http import HttpRequest, HttpResponse
def service_list(request: HttpRequest) -> HttpResponse: return HttpResponse()
def service_page(request: HttpRequest, slug: str) -> HttpResponse: return HttpResponse()
