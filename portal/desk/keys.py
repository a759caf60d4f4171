"""The desk's private key and the public keys that it seals for, read from their files once."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from portal.vault.keys import KeyProblem, check_keys_match, load_private_keys, load_public_keys
from portal.vault.sealing import PrivateKey, Recipient


@cache
def desk_keys() -> tuple[PrivateKey, ...]:
    """The private keys that open letters. Raises KeyProblem with a sentence.

    The newest must fit a public key that letters are sealed for, else new letters would pile up unread.
    """
    keys = load_private_keys(settings.PRIVATE_KEY_FILE)
    check_keys_match(keys, recipients())
    return keys


@cache
def recipients() -> tuple[Recipient, ...]:
    """The public keys of the desk and of recovery. Raises KeyProblem with a sentence."""
    return load_public_keys(settings.PUBLIC_KEYS_FILE)


def forget() -> None:
    """Reads the files anew the next time; for rotation and for tests."""
    desk_keys.cache_clear()
    recipients.cache_clear()


def require_keys() -> None:
    """Ends the process with one sentence and exit code 1 when the desk cannot open what is sealed for it."""
    try:
        desk_keys()
    except KeyProblem as problem:
        raise SystemExit(f"The desk does not start. {problem}") from None
