"""Prints the six-digit code of a second-factor secret: python -m tools.code <secret>."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import sys
import time

from tools.terminal import say, stop


def totp(secret: str, at: float | None = None) -> str:
    """The six-digit code of a base32 secret at a time in seconds (RFC 6238, 30 s, SHA-1)."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        stop("Usage: python -m tools.code <secret>")
    say(totp(sys.argv[1]))
