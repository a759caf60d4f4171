"""The check of messages: nobody meets a string in another language. Usage: python -m tools.message_check."""

from __future__ import annotations

import re
from typing import Final

import polib

from tools.message_sources import source_strings
from tools.messages import LOCALE_DIRS, catalogue
from tools.processes import ROOT
from tools.terminal import say, stop

SAME_IN_PLAIN: Final = ROOT / "locale/same_in_plain_language.txt"
WORDS_THAT_MAY_BE_SAME: Final = 3


def problems() -> list[str]:
    """What is wrong with the catalogues, one sentence each; empty when all is well."""
    sources = source_strings()
    found: list[str] = [
        f"{key.text!r}: the source string is not English" for key in sources if not _is_english(key.text)
    ]
    catalogues = {one: {(e.msgctxt or "", e.msgid): e for e in catalogue(one)} for one in LOCALE_DIRS}
    for locale_dir, entries in catalogues.items():
        for key, audience in sources.items():
            if locale_dir == "fi_Simple" and audience == "staff":
                continue
            entry = entries.get((key.context, key.text))
            if entry is None or not entry.translated():
                found.append(f"{locale_dir}: {key.text!r} has no translation ({audience})")
        found += [f"{locale_dir}: {entry.msgid!r} is fuzzy" for entry in entries.values() if "fuzzy" in entry.flags]
        found += [
            f"{locale_dir}: {entry.msgid!r} has other placeholders" for entry in entries.values() if _differs(entry)
        ]
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
    """Whether no word has the letters of Finnish and Swedish in it; the letters themselves may be spoken of."""
    return not re.search(r"\w[äöå]|[äöå]\w", text, re.IGNORECASE)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]+\}", text))


def _differs(entry: polib.POEntry) -> bool:
    texts = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    wanted = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    return any(text and not _placeholders(text) <= wanted for text in texts)


def main() -> None:
    """Ends with every problem, or says that there is none."""
    if found := problems():
        stop("\n".join(found) + f"\n\n{len(found)} problems in the messages.")
    say("messages: complete")


if __name__ == "__main__":
    main()
