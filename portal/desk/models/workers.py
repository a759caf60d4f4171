"""Workers of the desk and their roles."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES: Final = (("fi", "Suomi"), ("sv", "Svenska"))


class Role(models.TextChoices):
    """What a worker is at the desk. What each may do stands in portal/desk/permissions.py."""

    WORKER = "worker", pgettext_lazy("role", "Worker")
    LEAD = "lead", pgettext_lazy("role", "Lead")
    AUDITOR = "auditor", pgettext_lazy("role", "Auditor")
    TECHNICAL = "technical", pgettext_lazy("role", "Technical administrator")


class WorkerManager(BaseUserManager["Worker"]):
    """Makes workers, whose e-mail address is always lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Worker:
        """A saved worker. Without a password nobody can sign in as them."""
        worker = self.model(email=email.strip().lower(), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker

    def get_by_natural_key(self, username: str | None) -> Worker:
        """The worker of that e-mail address, in whatever case it was typed."""
        return self.get(email__iexact=username)


class Worker(AbstractBaseUser):
    """A member of the intake team (asiakasohjauksen työntekijä), who signs in by e-mail address and second factor."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="fi")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.WORKER)
    is_active = models.BooleanField(_("may sign in"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[WorkerManager] = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="worker_email_once",
                violation_error_message=_("Another worker has this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=["fi", "sv"]),
                name="worker_language_known",
                violation_error_message=_("The desk speaks Finnish and Swedish."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="worker_role_known",
                violation_error_message=_("The role is not one that the desk knows."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """The e-mail address in lower case."""
        super().clean()
        self.email = self.email.strip().lower()
