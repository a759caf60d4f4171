"""How fields and values of the national registry are said to an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.county import county
from portal.core.locales import VARIANTS
from portal.core.plainness import plain_text
from portal.services.kinds import Kind
from portal.services.models import Provider, StagedEntry
from portal.services.models.classifications import LANGUAGES, LIFE_EVENTS, SERVICE_CLASSES, TARGET_GROUPS
from portal.services.models.hours import SpecialDayRule, Weekday

TOGETHER: Final = {
    "position": gettext_lazy("Coordinates"),
    "hours": gettext_lazy("Opening hours"),
    "ways": gettext_lazy("Channels and places of the service"),
}
NAMES: Final[Mapping[str, Mapping[str, Any]]] = {
    "languages": LANGUAGES,
    "target_groups": TARGET_GROUPS,
    "life_events": LIFE_EVENTS,
    "service_classes": SERVICE_CLASSES,
}


def label_of(kind: Kind, field: str) -> str:
    """The field's name as the forms say it, with its language where it has one."""
    language, _colon, name = field.rpartition(":")
    if name in TOGETHER:
        return str(TOGETHER[name])
    model: Any = kind.words if language else kind.facts
    label = str(model._meta.get_field(name).verbose_name)
    own_name = next((one.own_name for one in VARIANTS if one.code == language), "")
    return f"{label} ({own_name})" if own_name else label


def value_lines(field: str, value: Any) -> list[str]:
    """A value as lines to read; none where nothing is said."""
    name = field.rpartition(":")[2]
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if name in NAMES:
        return [f"{NAMES[name].get(code, '')} {code}".strip() for code in value]
    return list(SAID.get(name, _text)(value))


def _text(value: Any) -> list[str]:
    broken = str(value).replace("</p>", "\n").replace("</li>", "\n")
    return [line.strip() for line in plain_text(broken).splitlines() if line.strip()] or [str(value)]


def _town(code: str) -> str:
    found = county().municipality(code)
    return f"{found.name} {code}" if found else code


def _ways(ids: list[str]) -> Iterable[str]:
    """The names of the registry's channels and places, and which of them the catalogue does not have yet; one query."""
    rows = StagedEntry.objects.filter(source_id__in=ids).only("source_id", "name", "channel", "place")
    known = {one.source_id: one for one in rows}
    for source_id in ids:
        one = known.get(source_id)
        if one is None:
            yield _("%(id)s: not among what was read from the registry") % {"id": source_id}
        elif one.channel_id or one.place_id:
            yield one.name
        else:
            yield _("%(name)s: not in our catalogue yet") % {"name": one.name}


def _hours(value: Mapping[str, Any]) -> Iterable[str]:
    if value["always_open"]:
        yield _("Open round the clock, every day")
    if value["by_appointment"]:
        yield _("By appointment")
    for first, last, opens, closes, since, until in value["weekly"]:
        days = [str(Weekday(one).label) for one in dict.fromkeys((first, last))]
        yield f"{'–'.join(days)} {opens}–{closes}" + _period(since, until)
    for since, until, opens, closes in value["exceptions"]:
        yield f"{since}–{until}: " + (f"{opens}–{closes}" if opens else _("Closed"))
    for name, label in (("on_holidays", _("On public holidays")), ("on_eves", _("On eves of holidays"))):
        yield f"{label}: {SpecialDayRule(value[name]).label}"


def _period(since: str | None, until: str | None) -> str:
    return f" ({since or ''}–{until or ''})" if since or until else ""


SAID: Final[Mapping[str, Callable[[Any], Iterable[str]]]] = {
    "municipalities": lambda codes: [_town(code) for code in codes] or [_("The whole county")],
    "municipality": lambda code: [_town(code)],
    "provider": lambda value: [str(Provider(value).label)],
    "position": lambda pair: [", ".join(f"{one:.6f}" for one in pair)],
    "hours": _hours,
    "ways": _ways,
}
