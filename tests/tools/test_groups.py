"""Tests of one group run in one worker of the suite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.processes import ROOT

GROUPED = """
import pytest

@pytest.fixture(params=[pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in ("one", "two")])
def group(request):
    return request.param

@pytest.mark.parametrize("number", range(6))
def test_it(group, number, worker_id):
    print(f"<{group} {worker_id}>")
    raise AssertionError
"""


def test_tests_of_one_group_run_in_one_worker(tmp_path: Path) -> None:
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    # What this run's own worker was told by its parent is not meant for the inner run.
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "2",
            "--dist=loadgroup",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:django",
            str(tmp_path),
        ],
        cwd=tmp_path,
        env={**outer, "PYTEST_ADDOPTS": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {line for line in done.stdout.splitlines() if line.startswith("<")}
    assert len(found) == 2, done.stdout[-2000:]
