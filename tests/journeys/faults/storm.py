"""A storm: people send contacts to the real processes while workers, courier and database are killed under them.

A sender does what a person does: when no answer comes, sends the same form again, until the receipt is on the screen.
What has a receipt is acknowledged; at the end all of it must stand at the desk, once, with its words.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Final, TypeVar

import requests

from tests.journeys.faults.ground import Ground
from tests.journeys.faults.sender import send, write
from tests.journeys.house import House
from tools.form_client import FormMissingError
from tools.processes import PYTHON, ROOT, full_environment

SENDERS: Final = 6
DOUBLED_EACH: Final = 10
EDITED_EACH: Final = 33
ACKS_FOR_A_WEB_KILL: Final = 7
ACKS_FOR_A_COURIER_KILL: Final = 20
PATIENCE_SECONDS: Final = 180
T = TypeVar("T")


@dataclass
class Outcome:
    """What happened in a storm and what was left of it."""

    engine: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    doubled: int = 0
    tries: int = 0
    web_kills: int = 0
    courier_kills: int = 0
    stops: int = 0
    restarts: int = 0
    seconds: float = 0
    lag: float = 0
    desk: dict[str, Any] = field(default_factory=dict)
    letters: int = 0

    @property
    def lost(self) -> list[str]:
        """References with a receipt that do not stand at the desk with exactly their words."""
        return [one for one, words in self.acknowledged.items() if ["", words] not in self._letters(one)]

    @property
    def lost_amendments(self) -> list[str]:
        """References whose changed text is not at the desk."""
        return [one for one, words in self.edited.items() if ["amendment", words] not in self._letters(one)]

    @property
    def doubles(self) -> list[str]:
        """References with a letter too many at the desk, or opened more often than it has letters."""
        wanted = {one: 1 + (one in self.edited) for one in self.acknowledged}
        return [
            one
            for one, count in wanted.items()
            if len(self._letters(one)) > count or self.desk["contacts"].get(one, {}).get("audited", 0) > count
        ]

    @property
    def strangers(self) -> list[str]:
        """Contacts at the desk that nobody has a receipt for."""
        return [one for one in self.desk["contacts"] if one not in self.acknowledged]

    def _letters(self, reference: str) -> list[list[str]]:
        found: list[list[str]] = self.desk["contacts"].get(reference, {}).get("letters", [])
        return found


@dataclass
class Storm:
    """One storm over a running house."""

    ground: Ground
    house: House
    contacts: int
    stops: int = 0
    outcome: Outcome = field(init=False)
    _lock: Lock = field(default_factory=Lock)
    _calm: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.outcome = Outcome(self.ground.engine)
        self._random = random.SystemRandom()

    def run(self) -> Outcome:
        """The outcome, once everything that was acknowledged has had the time to reach the desk."""
        begun = time.monotonic()
        weather = [Thread(target=one, daemon=True) for one in (self._kill, self._revive, self._stop_database)]
        for one in weather:
            one.start()
        try:
            with ThreadPoolExecutor(SENDERS) as pool:
                list(pool.map(self._send, range(self.contacts)))
        finally:
            self._calm.set()
            for one in weather:
                one.join()
        self.house.supervisor.revive()
        self.outcome.seconds = time.monotonic() - begun
        self._wait_for_the_courier()
        self.outcome.lag = time.monotonic() - begun - self.outcome.seconds
        self.outcome.desk = at_desk(self.ground)
        ((self.outcome.letters,),) = self.ground.run("portal", "SELECT count(*) FROM intake_letter")
        return self.outcome

    def _send(self, number: int) -> None:
        url, out = self.house.portal_url, self.outcome
        written = self._insist(lambda: write(url, f"Myrskyn yhteydenotto {number}. Väsyttää. 😟"))
        receipt = self._insist(lambda: send(written, url))
        assert receipt == written.receipt
        with self._lock:
            out.acknowledged[receipt.reference] = written.own_words
        if number % DOUBLED_EACH == 0:
            assert self._insist(lambda: send(written, url)) == receipt
            with self._lock:
                out.doubled += 1
        if number % EDITED_EACH == 0:
            changed = written.changed(f"{written.own_words} Unohdin sanoa, että lapsiakin on.")
            assert self._insist(lambda: send(changed, url)) == receipt
            with self._lock:
                out.edited[receipt.reference] = changed.own_words

    def _insist(self, act: Callable[[], T]) -> T:
        """What the act returns, at the first try that gets an answer."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            with self._lock:
                self.outcome.tries += 1
            try:
                return act()
            except (requests.RequestException, FormMissingError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _kill(self) -> None:
        out = self.outcome
        while not self._calm.wait(self._random.uniform(0.01, 0.3)):
            acknowledged = len(out.acknowledged)
            if out.web_kills < acknowledged // ACKS_FOR_A_WEB_KILL:
                workers = children(self.house.supervisor.pid("portal"))
                out.web_kills += bool(workers) and killed(self._random.choice(workers))
            if out.courier_kills < acknowledged // ACKS_FOR_A_COURIER_KILL:
                out.courier_kills += killed(self.house.supervisor.pid("courier"))

    def _revive(self) -> None:
        while not self._calm.wait(0.2):
            self.outcome.restarts += len(self.house.supervisor.revive())

    def _stop_database(self) -> None:
        cluster = self.ground.cluster
        while cluster and self.outcome.stops < self.stops and not self._calm.wait(0.1):
            if len(self.outcome.acknowledged) >= self.contacts * (self.outcome.stops + 1) // (self.stops + 1):
                cluster.stop("immediate")
                cluster.start()
                self.outcome.stops += 1

    def _wait_for_the_courier(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.ground.run("portal", "SELECT 1 FROM intake_letter WHERE taken_at IS NULL LIMIT 1"):
            assert time.monotonic() < deadline, "the courier leaves letters behind"
            self.house.supervisor.revive()
            time.sleep(0.2)


def children(pid: int) -> list[int]:
    """The processes that the process has started."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def killed(pid: int) -> bool:
    """Whether the process was there to be killed by SIGKILL."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def at_desk(ground: Ground) -> dict[str, Any]:
    """What stands at the desk, opened by a process of the desk half."""
    done = subprocess.run(
        [PYTHON, "-m", "tests.journeys.faults.reading"],
        cwd=ROOT,
        env=full_environment({**ground.environment().desk, "PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def storm_over(ground: Ground, contacts: int, *, stops: int = 0) -> Outcome:
    """The outcome of a storm over a house of its own on that ground."""
    with ground.house() as house:
        return Storm(ground, house, contacts, stops=stops).run()
