"""WSGI entry of the desk half. Without a key that opens what is sealed now, it ends with one sentence."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from portal.desk.keys import require_keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.desk")
require_keys()
application = get_wsgi_application()
