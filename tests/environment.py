"""The environment of a test run; loaded as a pytest plugin before Django reads its settings."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

os.environ["TUKIPORTTI_ENV"] = "test"
VAR_DIR = Path(os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="tukiportti-test-")))
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("MFA_ENCRYPTION_KEY", secrets.token_hex(32))
os.environ.setdefault("COUNTY_FILE", str(ROOT / "portal/demo/county.toml"))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR_DIR / 'test.sqlite3'}")
# The desk half's tests play the courier, so they are given a way to the letter box; see tests/desk/conftest.py.
os.environ.setdefault("PORTAL_DATABASE_URL", f"sqlite:///{VAR_DIR / 'letter-box.sqlite3'}")
os.environ.setdefault("PUBLIC_KEYS_FILE", str(VAR_DIR / "keys/public.json"))
os.environ.setdefault("PRIVATE_KEY_FILE", str(VAR_DIR / "keys/desk.json"))
# A Playwright test in one thread with the ORM needs it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.portal")
