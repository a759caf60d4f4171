"""The demo's content files: what they say, and the same as Wagtail stores it."""

from __future__ import annotations

import re
import tomllib
import uuid
from pathlib import Path
from typing import Any, Final

CONTENT: Final = Path(__file__).resolve().parent.parent / "content"
NAMESPACE: Final = uuid.UUID("5f0c2f5e-5c0b-4c83-9a1c-8d3f6a3f9b11")
"""Keys and block ids are made from names, so that loading twice finds what is there and keeps its translations."""

_BETWEEN_BLOCKS = re.compile(r"(</?(?:p|ul|ol|li|h3)>)\s+|\s+(?=</?(?:p|ul|ol|li|h3)>)")


def read(*parts: str) -> dict[str, Any]:
    """A content file by its path under the content folder."""
    return tomllib.loads(CONTENT.joinpath(*parts).read_text(encoding="utf-8"))


def keys_of(kind: str) -> list[str]:
    """The keys of every Finnish page of a kind: file stems, in one order."""
    return sorted(file.stem for file in (CONTENT / "fi" / kind).glob("*.toml"))


def stable_id(*names: object) -> uuid.UUID:
    """The same id for the same names, always."""
    return uuid.uuid5(NAMESPACE, "/".join(str(name) for name in names))


def html_of(text: str) -> str:
    """Running text as the editor would have stored it: no white space between its blocks."""
    return _BETWEEN_BLOCKS.sub(lambda found: found[1] or "", text.strip())


def stream_of(name: str, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks of a content file as a StreamField stores them. Raises KeyError for a type that there is not."""
    return [
        {
            "type": block["type"],
            "value": _VALUES[block["type"]](f"{name}/{index}", block),
            "id": str(stable_id(name, index, block["type"])),
        }
        for index, block in enumerate(body)
    ]


def _text(name: str, block: dict[str, Any]) -> dict[str, Any]:
    return {"heading": block.get("heading", "").strip(), "content": html_of(block["html"])}


def _steps(name: str, block: dict[str, Any]) -> dict[str, Any]:
    steps = [
        {
            "type": "item",
            "value": {"title": step["title"].strip(), "text": step.get("text", "").strip()},
            "id": str(stable_id(name, "step", number)),
        }
        for number, step in enumerate(block["steps"])
    ]
    return {"heading": block.get("heading", "").strip(), "steps": steps}


def _care_card(name: str, block: dict[str, Any]) -> dict[str, Any]:
    return {"level": block["level"], "heading": block["heading"].strip(), "content": html_of(block["html"])}


def _contact(name: str, block: dict[str, Any]) -> dict[str, Any]:
    return {"channel": block["channel"], "text": block.get("text", "").strip()}


def _related_services(name: str, block: dict[str, Any]) -> dict[str, Any]:
    services = [{"type": "item", "value": key, "id": str(stable_id(name, "service", key))} for key in block["services"]]
    return {"services": services}


def _quote(name: str, block: dict[str, Any]) -> dict[str, Any]:
    return {"text": block["text"].strip(), "attribution": block["attribution"].strip()}


_VALUES: Final = {
    "text": _text,
    "steps": _steps,
    "care_card": _care_card,
    "contact": _contact,
    "related_services": _related_services,
    "quote": _quote,
    "details": _text,
}
