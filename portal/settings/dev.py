"""Overlay for a developer's machine and for the demo over plain http."""

from __future__ import annotations

from portal.settings.environment import BASE_DIR, env

# Mail goes to files, so that a demo can never write to anyone.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
PROFESSIONAL_EMAIL_DOMAINS = env.list("PROFESSIONAL_EMAIL_DOMAINS", default=["esimerkkila.example"])
DUTY_EMAIL_DOMAINS = env.list("DUTY_EMAIL_DOMAINS", default=["esimerkkila.example"])
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default=str(BASE_DIR / "var/mail"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="no-reply@county.example")
EXIT_URL = env.str("EXIT_URL", default="https://www.ilmatieteenlaitos.fi/")
DEBUG = env.bool("DEBUG", default=False)
