"""The environment that settings are read from, and the sentences for what is missing in it."""

from __future__ import annotations

import warnings
from datetime import time
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


def secret(name: str, purpose: str, *, at_least: int, dev: str) -> str:
    """The secret in an environment variable. Raises ImproperlyConfigured when it is missing or shorter than that."""
    value = required(name, f"{purpose}; at least {at_least} random characters", dev=dev)
    if len(value) < at_least:
        raise ImproperlyConfigured(f"The environment variable {name} is too short: it needs {at_least} characters.")
    return value


SQLITE_OPTIONS: Final[dict[str, Any]] = {
    "timeout": 20,
    # Deferred transactions that read first and then write fail under load, whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
}


def database(name: str, purpose: str, *, dev: str | None = None) -> dict[str, Any]:
    """One entry of DATABASES from the URL in an environment variable, with what makes SQLite safe under writers.

    Raises ImproperlyConfigured where the variable is missing or names no database.
    """
    url = required(name, purpose, dev=dev)
    with warnings.catch_warnings(action="ignore"):  # the sentence below says the same, and does not show the URL
        config: dict[str, Any] = dict(env.db_url_config(url))
    if not config.get("ENGINE"):
        raise ImproperlyConfigured(
            f"The environment variable {name} is not the URL of a database. See docs/settings.md."
        )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    else:
        config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        config["CONN_HEALTH_CHECKS"] = True
    return config


MAIL_PORTS: Final = {"smtp": 25, "smtps": 587, "smtp+tls": 587, "smtp+ssl": 465}


def mail_server(name: str, purpose: str) -> dict[str, Any]:
    """Django's settings of the mail server whose URL stands in an environment variable.

    Raises ImproperlyConfigured where the variable is missing or names no mail server. The port may be left out.
    """
    url = required(name, purpose)
    scheme = url.partition("://")[0]
    try:
        config: dict[str, Any] = dict(env.email_url_config(url)) if scheme in MAIL_PORTS else {}
    except ValueError:
        config = {}
    if not config.get("EMAIL_HOST"):
        raise ImproperlyConfigured(
            f"The environment variable {name} is not the URL of a mail server (smtp+tls://user:password@host:587). "
            "See docs/settings.md."
        )
    return {**config, "EMAIL_PORT": config["EMAIL_PORT"] or MAIL_PORTS[scheme]}


def time_of_day(name: str, *, default: str) -> time:
    """The time in an environment variable, as 08:00. Raises ImproperlyConfigured for another text."""
    text: str = env.str(name, default=default)
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ImproperlyConfigured(f"The environment variable {name} is {text!r}; write a time, as 08:00.") from None
