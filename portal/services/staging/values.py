"""What a record of the registry says, as the catalogue would say it. None: the source says nothing that we can use.

Every value can be stored as JSON and compared with `==`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from portal.core.county import county
from portal.services.hours import CLOSED, DayHours, Exceptional, OpeningHours, Rule, Season
from portal.services.models.classifications import LANGUAGES
from portal.services.models.entry import PHONE_SHAPE
from portal.services.models.hours import SpecialDayRule
from portal.services.ptv import Area, Coverage, Hours, Phone, PhoneUse, Texts, WebPage

OUR_CODES: Final = {"sgn-fi": "fse", "sgn-sv": "fss", "fas": "fa", "kur": "ku"}
"""Codes of languages that the registry writes in another way."""
BULLET: Final = re.compile(r"^\s*(?:[*•-]|\d+[.)])\s+")
URL_LENGTH: Final = 300
DAYS_IN_WEEK: Final = 7


def first_text(texts: Texts) -> str:
    """The text in Finnish, else in Swedish, else in any language."""
    return texts.get("fi") or texts.get("sv") or next(iter(texts.values()), "")


def text(texts: Texts, language: str, longest: int = 0) -> str | None:
    """The text on one line; None where there is none, or where it is longer than the catalogue takes."""
    found = " ".join(texts.get(language, "").split())
    return found if found and not (longest and len(found) > longest) else None


def lines(texts: Texts, language: str) -> str | None:
    """The text as one thing on each line, without bullets."""
    found = [BULLET.sub("", one).strip() for one in texts.get(language, "").splitlines()]
    return "\n".join(one for one in found if one) or None


def html(texts: Texts, language: str) -> str | None:
    """The text as paragraphs and one level of lists; nothing of it is taken for markup."""
    parts, points = [], []
    for line in [*texts.get(language, "").splitlines(), ""]:
        if BULLET.match(line):
            points.append(BULLET.sub("", line).strip())
            continue
        if points:
            parts.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in points))))
            points = []
        if said := line.strip().lstrip("#").replace("**", "").strip():
            parts.append(format_html("<p>{}</p>", said))
    return "".join(parts) or None


def known_codes(codes: Iterable[str], known: Collection[str]) -> list[str]:
    """The codes that the catalogue has, sorted."""
    return sorted({one for one in codes if one in known})


def languages(codes: Iterable[str]) -> list[str] | None:
    """The languages one is served in, as the catalogue writes them; None where none is known."""
    return known_codes((our_language(one) for one in codes), LANGUAGES) or None


def our_language(code: str) -> str:
    """A language's code as the catalogue writes it."""
    return OUR_CODES.get(code.lower(), code.lower())


def municipalities(area: Area) -> list[str] | None:
    """The county's municipalities in an area: none of them for the whole county; None where the source did not say."""
    if area.coverage is None:
        return None
    named = known_codes(area.municipalities, {one.code for one in county().municipalities})
    is_wider = area.coverage is not Coverage.LIMITED or area.counties or area.regions or area.others
    if is_wider:
        return []
    return named or None


def phone(phones: Sequence[Phone]) -> str | None:
    """The first number that one calls, as it is dialled in Finland; None where it cannot be written so."""
    found = next((one.national for one in phones if one.use is PhoneUse.CALL), "")
    try:
        PHONE_SHAPE(found)
    except ValidationError:
        return None
    return found


def url(pages: Sequence[WebPage]) -> str | None:
    """The first address, the Finnish one before others."""
    found = sorted(pages, key=lambda one: one.language != "fi")
    return found[0].url if found and len(found[0].url) <= URL_LENGTH else None


def hours(found: Hours | None) -> Mapping[str, Any] | None:
    """Opening hours as rows of the catalogue; None where not all was understood, or where the rows cannot say it."""
    if found is None or not found.is_whole:
        return None
    year = timezone.localdate().year
    return rows_of(found.certain((year, year + 1)))


def rows_of(said: OpeningHours) -> Mapping[str, Any] | None:
    """Opening hours as rows of the catalogue, in one order; None where rows cannot say them."""
    if not said.seasons or not _is_sayable(said):
        return None
    return {
        "always_open": said.seasons[0].always,
        "by_appointment": said.seasons[0].by_appointment,
        "on_holidays": _rule(said.on_holidays),
        "on_eves": _rule(said.on_eves),
        "weekly": sorted(_weekly(said.seasons), key=repr),
        "exceptions": sorted(_exceptional(said.exceptions), key=repr),
    }


def _is_sayable(said: OpeningHours) -> bool:
    ways = {(one.always, one.by_appointment) for one in said.seasons}
    periods = {(one.since, one.until) for one in said.seasons}
    is_always = said.seasons[0].always
    if len(ways) > 1 or len(periods) < len(said.seasons) or (is_always and periods != {(None, None)}):
        return False
    rules = (said.on_holidays, said.on_eves)
    return all(isinstance(one, Rule) or one == CLOSED for one in rules)


def _rule(rule: DayHours | Rule) -> str:
    if isinstance(rule, Rule):
        return str(SpecialDayRule.AS_USUAL if rule is Rule.AS_USUAL else SpecialDayRule.UNKNOWN)
    return str(SpecialDayRule.CLOSED)


def _weekly(seasons: Iterable[Season]) -> list[list[Any]]:
    """First day, last day, opens, closes, since, until: the same hours on days that follow each other are one row."""
    rows: list[list[Any]] = []
    for season in seasons:
        of_season: list[list[Any]] = []
        for day in range(DAYS_IN_WEEK):
            for one in season.week[day]:
                row = [day, day, _clock(one.opens), _clock(one.closes), _day(season.since), _day(season.until)]
                before = next((old for old in of_season if old[1] == day - 1 and old[2:] == row[2:]), None)
                if before:
                    before[1] = day
                else:
                    of_season.append(row)
        rows += of_season
    return rows


def _exceptional(exceptions: Iterable[Exceptional]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for one in exceptions:
        days = [_day(one.since), _day(one.until)]
        rows += [[*days, _clock(span.opens), _clock(span.closes)] for span in one.hours] or [[*days, None, None]]
    return rows


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
