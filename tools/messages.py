"""Messages: extracting and compiling the three catalogues.

Usage: python -m tools.messages extract|compile
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import polib

from tools.processes import PYTHON, ROOT
from tools.terminal import stop

LOCALE_DIRS: Final = ("fi", "sv", "fi_Simple")


def catalogue(locale_dir: str) -> polib.POFile:
    """The catalogue of one language."""
    return polib.pofile(str(ROOT / "locale" / locale_dir / "LC_MESSAGES/django.po"), wrapwidth=110)


def compile_all() -> None:
    """Writes the .mo beside every .po that is newer; needs no msgfmt."""
    for locale_dir in LOCALE_DIRS:
        source = ROOT / "locale" / locale_dir / "LC_MESSAGES/django.po"
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime:
            catalogue(locale_dir).save_as_mofile(str(compiled))


def extract() -> None:
    """Reads the source strings into the three catalogues and drops what the code no longer says."""
    command = [PYTHON, "manage.py", "makemessages", "--no-wrap", "--no-obsolete", "--add-location", "never"]
    command += [part for one in LOCALE_DIRS for part in ("--locale", one)]
    command += [part for one in (".venv", "node_modules", "var", "tests", "tools") for part in ("--ignore", one)]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        stop("Extracting needs GNU gettext (Debian: apt-get install gettext); the lines above say more.")
    for locale_dir in LOCALE_DIRS:
        found = catalogue(locale_dir)
        found.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
        found.save()
    compile_all()


def main() -> None:
    """Runs one of extract, compile."""
    match sys.argv[1:]:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case _:
            stop("Usage: python -m tools.messages extract|compile")


if __name__ == "__main__":
    main()
