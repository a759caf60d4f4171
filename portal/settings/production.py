"""Overlay for production: every value from the environment, nothing assumed."""

from __future__ import annotations

from portal.settings.environment import env, required

ALLOWED_HOSTS = required("ALLOWED_HOSTS", "host names that this half answers to, separated by commas").split(",")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
