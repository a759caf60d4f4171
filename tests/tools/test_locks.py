"""The locks hold hashes and no registry's address."""

from __future__ import annotations

import json
import re

import pytest

from tools.processes import ROOT


@pytest.mark.parametrize("name", ["run.txt", "test.txt", "node.txt"])
def test_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][^\s=]*==\S+ \\$", text, re.MULTILINE)
    assert packages
    assert len(packages) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), "a line without a hash"
    assert "http" not in text
    assert "--index-url" not in text


def test_the_node_lock_holds_integrity_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert [name for name, one in packages.items() if "integrity" not in one] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
