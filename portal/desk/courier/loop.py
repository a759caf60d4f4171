"""The courier's round: beat, letters in, outbox out, mail, broom; and waiting for a database that is down."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from django.db import connections
from django.db.utils import DatabaseError, InterfaceError
from django.utils import timezone

from portal.core.routers import broom_alias
from portal.desk import fingerprints
from portal.desk.courier import beat, broom, letters, notices, outbox, post
from portal.desk.courier.boxes import LETTER_BOX
from portal.desk.courier.filing import DESK
from portal.vault.keys import KeyProblem

PAUSE_SECONDS: Final = 0.5
LONGEST_PAUSE_SECONDS: Final = 30.0
NAMES: Final = {DESK: "the desk's database", LETTER_BOX: "the letter box", "broom": "the letter box, for the broom,"}

logger = logging.getLogger(__name__)


class Courier:
    """One courier. `stop` ends it between two letters."""

    def __init__(self, stop: Event) -> None:
        self.stop = stop
        self._failures = 0
        self._is_first_round = True
        self._told_at: datetime | None = None
        self._swept_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._marked_at: datetime | None = None
        self._postman = post.Postman()

    def run(self) -> None:
        """Goes round until `stop` is set; a database that is down is waited for."""
        while not self.stop.is_set():
            try:
                self.round()
            except (DatabaseError, InterfaceError) as error:
                self.stop.wait(self._wait_after(error))
                continue
            except KeyProblem as problem:
                logger.warning("%s Trying again in %.0f s.", problem, LONGEST_PAUSE_SECONDS)
                self.stop.wait(LONGEST_PAUSE_SECONDS)
                continue
            self._failures = 0
            self.stop.wait(PAUSE_SECONDS)
        self._give_lease_back()

    def round(self) -> int:
        """How much was carried in this round. Raises DatabaseError or InterfaceError when a database is down."""
        if not beat.take_lease():
            return 0
        seen = letters.waiting(with_all=self._is_first_round)
        self._tell(seen)
        carried = letters.carry(seen.to_try, go_on=self._goes_on)
        self._is_first_round = False
        carried += outbox.carry_out(go_on=self._goes_on)
        self._look()
        self._keep_up()
        carried += self._postman.deliver(go_on=self._goes_on)
        if carried:
            self._told_at = None
            self._tell(letters.waiting())
        self._sweep()
        return carried

    def _goes_on(self) -> bool:
        """Whether to carry one more: not when stopping, and only while this courier holds the lease."""
        return not self.stop.is_set() and (not self._is_time(self._told_at, beat.EACH) or self._renewed())

    def _renewed(self) -> bool:
        if not beat.take_lease():
            return False
        self._tell(letters.waiting())
        return True

    def _tell(self, seen: letters.Waiting | None) -> None:
        if self._is_time(self._told_at, beat.EACH):
            beat.tell(seen)
            self._told_at = timezone.now()

    def _look(self) -> None:
        if self._is_time(self._looked_at, notices.EACH):
            notices.look()
            self._looked_at = timezone.now()

    def _keep_up(self) -> None:
        """Marks contacts anew whose texts or key have changed; at once again while there are more."""
        if self._is_time(self._marked_at, notices.EACH):
            made = fingerprints.keep_up(go_on=self._goes_on)
            self._marked_at = timezone.now() if made < fingerprints.BATCH else None

    def _sweep(self) -> None:
        if self._is_time(self._swept_at, broom.EACH):
            erased_letters, erased_items = broom.sweep()
            self._swept_at = timezone.now()
            if erased_letters or erased_items:
                logger.info("Erased %d taken letters and %d ended box items.", erased_letters, erased_items)

    @staticmethod
    def _is_time(last: datetime | None, each: timedelta) -> bool:
        return last is None or timezone.now() - last >= each

    def _wait_after(self, error: Exception) -> float:
        """Seconds to wait: 0.5, 1, 2 … up to 30. Says which database does not answer, without what it was asked."""
        pause = min(PAUSE_SECONDS * 2.0**self._failures, LONGEST_PAUSE_SECONDS)
        self._failures = min(self._failures + 1, 16)
        silent = [alias for alias in (DESK, LETTER_BOX, broom_alias()) if not _answers(alias)]
        if silent:
            named = " and ".join(dict.fromkeys(NAMES[alias] for alias in silent))
            logger.warning("%s does not answer; trying again in %.1f s.", named[0].upper() + named[1:], pause)
        else:
            logger.warning("A database refused a step (%s); trying again in %.1f s.", type(error).__name__, pause)
        if LETTER_BOX in silent and DESK not in silent:
            self._told_at = None
            self._tell_quietly()
        return pause

    def _tell_quietly(self) -> None:
        try:
            self._tell(None)
        except (DatabaseError, InterfaceError):
            logger.warning("The desk's database does not answer either.")

    def _give_lease_back(self) -> None:
        try:
            beat.give_lease_back()
        except (DatabaseError, InterfaceError):
            logger.warning("The lease could not be given back; it ends by itself.")


def _answers(alias: str) -> bool:
    """Whether the database answers on a fresh connection."""
    connection = connections[alias]
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True
