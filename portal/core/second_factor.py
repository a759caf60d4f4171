"""How the secrets of second factors are kept, in both halves.

The secrets open nothing that a resident wrote: they only prove who signs in.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX: Final = "tp1:"
NONCE_BYTES: Final = 12


class CannotDecrypt(ValueError):
    """A stored second-factor secret does not open with the key in MFA_ENCRYPTION_KEY."""


def encrypt_secret(text: str) -> str:
    """The secret as the database may hold it: "tp1:" and base64 of nonce and AES-256-GCM."""
    nonce = os.urandom(NONCE_BYTES)
    return PREFIX + base64.b64encode(nonce + AESGCM(_key()).encrypt(nonce, text.encode(), PREFIX.encode())).decode()


def decrypt_secret(stored: str) -> str:
    """The secret again. Raises CannotDecrypt for anything that was not made with the same key."""
    try:
        raw = base64.b64decode(stored.removeprefix(PREFIX), validate=True)
        return AESGCM(_key()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], PREFIX.encode()).decode()
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise CannotDecrypt("A second-factor secret does not open with MFA_ENCRYPTION_KEY.") from error


def _key() -> bytes:
    secret = settings.MFA_ENCRYPTION_KEY.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tukiportti/1|second-factor").derive(secret)
