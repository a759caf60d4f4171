"""The environment that settings are read from, and the sentences for what is missing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR: Final = Path(__file__).resolve().parent.parent.parent

env: Final = environ.Env()

OVERLAYS: Final = ("dev", "test", "production")

ENVIRONMENT: Final[str] = env.str("TUKIPORTTI_ENV", default="production")
if ENVIRONMENT not in OVERLAYS:
    raise ImproperlyConfigured(f"TUKIPORTTI_ENV is {ENVIRONMENT!r}; it must be one of {', '.join(OVERLAYS)}.")


def required(name: str, purpose: str, *, dev: str | None = None) -> str:
    """The value of an environment variable, or its stand-in where the overlay is dev.

    Raises ImproperlyConfigured with a sentence that names the variable and what it is for.
    """
    value: str = env.str(name, default="")
    if value:
        return value
    if dev is not None and ENVIRONMENT == "dev":
        return dev
    raise ImproperlyConfigured(f"The environment variable {name} is missing: {purpose}. See docs/settings.md.")


SQLITE_OPTIONS: Final[dict[str, Any]] = {
    "timeout": 20,
    # Deferred transactions that read first and then write fail under load, whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
}


def database(name: str, purpose: str, *, dev: str | None = None) -> dict[str, Any]:
    """One entry of DATABASES from the URL in an environment variable, with what makes SQLite safe under writers."""
    config: dict[str, Any] = dict(env.db_url_config(required(name, purpose, dev=dev)))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    else:
        config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        config["CONN_HEALTH_CHECKS"] = True
    return config
