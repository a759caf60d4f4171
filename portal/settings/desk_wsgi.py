"""WSGI entry of the desk half. Without a key that opens what is sealed now, it ends with one sentence."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from portal.desk.keys import require_keys
from portal.settings.starting import in_one_sentence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.desk")
with in_one_sentence():
    require_keys()
    application = get_wsgi_application()
