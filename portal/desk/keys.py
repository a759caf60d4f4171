"""The desk's private key and the public keys that it seals for. A replaced key file is followed without a restart."""

from __future__ import annotations

from django.conf import settings

from portal.vault.keys import KeyProblem, check_keys_match, load_private_keys, load_public_keys
from portal.vault.sealing import PrivateKey, Recipient


def desk_keys() -> tuple[PrivateKey, ...]:
    """The private keys that open letters. Raises KeyProblem with a sentence.

    One of them must fit a public key that letters are sealed for, else new letters would pile up unread.
    """
    keys = load_private_keys(settings.PRIVATE_KEY_FILE)
    check_keys_match(keys, recipients())
    return keys


def recipients() -> tuple[Recipient, ...]:
    """The public keys of the desk and of recovery. Raises KeyProblem with a sentence."""
    return load_public_keys(settings.PUBLIC_KEYS_FILE)


def require_keys() -> None:
    """Ends the process with one sentence and exit code 1 when the desk cannot open what is sealed for it."""
    try:
        desk_keys()
    except KeyProblem as problem:
        raise SystemExit(f"The desk does not start. {problem}") from None
