"""The environment of a test run; loaded as a pytest plugin before Django reads its settings."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

os.environ["TUKIPORTTI_ENV"] = "test"
# One folder for a run, and in it one for each worker of the run: workers inherit the environment of their parent.
RUN_DIR = Path(os.environ.setdefault("TUKIPORTTI_TEST_RUN", tempfile.mkdtemp(prefix="tukiportti-test-")))
VAR_DIR = RUN_DIR / os.environ.get("PYTEST_XDIST_WORKER", "alone")
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
os.environ["VAR_DIR"] = str(VAR_DIR)


def own(name: str, value: str) -> None:
    """Gives this worker its own value, unless whoever started the run named one outside the run's folder."""
    given = os.environ.get(name, "")
    if not given or str(RUN_DIR) in given:
        os.environ[name] = value


os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("MFA_ENCRYPTION_KEY", secrets.token_hex(32))
os.environ.setdefault("COUNTY_FILE", str(ROOT / "portal/demo/county.toml"))
own("DATABASE_URL", f"sqlite:///{VAR_DIR / 'test.sqlite3'}")
# The desk half's tests play the courier, so they are given a way to the letter box; see tests/desk/conftest.py.
own("PORTAL_DATABASE_URL", f"sqlite:///{VAR_DIR / 'letter-box.sqlite3'}")
own("PUBLIC_KEYS_FILE", str(VAR_DIR / "keys/public.json"))
own("PRIVATE_KEY_FILE", str(VAR_DIR / "keys/desk.json"))
# A Playwright test in one thread with the ORM needs it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.portal")
