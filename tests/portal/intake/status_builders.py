"""Somebody who has sent a contact and looks at its status page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from portal.intake.models import BoxItem, Letter
from portal.vault.secrets import BoxKeys, box_keys, seal_for_box
from tests.portal.intake.builders import (
    Visitor,
    answers,
    reference_on,
    words_on,
)

TEXT = "Unohdin sanoa: koulu alkaa maanantaina.\nVoiko soittaa vasta iltapäivällä? 🌧️"


class Sender:
    """Somebody with a contact sent, who has the status page open."""

    def __init__(self, language: str = "fi") -> None:
        self.visitor = Visitor(language)
        receipt = self.visitor.client.get(
            self.visitor.sends({**answers(), **self.visitor.arrives_at_form()})["Location"]
        )
        self.reference, self.words = reference_on(receipt), words_on(receipt)
        self.status = self.opens()

    def opens(self) -> str:
        """The address of the status page, opened with reference and words."""
        typed = {"reference": self.reference, "words": self.words}
        return str(self.visitor.client.post(self.visitor.url("s/"), typed)["Location"])

    @property
    def keys(self) -> BoxKeys:
        return box_keys(self.words, self.reference)

    def begins(self, relation: str = "message") -> dict[str, str]:
        """The hidden fields of the form of a message or a withdrawal."""
        begun = self.visitor.client.post(f"{self.status}write/", {"kind": relation})
        self.visitor.draft_id = begun["Location"].split("/b/")[1].split("/")[0]
        return self.visitor.hidden()

    def sends(self, relation: str = "message", **data: str) -> HttpResponse:
        return self.visitor.sends({**self.begins(relation), **data})

    def page(self) -> str:
        return self.visitor.client.get(self.status).content.decode()

    def is_told(self, **item: Any) -> None:
        """What the courier does with what the desk wrote."""
        plain = {"at": "2026-11-02T10:00:00+00:00", **item}
        BoxItem.objects.create(
            id=uuid4(),
            reference=self.reference,
            box_key=self.keys.public_key,
            created_at=datetime.now(UTC),
            sealed=seal_for_box(json.dumps(plain).encode(), self.keys.public_key, f"box:{self.reference}"),
        )


def later_letters() -> list[Letter]:
    return list(Letter.objects.exclude(belongs_to="").order_by("arrival"))
