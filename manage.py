"""Runs a management command of the portal half, or of the desk half with --settings=portal.settings.desk."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from portal.settings.starting import in_one_sentence

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.portal")
    with in_one_sentence():
        execute_from_command_line(sys.argv)
