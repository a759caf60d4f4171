"""Keys from secrets that people and browsers carry: tokens, links and words.

No framework. The portal half keeps none of these secrets; whoever asks brings one. A secret becomes
- a door: 16 bytes that find a row without telling the secret (`door`);
- a key for fingerprints (`fingerprint_key`, `fingerprint`), by which equal texts are found without reading them;
- a symmetric key for a row (`seal_under`, `open_under`), for drafts and search keys;
- an X25519 key pair for a box (`box_keys`, `box_keys_from_token`), whose public half is stored: others
  seal for it (`seal_for_box`), and only the secret opens (`open_box`).

Random tokens go through HKDF. Words are few bits and go through Argon2id (t = 2, 19 MiB, one lane; more
lanes than one deadlock in `cryptography` when two threads derive at once), one at a time in a process,
so that many asks cost time and not memory. Derive outside transactions.

Everything sealed is padded in steps of 1 KiB and starts with a version byte.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.vault.sealing import MAX_PLAIN_BYTES, NONCE_BYTES, CannotOpen, CannotSeal, pad, unpad

TOKEN_BYTES: Final = 32
MIN_TOKEN_BYTES: Final = 16
ID_BYTES: Final = 16
ID_LENGTH: Final = 26
DOOR_BYTES: Final = 16
STEP: Final = 1024
VERSION: Final = b"\x01"
ARGON2_ROUNDS: Final = 2
ARGON2_KIB: Final = 19 * 1024

_DOES_NOT_OPEN: Final = (InvalidTag, ValueError, TypeError, AttributeError)
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_one_at_a_time: Final = threading.Semaphore(1)


@dataclass(frozen=True)
class BoxKeys:
    """An X25519 pair, 32 bytes each. The private half never stands in a repr."""

    public_key: bytes
    private_key: bytes = field(repr=False)


def random_token() -> bytes:
    """32 random bytes for a cookie or a link."""
    return os.urandom(TOKEN_BYTES)


def random_id() -> str:
    """A random id of 128 bits: 26 characters of lower-case base32, safe in a path and a cookie name."""
    return base64.b32encode(os.urandom(ID_BYTES)).decode("ascii").rstrip("=").lower()


def door(token: bytes, row_id: str) -> bytes:
    """The find-part, 16 bytes: stored beside the row, tells nothing of the token or of the key."""
    return _from_token(token, "door", row_id, DOOR_BYTES)


def seal_under(token: bytes, row_id: str, plain: bytes, aad: bytes = b"") -> bytes:
    """The text sealed under a key from the token and the row, bound to the aad (AES-256-GCM).

    Raises CannotSeal for a token under 128 bits or a text over 16 MiB.
    """
    if len(plain) > MAX_PLAIN_BYTES:
        raise CannotSeal("The text is longer than 16 MiB.")
    nonce = os.urandom(NONCE_BYTES)
    key = _from_token(token, "seal", row_id, 32)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, pad(plain, STEP), VERSION + aad)


def open_under(token: bytes, row_id: str, sealed: bytes, aad: bytes = b"") -> bytes:
    """The text. Raises CannotOpen, and nothing else, for any wrong or damaged part."""
    try:
        raw = bytes(sealed)
        nonce, payload = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :]
        if raw[:1] != VERSION:
            raise ValueError("not of version 1")
        key = _from_token(token, "seal", row_id, 32)
        return unpad(AESGCM(key).decrypt(nonce, payload, VERSION + aad))
    except _DOES_NOT_OPEN as error:
        raise CannotOpen from error


def fingerprint_key(token: bytes, name: str) -> bytes:
    """32 bytes for `fingerprint`, derived from a secret that stays where it is. Raises CannotSeal for a short one."""
    return _from_token(token, "fingerprint", name, 32)


def fingerprint(key: bytes, text: str) -> bytes:
    """16 bytes that are the same for the same text and tell nothing of it without the key (HMAC-SHA-256, cut)."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")[:DOOR_BYTES]


def stretch(words: str, salt: str) -> bytes:
    """32 bytes from words by Argon2id, usable as a token. About 35 ms and 19 MiB; one at a time.

    The words must be normalised first (`portal.vault.words.normalise`). The salt is public: a box's
    reference, or the site's own text where words must find a row. Raises ValueError for text that
    cannot be UTF-8.
    """
    seasoned = hashlib.sha256(b"tukiportti/words/1|" + salt.encode()).digest()[:16]
    with _one_at_a_time:
        kdf = Argon2id(
            salt=seasoned,
            length=TOKEN_BYTES,
            iterations=ARGON2_ROUNDS,
            lanes=1,
            memory_cost=ARGON2_KIB,
        )
        return kdf.derive(words.encode())


def box_keys(words: str, reference: str) -> BoxKeys:
    """The pair that the receipt's words and its reference always give (Argon2id, then X25519)."""
    return box_keys_from_token(stretch(words, reference), reference)


def box_keys_from_token(token: bytes, row_id: str) -> BoxKeys:
    """The pair that a random token (an invite's link) always gives. Raises CannotSeal when too short."""
    private = X25519PrivateKey.from_private_bytes(_from_token(token, "box", row_id, 32))
    return BoxKeys(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def seal_for_box(plain: bytes, public_key: bytes, context: str) -> bytes:
    """The text sealed for the box's owner, bound to the context.

    Raises CannotSeal for a public key that is none, or a text over 16 MiB.
    """
    if len(plain) > MAX_PLAIN_BYTES:
        raise CannotSeal("The text is longer than 16 MiB.")
    try:
        public = X25519PublicKey.from_public_bytes(bytes(public_key))
        return VERSION + _SUITE.encrypt(pad(plain, STEP), public, info=_box_info(context))
    except (ValueError, TypeError) as error:
        raise CannotSeal("The box's public key cannot be used.") from error


def open_box(sealed: bytes, private_key: bytes, context: str) -> bytes:
    """The text. Raises CannotOpen, and nothing else, for any wrong or damaged part."""
    try:
        raw = bytes(sealed)
        if raw[:1] != VERSION:
            raise ValueError("not of version 1")
        private = X25519PrivateKey.from_private_bytes(private_key)
        return unpad(_SUITE.decrypt(raw[1:], private, info=_box_info(context)))
    except _DOES_NOT_OPEN as error:
        raise CannotOpen from error


def _box_info(context: str) -> bytes:
    return VERSION + b"box|" + context.encode()


def _from_token(token: bytes, purpose: str, row_id: str, length: int) -> bytes:
    if len(token) < MIN_TOKEN_BYTES:
        raise CannotSeal("A token has at least 128 bits.")
    info = f"tukiportti/1|{purpose}|{row_id}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(token)
