"""What this room refuses, as an error that carries a sentence for the editor."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class RefusedError(ValidationError):
    """An editor's action that the house does not allow.

    It is a ValidationError keyed by field, because wagtail-localize catches that kind and rolls back.
    """

    def __init__(self, sentence: str, *, page_id: int | None = None) -> None:
        super().__init__({NON_FIELD_ERRORS: [sentence]})
        self.sentence = sentence
        self.page_id = page_id


class PublishingRefusedError(RefusedError):
    """The text of a page may not go live as it is."""
