"""Keeps the tests of one xdist_group in one worker of the suite.

pytest-xdist 3.8 tells the controller of a test's group by the test's id, in a way that pytest 9.2 no longer sees; then
groups are silently none. See https://github.com/pytest-dev/pytest-xdist/issues/1386; this file goes with the release
that closes it. tests/tools/test_groups.py turns red when the groups come apart.
"""

from __future__ import annotations

import pytest
from _pytest.nodeid import NodeId


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Writes each test's group behind its id, as the controller expects it."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        groups = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
        suffix = f"@{'_'.join(groups)}"
        if groups and not item.nodeid.endswith(suffix):
            item._id = NodeId.parse(item.nodeid + suffix)
