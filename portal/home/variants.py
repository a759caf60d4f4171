"""A page in the other variants: where it stands, what is nearest, and how a new one is started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page

from portal.core.frame import Alternate
from portal.core.locales import DEFAULT_VARIANT, VARIANTS, Variant
from portal.home.guards import already_there_sentence, parent_first_sentence
from portal.home.refusals import RefusedError

PLAIN: Final = "fi-simple"


@dataclass(frozen=True, slots=True)
class Hreflang:
    """One address for search engines: a BCP 47 code, or x-default, and the full URL."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a page: the pages above it, and its addresses in every variant."""

    breadcrumbs: tuple[dict[str, str], ...] = ()
    alternates: tuple[Alternate, ...] = ()
    hreflangs: tuple[Hreflang, ...] = ()
    canonical_url: str = ""


def surroundings(page: Any, request: HttpRequest | None) -> Surroundings:
    """What stands around a page, in one query. A page that is not saved yet has nothing around it."""
    if not page.pk:
        return Surroundings()
    keys = Page.objects.ancestor_of(page, inclusive=True).filter(depth__gt=1).order_by("depth")
    live = (
        Page.objects.filter(translation_key__in=keys.order_by().values("translation_key"), live=True)
        .select_related("locale")
        .order_by("depth")
    )
    by_code: dict[str, list[Any]] = {}
    for one in live:
        by_code.setdefault(one.locale.language_code, []).append(one)
    here = page.locale.language_code
    above = [one for one in by_code.get(here, []) if one.pk != page.pk]
    same = {
        code: one for code, found in by_code.items() for one in found if one.translation_key == page.translation_key
    }
    return Surroundings(
        breadcrumbs=_breadcrumbs(page, above, request),
        alternates=tuple(
            _alternate(one, by_code.get(one.code, []), same, here, request) for one in VARIANTS if by_code.get(one.code)
        ),
        hreflangs=_hreflangs(same, request),
        canonical_url=_full_url(page, request),
    )


def _breadcrumbs(page: Any, above: Sequence[Any], request: HttpRequest | None) -> tuple[dict[str, str], ...]:
    if not above:
        return ()
    way = [{"text": one.title, "href": one.get_url(request) or ""} for one in above]
    way[0]["text"] = _("Home page")
    return (*way, {"text": page.title})


def _alternate(
    variant: Variant, found: Sequence[Any], same: dict[str, Any], here: str, request: HttpRequest | None
) -> Alternate:
    nearest = same.get(variant.code, found[-1])
    is_same = variant.code in same
    return Alternate(
        variant.code,
        variant.own_name,
        nearest.get_url(request) or "",
        is_current=variant.code == here,
        is_same_page=is_same,
        note="" if is_same else nearest_note(variant.code, nearest.title),
    )


def nearest_note(code: str, title: str) -> str:
    """The sentence, in the variant's own language, that a page is missing in it and where its link leads instead."""
    with override(code):
        return _("This page is not yet in this language. The link leads to the page “%(title)s”.") % {"title": title}


def _hreflangs(same: dict[str, Any], request: HttpRequest | None) -> tuple[Hreflang, ...]:
    found = [Hreflang(one.code, _full_url(same[one.code], request)) for one in VARIANTS if one.code in same]
    if DEFAULT_VARIANT.code in same:
        found.append(Hreflang("x-default", _full_url(same[DEFAULT_VARIANT.code], request)))
    return tuple(found)


def _full_url(page: Any, request: HttpRequest | None) -> str:
    """The page's full address under the host that was asked, as on every other public page of the house.

    Wagtail's own record of the site begins as "localhost" and is easily left so.
    """
    if request is None:
        return page.get_full_url() or ""
    return request.build_absolute_uri(page.get_url(request) or "/")


def start_variant(page: Any, locale: Locale, *, user: Any = None) -> Any:
    """The new draft: the page's newest text in another variant, to be rewritten there.

    It is not linked to its source by wagtail-localize: a plain-language page has its own parts in its own order.
    The dates of review are left out, since nobody has reviewed the new text. Raises RefusedError when the variant is
    there already, or when the page above has none yet.
    """
    if page.locale_id == locale.pk or page.get_translations().filter(locale=locale).exists():
        raise RefusedError(already_there_sentence(), page_id=page.pk)
    newest = page.get_latest_revision_as_object()
    try:
        draft = newest.copy_for_translation(locale, exclude_fields=["reviewed_on", "next_review"])
    except ParentNotTranslatedError as error:
        raise RefusedError(parent_first_sentence(), page_id=page.pk) from error
    if user is not None:
        draft.owner = user
        draft.save(update_fields=["owner"], clean=False)
    return draft
