"""People of the portal half: editors and, later, verified professionals."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes account holders, who are known by their email address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved account holder. Without a password nobody can sign in. Raises ValueError without an address."""
        if not email:
            raise ValueError("An account needs an email address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved account holder who may do everything in the CMS."""
        return self.create_user(email, password, **{**fields, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an address, in whatever case it was typed. Raises User.DoesNotExist."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account holder of the portal half, known by the email address. The desk's workers have a table of their own."""

    email = models.EmailField(
        _("Email"), unique=True, error_messages={"unique": _("An account has this address already.")}
    )
    first_name = models.CharField(_("First name"), max_length=150, blank=True)
    last_name = models.CharField(_("Last name"), max_length=150, blank=True)
    is_active = models.BooleanField(
        _("Active"),
        default=True,
        help_text=_("Without this nobody can sign in. Take it away instead of deleting the account."),
    )
    date_joined = models.DateTimeField(_("Made on"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the account with its address in lower case, so that one address is one account."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """First and last name, else the address."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        """The first name, else the address."""
        return self.first_name or self.email


class KeptService(models.Model):
    """A service on a professional's own list: its key in the catalogue, and nothing of what it says."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_services", verbose_name=_("account"))
    key = models.SlugField(_("Key"), max_length=80)

    class Meta:
        verbose_name = _("kept service")
        verbose_name_plural = _("kept services")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="accounts_service_kept_once")]

    def __str__(self) -> str:
        return self.key
