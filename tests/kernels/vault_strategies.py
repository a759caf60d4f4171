"""What property tests of the safe draw from."""

from __future__ import annotations

from hypothesis import strategies as st

from portal.vault.sealing import PrivateKey, new_private_key_bytes

DESK = PrivateKey("desk-1", new_private_key_bytes())
RECOVERY = PrivateKey("recovery-1", new_private_key_bytes())
STRANGER = PrivateKey("stranger-1", new_private_key_bytes())
RECIPIENTS = (DESK.recipient, RECOVERY.recipient)

plains = st.one_of(st.binary(max_size=100), st.integers(4090, 4100).map(bytes), st.just(b"\x80" + bytes(9)))
contexts = st.text(st.characters(codec="utf-8"), max_size=20)
small_bytes = st.binary(max_size=64)


def flipped(raw: bytes, bit: int) -> bytes:
    """The bytes with one bit turned; any whole number names a bit."""
    place = bit % (8 * len(raw))
    turned = bytearray(raw)
    turned[place // 8] ^= 1 << (place % 8)
    return bytes(turned)
