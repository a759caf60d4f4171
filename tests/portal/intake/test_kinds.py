"""Every kind of contact goes the whole way to a letter that says exactly what was written, and follows the schema."""

from __future__ import annotations

import pytest

from portal.intake.models import Draft, Letter
from portal.intake.service import validate
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import opened
from tests.portal.intake.kind_builders import WORDS, Journey, begun, journeys, walks

pytestmark = pytest.mark.django_db

JOURNEYS = journeys()


def sent(journey: Journey, key: PrivateKey, language: str = "fi") -> dict[str, object]:
    visitor = begun(journey, language)
    walks(visitor, journey)
    letter = Letter.objects.get()
    assert letter.kind == journey.kind
    content = opened(letter, key)
    validate(content)
    return content


def by_name(name: str) -> Journey:
    return next(one for one in JOURNEYS if one.name == name)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.name)
def test_each_kind_becomes_a_letter_with_exactly_the_words(journey: Journey, desk_key: PrivateKey) -> None:
    content = sent(journey, desk_key)
    assert content["own_words"] == WORDS
    assert content["kind"] == journey.kind
    assert content["sender"]["role"] == journey.role
    assert content["sender"]["is_verified"] is False
    assert Draft.objects.count() == 0
