"""The steps that make the demo county's public half, in their order; undone in the opposite one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Final

Report = Callable[[str], None]
"""Takes one line of progress."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name for the progress lines, what makes it, and what takes away exactly what it made."""

    name: str
    load: Callable[[Report], None]
    remove: Callable[[Report], None]


ORDER: Final = ("pages", "services", "questionnaire", "people")


def steps() -> list[Step]:
    """Every step of this installation, in order; imported here, because the modules need loaded models."""
    found = [name for name in ORDER if find_spec(f"{__name__}.{name}")]
    modules = [(name, import_module(f"{__name__}.{name}")) for name in found]
    return [Step(name, module.load, module.remove) for name, module in modules]
