"""National codes that the county has filled in where the portal's own files do not know them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NationalCode(models.Model):
    """The code of one value of a national code set: the set's OID, our key of the value, and what the county knows.

    Names and known codes stand in the portal's files (portal/core/codes); a row here never changes them.
    """

    oid = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    code = models.CharField(
        max_length=20,
        validators=[
            RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z.-]*\Z", _("A code has letters, digits, dots and hyphens only."))
        ],
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["oid", "key"],
                name="national_code_once",
                violation_error_message=_("This value already has a code."),
            ),
            models.UniqueConstraint(
                fields=["oid", "code"],
                name="national_code_not_twice",
                violation_error_message=_("Another value of this code set has the same code."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.oid}:{self.key}"
