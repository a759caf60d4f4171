"""The frame of every page: who fills it in this half, and what it holds."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.core.county import AdvicePhone, UrgentNumber, county
from portal.core.locales import VARIANTS, current_variant

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the service navigation, the breadcrumb or the footer."""

    text: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one variant, or the nearest page that the variant has, with a sentence that says so."""

    code: str
    own_name: str
    url: str
    is_current: bool = False
    is_same_page: bool = True
    note: str = ""


def alternates_at(url_of: Callable[[str], str]) -> tuple[Alternate, ...]:
    """The same page in every variant; `url_of` gives its address by the variant's code."""
    here = current_variant().code
    return tuple(Alternate(one.code, one.own_name, url_of(one.code), is_current=one.code == here) for one in VARIANTS)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content of a page."""

    county_name: str
    service_name: str
    home_url: str
    navigation: tuple[NavigationLink, ...] = ()
    urgent_numbers: tuple[UrgentNumber, ...] = ()
    advice_phone: AdvicePhone | None = None
    named_links: Mapping[str, NavigationLink] = field(default_factory=dict)
    """Links by name: rights, privacy, accessibility, feedback."""
    has_exit: bool = True


class FrameMemory:
    """The links of the last frame of each variant, kept in memory and in a file for the page "database down".

    Names and numbers come from the county's file, which needs no database; so only links are kept.
    """

    def __init__(self) -> None:
        self._frames: dict[str, Frame] = {}

    def keep(self, code: str, frame: Frame) -> None:
        """Remembers the frame; writes the file only when its links have changed."""
        plain = replace(frame, navigation=tuple(replace(link, is_current=False) for link in frame.navigation))
        if self._frames.get(code) == plain:
            return
        self._frames[code] = plain
        file = self._file(code)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps(self._links(plain), ensure_ascii=False), encoding="utf-8")
            part.replace(file)
        except OSError as error:
            logger.warning("the last frame cannot be kept in %s: %s", file.name, type(error).__name__)

    def last(self, code: str) -> Frame | None:
        """The last frame of the variant, or None where there never was one or its file cannot be read."""
        if code not in self._frames:
            try:
                data = json.loads(self._file(code).read_text(encoding="utf-8"))
                self._frames[code] = Frame(
                    county_name="",
                    service_name="",
                    home_url=data["home_url"],
                    navigation=tuple(NavigationLink(*link) for link in data["navigation"]),
                    named_links={name: NavigationLink(*link) for name, link in data["named_links"].items()},
                )
            except (OSError, ValueError, KeyError, TypeError):
                return None
        return self._frames[code]

    def forget(self) -> None:
        """Drops what is in memory; the files stay."""
        self._frames.clear()

    @staticmethod
    def _file(code: str) -> Path:
        return Path(settings.VAR_DIR) / f"frame-{settings.HALF}-{code}.json"

    @staticmethod
    def _links(frame: Frame) -> dict[str, Any]:
        return {
            "home_url": frame.home_url,
            "navigation": [[str(link.text), link.url] for link in frame.navigation],
            "named_links": {name: [str(link.text), link.url] for name, link in frame.named_links.items()},
        }


frame_memory = FrameMemory()

FrameFiller = Callable[[HttpRequest], Frame]

_fillers: list[FrameFiller] = []


def set_frame_filler(filler: FrameFiller) -> None:
    """Makes this the one that fills the frame in this half; called once, at start-up, by the half's own room."""
    _fillers[:] = [filler]


def bare_frame(request: HttpRequest) -> Frame:
    """A frame of reference data only: what even a page without a database can show."""
    here = county()
    return Frame(
        county_name=str(here.name),
        service_name=str(here.service_name),
        home_url=f"/{current_variant().code}/" if settings.HALF == "portal" else "/",
        urgent_numbers=here.bar_numbers(),
        advice_phone=here.advice_phone,
        has_exit=settings.HALF == "portal",
    )


def frame_of(request: HttpRequest) -> Frame:
    """The frame of this request, filled by this half's own room and remembered for a day without a database."""
    filler = _fillers[0] if _fillers else bare_frame
    frame = filler(request)
    frame_memory.keep(current_variant().code, frame)
    return frame


def kept_frame(request: HttpRequest) -> Frame:
    """The last frame of this variant, from memory or file, else one of reference data only; asks no database."""
    kept = frame_memory.last(current_variant().code)
    bare = bare_frame(request)
    if kept is None:
        return bare
    return replace(bare, home_url=kept.home_url, navigation=kept.navigation, named_links=kept.named_links)
