"""The id of a service in exports, kept beside its key so that the service is found by it without trying every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models

from portal.core.county import county

if TYPE_CHECKING:
    IdField = models.UUIDField[UUID | str, UUID]
else:
    IdField = models.UUIDField

NAMESPACE: Final = uuid5(NAMESPACE_URL, "https://tukiportti.example/hsds/")


def identity(kind: str, *keys: str) -> UUID:
    """The id of a record: always the same for the same kind and keys."""
    return uuid5(NAMESPACE, "/".join((county().code, kind, *keys)))


class ServiceOpenIdField(IdField):
    """The id that is made of the service's key, written with every row however it is saved, in bulk too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> UUID:
        """The id that belongs to the key."""
        made = identity("service", str(getattr(model_instance, "key", "")))
        setattr(model_instance, self.attname, made)
        return made
