"""The demo's reply templates and handbook pages, each as a first version that a lead may change."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from portal.desk.models import HelpPage, ReplyTemplate, TextVersion

CONTENT: Final = Path(__file__).parent / "content"
FILES: Final[Mapping[str, type[TextVersion]]] = {"replies.toml": ReplyTemplate, "help.toml": HelpPage}

Report = Callable[[str], None]


def load(report: Report) -> None:
    """Writes each text that nobody has written yet; what a lead has changed stays as it is."""
    made = 0
    for model, key, locale, words in _texts():
        columns: dict[str, Any] = {"key": key, "locale": locale}
        if not model._default_manager.filter(**columns).exists():
            model(**columns, title=words["title"], text=words["text"].strip()).save(force_insert=True)
            made += 1
    report(f"{made} texts for the desk")


def remove(report: Report) -> None:
    """Takes away the texts that nobody has changed since they were loaded."""
    gone = 0
    for model, key, locale, words in _texts():
        columns: dict[str, Any] = {"key": key, "locale": locale}
        versions = model._default_manager.filter(**columns)
        if versions.count() == 1:
            gone += versions.filter(by__isnull=True, text=words["text"].strip()).delete()[0]
    report(f"{gone} texts of the desk are gone")


def _texts() -> Iterator[tuple[type[TextVersion], str, str, Mapping[str, str]]]:
    for name, model in FILES.items():
        for one in tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))["text"]:
            for locale in (code for code in one if code != "key"):
                yield model, one["key"], locale, one[locale]
