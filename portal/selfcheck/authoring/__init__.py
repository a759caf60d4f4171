"""From what an editor wrote to what is answered: facts and words taken apart, and what is wrong with them."""

from __future__ import annotations

from portal.selfcheck.authoring.errors import field_errors
from portal.selfcheck.authoring.facts import definition_of
from portal.selfcheck.authoring.words import words_of

__all__ = ["definition_of", "field_errors", "words_of"]
