"""Loads the demo county's pages: Finnish as written, Swedish as a translation piece by piece, plain language anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import ProtectedError
from wagtail.models import Locale, Page, Site

from portal.core.county import county
from portal.core.locales import VARIANT_CODES
from portal.demo.public.loading import Report
from portal.demo.public.loading.content import keys_of, read, stable_id
from portal.demo.public.loading.finnish import load_finnish
from portal.demo.public.loading.plain import load_plain
from portal.demo.public.loading.swedish import load_swedish
from portal.home.models import AdvicePage, HomePage, ProcessPage, TopicPage

FACT_NAMES: tuple[str, ...] = ("reviewed_on", "next_review", "sensitive", "key")


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the demo: its kind and key, its model, and the facts that are the same in every variant."""

    kind: str
    key: str
    model: Any
    parent: tuple[str, str] | None
    facts: dict[str, Any]

    @property
    def translation_key(self) -> Any:
        """What the variants of this page share, on every installation."""
        return stable_id("page", self.kind, self.key)

    def words(self, code: str) -> dict[str, Any]:
        """What its content file says in a variant."""
        return read(code, "home.toml") if self.kind == "home" else read(code, self.kind, f"{self.key}.toml")

    def streams(self, code: str, ids_of: str) -> dict[str, str]:
        """Stream fields beyond the body, as they are stored; none here."""
        return {}


HOME: Final = ("home", "home")


def specs() -> Iterator[PageSpec]:
    """Every page of the demo, a parent before its children."""
    yield PageSpec("home", "home", HomePage, None, {})
    for key in keys_of("topics"):
        yield PageSpec("topics", key, TopicPage, HOME, {})
    for key in keys_of("advice"):
        data = read("facts", "advice", f"{key}.toml")
        facts = {name: data[name] for name in FACT_NAMES if name in data}
        facts["related_service_keys"] = data["related_services"]
        yield PageSpec("advice", key, AdvicePage, ("topics", data["topic"]), facts)
    for key in keys_of("pages"):
        data = read("facts", "pages", f"{key}.toml")
        yield PageSpec("pages", key, ProcessPage, HOME, {name: data[name] for name in FACT_NAMES if name in data})


def load(report: Report) -> None:
    """Makes the demo's pages, or brings them to what the files say; the same files twice change nothing.

    The three front pages come first, because a translation under a missing one would make up a mirror of the Finnish
    one. Plain-language pages that are a copy of the Finnish ones stop the load, as they would stop an editor.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in VARIANT_CODES}
    for spec in specs():
        parent = Page.objects.get(translation_key=_key(spec.parent), locale=locales["fi"]) if spec.parent else _root()
        page, finnish = load_finnish(spec, locales["fi"], parent)
        if spec.kind == "home":
            _point_site(page, report)
        states = [finnish, load_swedish(spec, page, locales["sv"]), load_plain(spec, page, locales["fi-simple"])]
        report(
            f"{spec.kind} {spec.key}: "
            + ", ".join(f"{code} {state}" for code, state in zip(VARIANT_CODES, states, strict=True))
        )


def remove(report: Report) -> None:
    """Takes away the pages that the files name, in every variant; a page that holds other people's pages stays."""
    removed = 0
    for spec in reversed(list(specs())):
        for page in Page.objects.filter(translation_key=spec.translation_key):
            if page.get_children().exists():
                report(f"{spec.kind} {spec.key} ({page.locale.language_code}) stays: other pages stand below it")
                continue
            Site.objects.filter(root_page=page).delete()
            page.specific.delete()
            removed += 1
    report(f"{removed} pages removed")
    for locale in Locale.objects.exclude(language_code="fi"):
        if not Page.objects.filter(locale=locale).exists():
            _remove_locale(locale, report)


def _remove_locale(locale: Locale, report: Report) -> None:
    try:
        locale.delete()
    except ProtectedError:
        report(f"locale {locale.language_code} stays: other content uses it")


def _key(name: tuple[str, str]) -> Any:
    return stable_id("page", *name)


def _root() -> Any:
    return Page.get_first_root_node()


def _point_site(home: Any, report: Report) -> None:
    """Has the default site begin at the front page; a site that begins at a page of somebody else's is left alone."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=_site_name())
        return
    if site.root_page_id == home.pk:
        return
    first = site.root_page
    if first.specific_class is not Page:
        report("the site begins at another page already and is left so")
        return
    site.root_page, site.site_name = home, _site_name()
    site.save()
    if not first.is_root() and first.is_leaf():
        # Wagtail's own first page ("Welcome to your new Wagtail site!").
        first.delete()


def _site_name() -> str:
    return county().service_name.get("fi")
