"""Keys that only these tests hold, and counters that start at nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from portal.intake import letter_box
from portal.vault.sealing import PrivateKey, new_private_key_bytes

DESK = PrivateKey("desk-1", new_private_key_bytes())
RECOVERY = PrivateKey("recovery-1", new_private_key_bytes())


@pytest.fixture
def desk_key() -> PrivateKey:
    return DESK


@pytest.fixture(autouse=True)
def _sealed_for_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_box, "recipients", lambda: (DESK.recipient, RECOVERY.recipient))


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    cache.clear()
    with translation.override("fi"):
        yield
