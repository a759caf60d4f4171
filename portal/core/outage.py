"""The notice of a disruption: lines or the desk are down, what to do instead. The forms say so, and still accept.

It is a file, so that operations can put it there without a deploy and without a database: `manage.py outage`.
"""

from __future__ import annotations

import json
import logging
import time
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from portal.core.locales import Words

logger = logging.getLogger(__name__)

KEPT_SECONDS: Final = 3.0
"""How long what was read is believed, so that a busy page does not read the file for everyone."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A disruption in the words of whoever announced it, and when it holds; `until` is None while nobody knows."""

    text: Words
    since: datetime
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it is told at that moment."""
        return self.since <= now and (self.until is None or now < self.until)


class _Memory:
    read_at: float = float("-inf")
    file: Path | None = None
    found: Outage | None = None


def current_outage() -> Outage | None:
    """The disruption that holds now, or None. A file that cannot be understood is no disruption."""
    found = _remembered()
    return found if found and found.holds(timezone.now()) else None


def read_outage(file: Path) -> Outage | None:
    """The disruption in the file, None where there is no file. Raises OSError and ValueError with a sentence."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    text = data.get("say")
    if not isinstance(text, dict) or not all(isinstance(one, str) for one in text.values()):
        raise ValueError("it needs [say] with texts.")
    if not str(text.get("fi", "")).strip() or not str(text.get("sv", "")).strip():
        raise ValueError("[say] needs fi and sv.")
    since = _instant(data, "from")
    if since is None:
        raise ValueError("it needs from.")
    return Outage(Words(dict(text)), since, _instant(data, "until"))


def write_outage(file: Path, outage: Outage) -> None:
    """Nothing; the file says this from now on, whole or not at all."""
    lines = [f"from = {outage.since.isoformat()}"]
    if outage.until:
        lines.append(f"until = {outage.until.isoformat()}")
    lines += ["", "[say]", *(f"{code} = {_quoted(text)}" for code, text in outage.text.by_code.items() if text)]
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    part.replace(file)
    forget()


def end_outage(file: Path) -> None:
    """Nothing; there is no disruption from now on."""
    file.unlink(missing_ok=True)
    forget()


def forget() -> None:
    """Nothing; the file is read anew when it is next asked for."""
    _Memory.read_at = float("-inf")


def _remembered() -> Outage | None:
    file = Path(settings.OUTAGE_FILE)
    if file != _Memory.file or time.monotonic() - _Memory.read_at > KEPT_SECONDS:
        try:
            _Memory.found = read_outage(file)
        except (OSError, ValueError) as error:
            logger.warning("the outage file cannot be understood: %s", type(error).__name__)
            _Memory.found = None
        _Memory.file, _Memory.read_at = file, time.monotonic()
    return _Memory.found


def _instant(data: dict[str, Any], name: str) -> datetime | None:
    value = data.get(name)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else timezone.make_aware(value)
    raise ValueError(f"{name} is no time.")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
