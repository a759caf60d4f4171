"""Code that runs in processes of its own under the desk's settings, on a database that the test names."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.environment import ROOT


def python(code: str, *words: str, database: str) -> subprocess.Popen[str]:
    """A started process; it finds the words in sys.argv[1:], and there is no way to the letter box in it."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.desk",
            "DATABASE_URL": database,
            "PORTAL_DATABASE_URL": "",
        },
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(process: subprocess.Popen[str]) -> str:
    """What the process printed, once it has ended well; what it said on stderr is shown when it has not."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out.strip()
