"""The language variants of the public pages, and addresses that differ by variant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, override


@dataclass(frozen=True, slots=True)
class Variant:
    """One language variant: its BCP 47 code, its name in its own words, its message folder, what it falls back to."""

    code: str
    own_name: str
    locale_dir: str
    fallback: str = ""


VARIANTS: Final = (
    Variant("fi", "Suomi", "fi"),
    Variant("sv", "Svenska", "sv"),
    Variant("fi-simple", "Selkosuomi", "fi_Simple", fallback="fi"),
)
VARIANT_CODES: Final = tuple(one.code for one in VARIANTS)
DEFAULT_VARIANT: Final = VARIANTS[0]


def variant(code: str | None) -> Variant:
    """The variant of a language code; the default one for a code that is none of ours."""
    return next((one for one in VARIANTS if one.code == code), DEFAULT_VARIANT)


def current_variant() -> Variant:
    """The variant that the current request is answered in."""
    return variant(get_language())


@dataclass(frozen=True, slots=True)
class Words:
    """A text in each variant that it was written in."""

    by_code: Mapping[str, str]

    def get(self, code: str | None) -> str:
        """The text in the variant asked for, else in the one it falls back to, else in the default one."""
        wanted = variant(code)
        for candidate in (wanted.code, wanted.fallback, DEFAULT_VARIANT.code):
            if text := self.by_code.get(candidate):
                return text
        return ""

    def __str__(self) -> str:
        return self.get(get_language())


View = Callable[..., HttpResponseBase]


def localized_path(
    routes: Mapping[str, str], view: View, *, name: str, kwargs: dict[str, Any] | None = None
) -> list[URLPattern]:
    """URL patterns of one view whose path differs by variant; to be included under i18n_patterns.

    Each path answers only in its own variants: the Swedish path under /fi/ is a 404, so no page has two addresses.
    The patterns are named "<name>.<variant>"; `reverse_in` picks the right one, in a template `localized_url`.
    """
    by_route: dict[str, list[str]] = {}
    for code, route in routes.items():
        by_route.setdefault(route, []).append(code)
    return [
        path(route, _only_in(codes, view, name), kwargs, name=f"{name}.{code}")
        for route, codes in by_route.items()
        for code in codes
    ]


_localized_names: Final[dict[View, str]] = {}


def localized_name(view: View) -> str:
    """The name that a view was given in `localized_path`, or an empty text for any other view."""
    return _localized_names.get(view, "")


def _only_in(codes: list[str], view: View, name: str) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if get_language() not in codes:
            raise Http404
        return view(request, *args, **kwargs)

    _localized_names[answer] = name
    return answer


def reverse_in(name: str, language: str, **kwargs: Any) -> str:
    """The path of a view in one variant, be its route shared by the variants or not."""
    with override(language):
        return reverse(f"{name}.{language}", kwargs=kwargs or None)
