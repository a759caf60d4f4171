"""Overlay for tests: quick passwords, mail in memory, static files without a manifest."""

from __future__ import annotations

from django.utils.module_loading import import_string

from portal.core.checkpoints import listen
from portal.settings.environment import env

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.locmem.EmailBackend")
PROFESSIONAL_EMAIL_DOMAINS = ["tyo.example"]
DUTY_EMAIL_DOMAINS = ["county.example", "example.fi", "esimerkkila.example"]
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EXIT_URL = env.str("EXIT_URL", default="https://neutral.example/")
# Names a point in the code where a process stops until it is killed; see tests/journeys.
# No other overlay reads it, so that no other installation can be stopped there.
CHECKPOINT_LISTENER = env.str("CHECKPOINT_LISTENER", default="")
if CHECKPOINT_LISTENER:
    listen(import_string(CHECKPOINT_LISTENER.replace(":", ".")))
