"""Named points in the way of a contact, where a test may stop the process and kill it.

In production nobody listens and the call does nothing.
"""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Calls the listener at every named point from now on."""
    _listeners.append(listener)


def reached(name: str) -> None:
    """Tells the listeners that the point of this name was reached."""
    for listener in _listeners:
        listener(name)
