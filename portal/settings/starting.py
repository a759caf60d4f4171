"""How a process starts when a setting is missing: with the one sentence that says which, not with a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Ends the process with exit code 1 and the sentence of an ImproperlyConfigured that is raised inside."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
