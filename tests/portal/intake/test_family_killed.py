"""The process dies while a text is held or sent: neither a lost nor a doubled contact."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.processes import ROOT


@pytest.mark.wide
def test_killed_at_any_point_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.intake.killed_texts"],
        cwd=ROOT,
        env={
            **os.environ,
            "SEND_LIMIT_PER_MINUTE": "1000",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'box.sqlite3'}",
            "VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "8"), done.stderr[-2000:]
