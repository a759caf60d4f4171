"""Every way through the finder ends at a service of the demo county, by its content files alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from portal.services.browse.finder import every_path, follow
from portal.services.models import Dimension

FACTS: Final = Path(__file__).parents[3] / "portal/demo/public/content/facts/services"
FIELDS: Final = {Dimension.NEED: "needs", Dimension.TOPIC: "topics"}


def answers(service: dict[str, Any], dimension: Dimension, code: str) -> bool:
    """Whether a service has a code."""
    if dimension is Dimension.GROUP:
        return bool(service["group"] == code)
    if dimension is Dimension.MUNICIPALITY:
        return not service["municipalities"] or code in service["municipalities"]
    return code in service[FIELDS[dimension]]


def test_every_way_through_the_finder_ends_at_a_service_of_the_demo() -> None:
    services = [tomllib.loads(file.read_text(encoding="utf-8")) for file in FACTS.glob("*.toml")]
    assert services
    for path in every_path():
        reached = follow(path)
        assert reached is not None
        codes = reached.finds.codes
        assert any(all(answers(one, dimension, code) for dimension, code in codes) for one in services), path
