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

PLAIN: Final = "fi_Simple"
LOCALE_DIRS: Final = ("fi", "sv", PLAIN)
FROM_LIBRARIES: Final = frozenset(
    {
        "Incorrect code.",
        "Incorrect password.",
        "The email address and/or password you specified are not correct.",
        "Too many failed login attempts. Try again later.",
        "You cannot deactivate two-factor authentication.",
    }
)
"""What the sign-in library says and we say in words of our own; no source of ours holds it."""


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


def forget_guesses(found: polib.POFile) -> None:
    """Empties what msgmerge guessed from a similar string: a guess in another's words is worse than a gap."""
    for entry in found:
        if "fuzzy" in entry.flags:
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.previous_msgid, entry.previous_msgid_plural, entry.previous_msgctxt = (
                "",
                None,
                None,
                None,
            )
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")


def leave_out_untranslated(found: polib.POFile) -> None:
    """Takes out what staff alone read, for which plain language falls back to Finnish; the check finds what is missed."""
    for entry in [one for one in found if not one.translated()]:
        found.remove(entry)


def of_libraries(locale_dir: str) -> list[polib.POEntry]:
    """Our words for what libraries say."""
    return [one for one in catalogue(locale_dir) if one.msgid in FROM_LIBRARIES]


def extract() -> None:
    """Reads the source strings into the three catalogues and drops what the code no longer says."""
    command = [PYTHON, "manage.py", "makemessages", "--no-wrap", "--no-obsolete", "--add-location", "never"]
    command += [part for one in LOCALE_DIRS for part in ("--locale", one)]
    command += [part for one in (".venv", "node_modules", "var", "tests", "tools") for part in ("--ignore", one)]
    kept = {one: of_libraries(one) for one in LOCALE_DIRS}
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        stop("Extracting needs GNU gettext (Debian: apt-get install gettext); the lines above say more.")
    for locale_dir in LOCALE_DIRS:
        found = catalogue(locale_dir)
        forget_guesses(found)
        if locale_dir == PLAIN:
            leave_out_untranslated(found)
        found.extend(one for one in kept[locale_dir] if found.find(one.msgid) is None)
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
