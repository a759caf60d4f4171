"""WSGI entry of the portal half. Without a setting that it needs, it ends with one sentence."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from portal.settings.starting import in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.portal")
with in_one_sentence():
    application = get_wsgi_application()
