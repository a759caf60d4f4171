"""Every URL pattern of both halves, each read in a process with that half's settings.

Usage (in a child process): python -m tests.journeys.resolvers portal.settings.desk
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Final

from tools.processes import PYTHON, ROOT

LANGUAGE: Final = "fi"


def patterns(half: str) -> list[str]:
    """The patterns of a half as 'name route', the language taken out of both, each once."""
    done = subprocess.run(
        [PYTHON, "-m", "tests.journeys.resolvers", f"portal.settings.{half}"],
        cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": f"portal.settings.{half}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[str] = json.loads(done.stdout)
    return found


def walk(resolver: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern under a resolver: its name and its whole route."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from walk(one, route)
        else:
            yield str(one.name or ""), route


def main() -> None:
    """Prints the patterns of the half whose settings are named, as JSON."""
    os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1]
    importlib.import_module("tests.environment")
    django: Any = importlib.import_module("django")
    django.setup()
    urls: Any = importlib.import_module("django.urls")
    translation: Any = importlib.import_module("django.utils.translation")
    with translation.override(LANGUAGE):
        found = sorted({key(name, route) for name, route in walk(urls.get_resolver())})
    sys.stdout.write(json.dumps(found))


def key(name: str, route: str) -> str:
    """A pattern's name without its variant, else its route without its language."""
    plain_route = route.removeprefix(f"{LANGUAGE}/")
    return f"{re.sub(r'[.](fi|sv|fi-simple)$', '', name) or '-'} {plain_route}"


if __name__ == "__main__":
    main()
