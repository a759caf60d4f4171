"""Nobody's telephone rings because of the demo, and no address in it leads to anyone."""

from __future__ import annotations

import re
from pathlib import Path

import phonenumbers
import pytest

from tools.processes import ROOT

NATIONAL = {
    "112",
    "116117",
    "116111",
    "080096116",
    "116006",
    "080005005",
    "116016",
    "0925250111",
    "0925250112",
}
FILES = sorted((ROOT / "portal/demo").rglob("*.toml"))
NUMBER = re.compile(r"(?<![\d.-])(?:\+358|0)[\d \u00a0-]{6,}\d")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT / "portal/demo")))
def test_a_demo_file_holds_only_national_numbers_and_ones_that_cannot_ring(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for found in NUMBER.findall(text):
        digits = re.sub(r"\D", "", found)
        if digits in NATIONAL:
            continue
        assert not phonenumbers.is_valid_number(phonenumbers.parse(found, "FI")), found


def test_every_mail_address_of_the_demo_ends_in_the_reserved_domain() -> None:
    for file in FILES:
        for address in re.findall(r"[\w.+-]+@[\w.-]+", file.read_text(encoding="utf-8")):
            assert address.endswith(".example"), f"{file.name}: {address}"
