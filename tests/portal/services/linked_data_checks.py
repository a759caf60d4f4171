"""Reads the linked data of a page through a JSON-LD library and holds it against our committed shape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from django.test import Client
from pyld import jsonld

FOLDER: Final = Path(__file__).parent / "json_ld"
SHAPE: Final[dict[str, dict[str, Any]]] = json.loads((FOLDER / "shape.json").read_text("utf-8"))
SCHEMA: Final = "https://schema.org/"
BLOCK: Final = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
VALUES: Final = {"Time": r"\d\d:\d\d", "Date": r"\d{4}-\d\d-\d\d", "DateTime": r"\d{4}-\d\d-\d\dT.+"}


def own_context(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """The committed context for the vocabulary's name. Raises LookupError for anything else: nothing is fetched."""
    if url.rstrip("/") != SCHEMA.rstrip("/"):
        raise LookupError(url)
    document = json.loads((FOLDER / "schema_org.json").read_text("utf-8"))
    return {"contextUrl": None, "documentUrl": url, "document": document, "contentType": "application/ld+json"}


def document_of(path: str) -> dict[str, Any]:
    """The one data block of a page."""
    answer = Client().get(path)
    assert answer.status_code == 200, path
    (found,) = BLOCK.findall(answer.content.decode())
    assert not re.search("[<>&\u2028\u2029]", found), "could end its element"
    document: dict[str, Any] = json.loads(found)
    return document


def flattened(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every thing of a document by its id, read by the library; checked against the shape, nothing lost on the way."""
    options = {"documentLoader": own_context}
    things = {one["@id"]: one for one in jsonld.flatten(document, None, options)}
    for one in things.values():
        (kind,) = (name.removeprefix(SCHEMA) for name in one["@type"])
        shape = SHAPE[kind]
        said = {name.removeprefix(SCHEMA): values for name, values in one.items() if not name.startswith("@")}
        assert set(shape["needed"]) <= set(said) <= set(shape["may"]), (kind, sorted(said))
        for name, values in said.items():
            for value in values:
                assert _is_a(value, shape["may"][name], things), (kind, name, value)
    assert _count(document["@graph"]) == sum(len(one) - 1 for one in things.values()), "a term is not in the context"
    return things


def _is_a(value: dict[str, Any], kind: str, things: dict[str, dict[str, Any]]) -> bool:
    if kind in SHAPE:
        allowed = {SCHEMA + kind, SCHEMA + f"Government{kind}"}
        return bool(allowed & set(things.get(value.get("@id", ""), {}).get("@type", [])))
    if kind == "Address":
        return re.fullmatch(r"https?://\S+", value.get("@id", "")) is not None
    if kind == "Number":
        return isinstance(value["@value"], int | float)
    if kind in VALUES:
        return value["@type"] == SCHEMA + kind and re.fullmatch(VALUES[kind], value["@value"]) is not None
    return isinstance(value["@value"], str) and value["@value"] != ""


def _count(said: Any) -> int:
    """How many properties, types among them, a document says of its things."""
    if isinstance(said, list):
        return sum(_count(one) for one in said)
    if isinstance(said, dict):
        return sum(_count(value) for value in said.values()) + len([name for name in said if name != "@id"])
    return 0


def framed(document: dict[str, Any], kind: str) -> dict[str, Any]:
    """The one thing of a kind that stands at the top, with all that belongs to it inside."""
    flattened(document)
    frame = {"@context": "https://schema.org", "@type": kind}
    found: dict[str, Any] = jsonld.frame(document, frame, {"documentLoader": own_context, "omitGraph": True})
    return found


def many(value: Any) -> list[Any]:
    """What stands at a property: the library writes one value without its list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def address_of(value: Any) -> str:
    """The address that stands at a property, whether or not the library put the thing itself in its place."""
    return str(value["@id"] if isinstance(value, dict) else value)
