"""Sealing: bytes, recipients and associated data to an envelope and back.

A kernel: it knows bytes and ids, no contact and no framework.

An envelope is, in this order:

    magic b"TPE"  version 1 (one byte)  number of wraps (one byte)
    for each wrap: length of kid (one byte), kid (ASCII), length of wrap (two bytes), wrap
    nonce (12 bytes)  payload (AES-256-GCM over the padded plain text)

The data key is random and used once. It is wrapped for each recipient by HPKE (RFC 9180) with the
hybrid KEM ML-KEM-768 + X25519, HKDF-SHA-256 and AES-256-GCM; `info` is
``b"wrap|" + context + b"|" + kid``. Because a kid never holds a "|", no two pairs of context and
kid share an info. The payload's associated data are the context and the caller's aad, with the
length of the context in front, so that neither can be moved into the other.

The wraps are not bound to the payload by a signature: whoever seals may write what they like. What is
held is that nobody without a recipient's private key can read an envelope, change it unseen, or move
it to another context or other associated data.

Private keys are 96 bytes (64 bytes of ML-KEM seed, 32 bytes of X25519), public keys 1,216 bytes
(1,184 and 32). Sizes of envelopes are steps of 4 KiB plus a part that depends on the recipients only.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

MAGIC: Final = b"TPE\x01"
STEP: Final = 4096
MAX_PLAIN_BYTES: Final = 16 * 1024 * 1024
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
DATA_KEY_BYTES: Final = 32
MLKEM_SEED_BYTES: Final = 64
MLKEM_PUBLIC_BYTES: Final = 1184
X25519_BYTES: Final = 32
PUBLIC_KEY_BYTES: Final = MLKEM_PUBLIC_BYTES + X25519_BYTES
PRIVATE_KEY_BYTES: Final = MLKEM_SEED_BYTES + X25519_BYTES

_KID: Final = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
# What cryptography raises for wrong keys and damaged bytes, and Python for what is no bytes at all.
_DOES_NOT_OPEN: Final = (InvalidTag, ValueError, TypeError, AttributeError)
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """The one answer to everything that does not open: wrong key, wrong context, damaged, not ours."""


class CannotSeal(ValueError):
    """Sealing was asked with something unusable: no recipient, a malformed key or kid, a text too long."""


@dataclass(frozen=True)
class Recipient:
    """A public key that letters are sealed for. `public_key` is 1,216 bytes."""

    kid: str
    public_key: bytes


@dataclass(frozen=True)
class PrivateKey:
    """A private key that opens. `private_key` is 96 bytes and never stands in a repr."""

    kid: str
    private_key: bytes = field(repr=False)

    @cached_property
    def parsed(self) -> MLKEM768X25519PrivateKey:
        """The key as the library wants it, parsed once. Raises ValueError for a malformed key."""
        return MLKEM768X25519PrivateKey(*_private_halves(self.private_key))

    @cached_property
    def recipient(self) -> Recipient:
        """The public half under the same kid. Raises ValueError for a malformed key."""
        mlkem, x25519 = _private_halves(self.private_key)
        public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        return Recipient(self.kid, public)


@dataclass(frozen=True)
class _Envelope:
    wraps: tuple[tuple[str, bytes], ...]
    sealed: bytes  # nonce and payload, untouched by rotation


def new_private_key_bytes() -> bytes:
    """A fresh private key, 96 bytes."""
    return MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()


def is_kid(kid: str) -> bool:
    """Whether the text may name a key: 1 to 64 of a-z, 0-9 and hyphen."""
    return _KID.fullmatch(kid) is not None


def canonical(content: Mapping[str, object]) -> bytes:
    """Canonical JSON as UTF-8: keys sorted, no spaces, characters as they are.

    The same content always gives the same bytes. Values are what JSON holds; anything else (a date, a
    UUID, bytes, NaN) raises TypeError or ValueError, because its text must be chosen by the caller. Lone
    surrogates pass, and `json.loads` reads them back, so that no odd input can stop a letter.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def seal(plain: bytes, *, recipients: Sequence[Recipient], context: str, aad: bytes) -> bytes:
    """An envelope that any one of the recipients opens, with the same context and aad.

    Raises CannotSeal for no recipient, one kid twice, a malformed key or kid, more than 16 MiB.
    """
    if len(plain) > MAX_PLAIN_BYTES:
        raise CannotSeal("The text is longer than 16 MiB.")
    data_key = os.urandom(DATA_KEY_BYTES)
    wraps = _wraps(data_key, recipients, context)
    nonce = os.urandom(NONCE_BYTES)
    payload = AESGCM(data_key).encrypt(nonce, pad(plain, STEP), _payload_aad(context, aad))
    return _packed(_Envelope(wraps, nonce + payload))


def open_envelope(
    envelope: bytes,
    *,
    keys: Mapping[str, PrivateKey] | Iterable[PrivateKey],
    context: str,
    aad: bytes,
) -> bytes:
    """The plain text. Raises CannotOpen, and nothing else, when it does not open."""
    try:
        parsed = _unpacked(envelope)
        data_key = _data_key(parsed, keys, context)
        nonce, payload = parsed.sealed[:NONCE_BYTES], parsed.sealed[NONCE_BYTES:]
        return unpad(AESGCM(data_key).decrypt(nonce, payload, _payload_aad(context, aad)))
    except _DOES_NOT_OPEN as error:
        raise CannotOpen from error


def rewrap(
    envelope: bytes,
    *,
    keys: Mapping[str, PrivateKey] | Iterable[PrivateKey],
    recipients: Sequence[Recipient],
    context: str,
) -> bytes:
    """The same payload, byte for byte, wrapped for these recipients and no longer for the old ones.

    Raises CannotOpen when no key opens a wrap, CannotSeal when the new recipients are unusable.
    """
    try:
        parsed = _unpacked(envelope)
        data_key = _data_key(parsed, keys, context)
    except _DOES_NOT_OPEN as error:
        raise CannotOpen from error
    return _packed(_Envelope(_wraps(data_key, recipients, context), parsed.sealed))


def recipients_of(envelope: bytes) -> tuple[str, ...]:
    """The kids that the envelope names, in its order. Raises CannotOpen when it is not an envelope."""
    try:
        return tuple(kid for kid, _ in _unpacked(envelope).wraps)
    except _DOES_NOT_OPEN as error:
        raise CannotOpen from error


def pad(plain: bytes, step: int) -> bytes:
    """The text, one byte 0x80 and zeros up to a whole number of steps (ISO/IEC 7816-4)."""
    return plain + b"\x80" + bytes(-(len(plain) + 1) % step)


def unpad(padded: bytes) -> bytes:
    """The text before the padding. Raises ValueError when there is none."""
    stripped = padded.rstrip(b"\x00")
    if not stripped.endswith(b"\x80"):
        raise ValueError("no padding")
    return stripped[:-1]


def _wraps(data_key: bytes, recipients: Sequence[Recipient], context: str) -> tuple[tuple[str, bytes], ...]:
    kids = {recipient.kid for recipient in recipients}
    if not 1 <= len(recipients) <= 255 or len(kids) != len(recipients):
        raise CannotSeal("An envelope needs 1 to 255 recipients, each with a kid of its own.")
    return tuple((recipient.kid, _wrapped(data_key, recipient, context)) for recipient in recipients)


def _wrapped(data_key: bytes, recipient: Recipient, context: str) -> bytes:
    if not is_kid(recipient.kid):
        raise CannotSeal("A kid is 1 to 64 of a-z, 0-9 and hyphen.")
    try:
        public = _parsed_public(recipient.public_key)
        return _SUITE.encrypt(data_key, public, info=_info(context, recipient.kid))
    except (ValueError, TypeError) as error:
        raise CannotSeal(f"The public key {recipient.kid} cannot be used.") from error


def _data_key(envelope: _Envelope, keys: Mapping[str, PrivateKey] | Iterable[PrivateKey], context: str) -> bytes:
    for key in _listed(keys):
        for kid, wrap in envelope.wraps:
            if kid == key.kid:
                data_key = _SUITE.decrypt(wrap, key.parsed, info=_info(context, kid))
                if len(data_key) != DATA_KEY_BYTES:
                    raise ValueError("the data key has a wrong length")
                return data_key
    raise ValueError("sealed for somebody else")


def _listed(keys: Mapping[str, PrivateKey] | Iterable[PrivateKey]) -> Iterator[PrivateKey]:
    return iter(keys.values() if isinstance(keys, Mapping) else keys)


def _info(context: str, kid: str) -> bytes:
    return b"wrap|" + context.encode() + b"|" + kid.encode()


def _payload_aad(context: str, aad: bytes) -> bytes:
    named = context.encode()
    return MAGIC + len(named).to_bytes(4, "big") + named + aad


def _packed(envelope: _Envelope) -> bytes:
    parts = [MAGIC, bytes([len(envelope.wraps)])]
    for kid, wrap in envelope.wraps:
        parts += [bytes([len(kid)]), kid.encode("ascii"), len(wrap).to_bytes(2, "big"), wrap]
    return b"".join([*parts, envelope.sealed])


def _unpacked(raw: bytes) -> _Envelope:
    envelope = bytes(raw)
    rest = _Reader(envelope)
    if rest.take(len(MAGIC)) != MAGIC:
        raise ValueError("not an envelope of version 1")
    wraps: list[tuple[str, bytes]] = []
    for _ in range(rest.number(1)):
        kid = rest.take(rest.number(1)).decode("ascii")
        wraps.append((kid, rest.take(rest.number(2))))
    kids = {kid for kid, _ in wraps}
    sealed = envelope[rest.at :]
    if not wraps or len(kids) != len(wraps) or not all(map(is_kid, kids)):
        raise ValueError("the wraps are malformed")
    if (len(sealed) - NONCE_BYTES - TAG_BYTES) % STEP or len(sealed) < STEP:
        raise ValueError("the payload is not a whole number of steps")
    return _Envelope(tuple(wraps), sealed)


class _Reader:
    """Reads a byte string from its beginning; raises ValueError where it ends too early."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def take(self, count: int) -> bytes:
        piece = self.raw[self.at : self.at + count]
        if len(piece) != count:
            raise ValueError("cut short")
        self.at += count
        return piece

    def number(self, count: int) -> int:
        return int.from_bytes(self.take(count), "big")


def _private_halves(raw: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(raw) != PRIVATE_KEY_BYTES:
        raise ValueError(f"a private key is {PRIVATE_KEY_BYTES} bytes")
    return (
        MLKEM768PrivateKey.from_seed_bytes(raw[:MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(raw[MLKEM_SEED_BYTES:]),
    )


@lru_cache(maxsize=16)
def _parsed_public(raw: bytes) -> MLKEM768X25519PublicKey:
    if len(raw) != PUBLIC_KEY_BYTES:
        raise ValueError(f"a public key is {PUBLIC_KEY_BYTES} bytes")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(raw[MLKEM_PUBLIC_BYTES:]),
    )
