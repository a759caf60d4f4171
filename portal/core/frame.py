"""The frame of every page: who fills it in this half, and what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from portal.core.county import AdvicePhone, UrgentNumber, county


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
        home_url="/",
        urgent_numbers=here.bar_numbers(),
        advice_phone=here.advice_phone,
    )


def frame_of(request: HttpRequest) -> Frame:
    """The frame of this request, filled by this half's own room."""
    filler = _fillers[0] if _fillers else bare_frame
    return filler(request)
