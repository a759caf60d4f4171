"""How tools speak to a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


def say(line: str = "") -> None:
    """Prints one line at once."""
    print(line, flush=True)


def stop(sentence: str) -> NoReturn:
    """Ends the program with one sentence and exit code 1."""
    sys.stderr.write(f"\n{sentence}\n")
    raise SystemExit(1)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Says what is being done, and how long it took."""
    started = time.monotonic()
    say(f"{what} …")
    yield
    say(f"  done in {time.monotonic() - started:.1f} s")
