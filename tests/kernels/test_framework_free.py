"""The kernels of the intake room load without any framework, package or calendar."""

from __future__ import annotations

import subprocess

import pytest

from tools.processes import PYTHON, ROOT

ASK = "import sys, {}; print([one for one in ('django', 'wagtail', 'holidays', 'jsonschema') if one in sys.modules])"


@pytest.mark.parametrize("kernel", ["deadlines", "safe_contact", "contact_hours", "triage"])
def test_a_kernel_of_the_intake_room_loads_no_framework(kernel: str) -> None:
    program = ASK.format(f"portal.intake.{kernel}")
    done = subprocess.run([PYTHON, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
