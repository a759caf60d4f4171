"""The same receipt twice, without reading anything: what follows from a form's token and nonce.

The form carries a token and a nonce, both random. From them, and from nothing that is stored, follow the reference,
the digest of what was sent, the letter's id, the words and the box's key. The nonce is never stored, so nobody who
holds the database can guess what a digest was made from, or the words.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.vault.sealing import canonical
from portal.vault.words import words_from

NONCE_BYTES: Final = 16
CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_SIGNS: Final = 10
WORD_LANGUAGES: Final = ("fi", "sv")

_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_REFERENCE: Final = re.compile(rf"[{CROCKFORD}]{{{REFERENCE_SIGNS}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FormKeys:
    """A form's token and nonce, made once for each draft and carried by the form."""

    token: UUID
    nonce: bytes = field(repr=False)

    @classmethod
    def new(cls) -> FormKeys:
        """Fresh random keys."""
        return cls(uuid4(), os.urandom(NONCE_BYTES))

    @classmethod
    def derived(cls, secret: bytes, content: Mapping[str, Any]) -> FormKeys:
        """The keys of a form without fields, always the same for the same secret and content."""
        made = HKDF(algorithm=SHA256(), length=16 + NONCE_BYTES, salt=canonical(content), info=b"tukiportti/derived/1")
        both = made.derive(secret)
        return cls(UUID(bytes=both[:16], version=4), both[16:])

    @classmethod
    def from_text(cls, token: str, nonce: str) -> FormKeys | None:
        """The keys as a form or a cookie carries them; None when they are none."""
        try:
            keys = cls(UUID(token), bytes.fromhex(nonce))
        except ValueError:
            return None
        return keys if len(keys.nonce) == NONCE_BYTES else None

    @property
    def reference(self) -> str:
        """The contact's reference (viite), which anybody who knows the token can compute."""
        return reference_of(self.token)

    def digest(self, content: Mapping[str, Any]) -> bytes:
        """32 bytes that only the same nonce, token and content give."""
        return hmac.digest(self.nonce, b"tukiportti/letter/1|" + self.token.bytes + canonical(content), "sha256")

    def words(self, language: str) -> str:
        """The receipt's eight words in the language's list."""
        seed = HKDF(algorithm=SHA256(), length=16, salt=self.token.bytes, info=b"tukiportti/receipt-words/1")
        return words_from(seed.derive(self.nonce), language)

    def code(self, language: str) -> str:
        """Eight other words: the code that opens a text held under these keys. The receipt's words do not give them."""
        seed = HKDF(algorithm=SHA256(), length=16, salt=self.token.bytes, info=b"tukiportti/held-code/1")
        return words_from(seed.derive(self.nonce), language)


def letter_id(digest: bytes) -> UUID:
    """The letter's id: a hash of the digest, so that the same content again meets the primary key."""
    return UUID(bytes=hashlib.sha256(b"tukiportti/letter-id/1|" + digest).digest()[:16], version=5)


def word_language(language: str) -> str:
    """The word list that a reader of the language gets: plain Finnish reads the Finnish one."""
    return "sv" if language == "sv" else "fi"


def reference_of(token: UUID) -> str:
    """The reference (viite) of a form's token: ten characters of Crockford's base32 in two groups, from its hash."""
    number = int.from_bytes(hashlib.sha256(b"tukiportti/reference/1|" + token.bytes).digest(), "big") >> 206
    signs = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(REFERENCE_SIGNS)))
    return f"{signs[:5]}-{signs[5:]}"


def typed_reference(text: str) -> str | None:
    """The reference that somebody typed, forgiving case, spaces, hyphens and look-alike signs; None when it is none."""
    signs = re.sub(r"[\s\-–—]", "", text).upper().translate(_LOOK_ALIKES)
    return f"{signs[:5]}-{signs[5:]}" if _REFERENCE.fullmatch(signs) else None
