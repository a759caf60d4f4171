"""Messages: extracting, compiling and checking the three catalogues.

Usage: python -m tools.messages extract|compile|check
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import polib

from tools.processes import PYTHON, ROOT
from tools.terminal import say, stop

LOCALE_DIRS: Final = ("fi", "sv", "fi_Simple")
SAME_IN_PLAIN: Final = ROOT / "locale/same_in_plain_language.txt"
WORDS_THAT_MAY_BE_SAME: Final = 3


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


def problems() -> list[str]:
    """What is wrong with the catalogues, one sentence each; empty when all is well."""
    from tools.message_sources import source_strings  # needs Babel, which only the test environment has

    sources = source_strings()
    found: list[str] = [f"{key.text!r}: the source string is not English" for key in sources if not _is_english(key.text)]
    catalogues = {one: {(e.msgctxt or "", e.msgid): e for e in catalogue(one)} for one in LOCALE_DIRS}
    for locale_dir, entries in catalogues.items():
        for key, audience in sources.items():
            if locale_dir == "fi_Simple" and audience == "staff":
                continue
            entry = entries.get((key.context, key.text))
            if entry is None or not entry.translated():
                found.append(f"{locale_dir}: {key.text!r} has no translation ({audience})")
        found += [f"{locale_dir}: {entry.msgid!r} is fuzzy" for entry in entries.values() if "fuzzy" in entry.flags]
        found += [f"{locale_dir}: {entry.msgid!r} has other placeholders" for entry in entries.values() if _differs(entry)]
    return found + _too_like_finnish(catalogues["fi"], catalogues["fi_Simple"])


def _too_like_finnish(
    finnish: dict[tuple[str, str], polib.POEntry], plain: dict[tuple[str, str], polib.POEntry]
) -> list[str]:
    allowed = set(SAME_IN_PLAIN.read_text(encoding="utf-8").splitlines()) if SAME_IN_PLAIN.exists() else set()
    found = []
    for key, entry in plain.items():
        twin = finnish.get(key)
        if twin is None or not entry.msgstr or entry.msgstr != twin.msgstr:
            continue
        if len(entry.msgstr.split()) > WORDS_THAT_MAY_BE_SAME and entry.msgid.replace("\n", " ") not in allowed:
            found.append(f"fi_Simple: {entry.msgid!r} is the Finnish text unchanged")
    return found


def _is_english(text: str) -> bool:
    return not re.search(r"[äöåÄÖÅ]", text) or text.isupper()


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]+\}", text))


def _differs(entry: polib.POEntry) -> bool:
    texts = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    return any(text and not _placeholders(text) <= wanted for text in texts)


def main() -> None:
    """Runs one of extract, compile, check."""
    match sys.argv[1:]:
        case ["extract"]:
            extract()
        case ["compile"]:
            compile_all()
        case ["check"]:
            if found := problems():
                stop("\n".join(found) + f"\n\n{len(found)} problems in the messages.")
            say("messages: complete")
        case _:
            stop("Usage: python -m tools.messages extract|compile|check")


if __name__ == "__main__":
    main()
