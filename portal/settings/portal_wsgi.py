"""WSGI entry of the portal half."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.portal")
application = get_wsgi_application()
