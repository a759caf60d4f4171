"""What every template finds without its view handing it over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.core.frame import Alternate, frame_of
from portal.core.locales import VARIANTS, current_variant


def frame(request: HttpRequest) -> dict[str, Any]:
    """The page's frame, the language it is in, and its address in the other variants where the view names none."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "variant": current_variant(),
        "alternates": same_path_alternates(request),
        "half": settings.HALF,
    }


def same_path_alternates(request: HttpRequest) -> tuple[Alternate, ...]:
    """The same path under each variant's prefix; empty where the path has no prefix."""
    here = current_variant()
    prefix = f"/{here.code}/"
    if not request.path.startswith(prefix):
        return ()
    rest = request.path.removeprefix(prefix)
    return tuple(
        Alternate(one.code, one.own_name, f"/{one.code}/{rest}", is_current=one.code == here.code) for one in VARIANTS
    )
