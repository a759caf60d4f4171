"""Tells visitors of a disruption, or ends it: manage.py outage --say-fi … --say-sv … [--until …] | --end."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.core.locales import VARIANTS, Words
from portal.core.outage import Outage, end_outage, read_outage, write_outage


class Command(BaseCommand):
    help = "Puts a notice of a disruption on every form and receipt, or takes it away. The forms go on accepting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for one in VARIANTS:
            parser.add_argument(f"--say-{one.code}", metavar="TEXT", help=f"what to say in {one.own_name}")
        parser.add_argument("--from", dest="since", metavar="TIME", help="ISO 8601; now unless given")
        parser.add_argument("--until", metavar="TIME", help="ISO 8601; until --end unless given")
        parser.add_argument("--end", action="store_true", help="the disruption is over")

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path(settings.OUTAGE_FILE)
        said = {one.code: options[f"say_{one.code.replace('-', '_')}"] or "" for one in VARIANTS}
        if options["end"]:
            end_outage(file)
            self.stdout.write("No disruption is told.")
        elif any(said.values()):
            self._begin(file, said, options)
        else:
            self._tell(file)

    def _begin(self, file: Path, said: dict[str, str], options: dict[str, Any]) -> None:
        if not said["fi"].strip() or not said["sv"].strip():
            raise CommandError("Say it in Finnish and in Swedish: --say-fi and --say-sv.")
        since = _instant(options["since"], "--from") or timezone.now().replace(microsecond=0)
        until = _instant(options["until"], "--until")
        if until and until <= max(since, timezone.now()):
            raise CommandError("--until lies in the past, or before --from.")
        write_outage(file, Outage(Words(said), since, until))
        self._tell(file)

    def _tell(self, file: Path) -> None:
        try:
            found = read_outage(file)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be understood: {error}") from error
        if found is None:
            self.stdout.write("No disruption is told.")
            return
        until = timezone.localtime(found.until).isoformat() if found.until else "--end"
        self.stdout.write(f"Told from {timezone.localtime(found.since).isoformat()} until {until}:")
        for code, text in found.text.by_code.items():
            self.stdout.write(f"  {code}: {text}")


def _instant(text: str | None, option: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} is no time; write it like 2026-11-22T18:00.") from error
    return found if found.tzinfo else timezone.make_aware(found)
