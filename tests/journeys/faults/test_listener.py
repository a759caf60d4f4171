"""No installation but a test can be stopped at a named point."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.journeys.faults.ground import listening
from tools import demo
from tools.processes import PYTHON, ROOT, full_environment

SAYS = "import django; django.setup(); from portal.core import checkpoints; print(len(checkpoints._listeners))"
PRODUCTION = {
    "ALLOWED_HOSTS": "tuki.example",
    "DEFAULT_FROM_EMAIL": "tuki@tuki.example",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "EXIT_URL": "https://neutral.example/",
    "CACHE_URL": "locmemcache://",
    "WAGTAILADMIN_BASE_URL": "https://tuki.example",
}


@pytest.mark.parametrize(("overlay", "listeners"), [("test", "1"), ("dev", "0"), ("production", "0")])
@pytest.mark.parametrize("half", ["portal", "desk"])
def test_only_the_overlay_for_tests_listens(tmp_path: Path, half: str, overlay: str, listeners: str) -> None:
    made = demo.environment(tmp_path, 0, 0)
    environment = {"portal": made.portal, "desk": made.desk}[half]
    done = subprocess.run(
        [PYTHON, "-c", SAYS],
        cwd=ROOT,
        env=full_environment(listening({**environment, **PRODUCTION, "TUKIPORTTI_ENV": overlay})),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == (listeners, 0), done.stderr[-1000:]
