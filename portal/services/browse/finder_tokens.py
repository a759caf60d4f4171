"""Answers of the finder in an address that says nothing of them and opens nothing after an hour."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from django.urls.converters import StringConverter
from django.utils.crypto import salted_hmac

SECONDS_VALID: Final = 60 * 60
LENGTH: Final = 48
"""Every state is filled up to so many bytes, so that no address tells by its length how far somebody came."""


class FinderTokenConverter(StringConverter):
    """A sealed state."""

    regex = "[A-Za-z0-9_-]{100,200}={0,2}"


def _lock() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("portal.services.finder", "state", algorithm="sha256").digest()))


def seal(answers: tuple[str, ...]) -> str:
    """The answers as a token for an address. Raises ValueError for more than a state holds."""
    state = ",".join(answers).encode()
    if len(state) > LENGTH:
        raise ValueError("Such a long way through the finder there is not.")
    return _lock().encrypt(state.ljust(LENGTH)).decode()


def unseal(token: str) -> tuple[str, ...] | None:
    """The answers in a token; None for one that is older than an hour, or none of ours."""
    try:
        state = _lock().decrypt(token.encode(), ttl=SECONDS_VALID).decode().strip()
    except (InvalidToken, UnicodeError):
        return None
    return tuple(state.split(",")) if state else ()
