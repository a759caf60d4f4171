"""Overlay for production: every value from the environment, nothing assumed."""

from __future__ import annotations

from portal.settings.environment import required

ALLOWED_HOSTS = required("ALLOWED_HOSTS", "host names that this half answers to, separated by commas").split(",")
# The portal and the courier each name their mail server; the desk's web process sends no mail.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
