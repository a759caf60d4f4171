"""The desk's own rows: workers, contacts, messages, what waits to be carried out."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class Worker(AbstractUser):
    """A member of the intake team."""
