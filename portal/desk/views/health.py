"""The page for the monitor."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.desk.health import intake_health


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the intake is well, 503 with sentences when it is not. Letters set aside are reported apart."""
    found = asdict(intake_health())
    return JsonResponse(
        {"status": "failing" if found["problems"] else "ok", **found}, status=503 if found["problems"] else 200
    )
