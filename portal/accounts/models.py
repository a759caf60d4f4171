"""People of the portal half: editors and, later, verified professionals."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account holder of the portal half."""
