from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.vault.sealing import (
    MAX_PLAIN_BYTES,
    STEP,
    CannotOpen,
    CannotSeal,
    PrivateKey,
    Recipient,
    canonical,
    new_private_key_bytes,
    open_envelope,
    pad,
    recipients_of,
    rewrap,
    seal,
    unpad,
)
from tests.kernels.vault_strategies import (
    DESK,
    RECIPIENTS,
    RECOVERY,
    STRANGER,
    contexts,
    flipped,
    plains,
    small_bytes,
)

SEALED = seal(b"a letter", recipients=RECIPIENTS, context="letter-1", aad=b"columns")
OTHER = seal(b"another letter", recipients=RECIPIENTS, context="letter-2", aad=b"columns")
many = settings(max_examples=1000, deadline=None)
some = settings(max_examples=300, deadline=None)


def is_refused(envelope: bytes, *, key: PrivateKey = DESK, context: str = "letter-1", aad: bytes = b"columns") -> bool:
    try:
        open_envelope(envelope, keys=[key], context=context, aad=aad)
    except CannotOpen:
        return True
    return False


@given(plain=plains, context=contexts, aad=small_bytes, key=st.sampled_from([DESK, RECOVERY]))
@many
def test_what_is_sealed_opens_for_each_recipient(plain: bytes, context: str, aad: bytes, key: PrivateKey) -> None:
    envelope = seal(plain, recipients=RECIPIENTS, context=context, aad=aad)
    assert open_envelope(envelope, keys=[key], context=context, aad=aad) == plain
    assert open_envelope(envelope, keys={key.kid: key}, context=context, aad=aad) == plain
    assert recipients_of(envelope) == ("desk-1", "recovery-1")


@given(plain=plains)
@some
def test_sizes_are_steps_of_four_kibibytes(plain: bytes) -> None:
    empty = len(seal(b"", recipients=RECIPIENTS, context="c", aad=b""))
    envelope = seal(plain, recipients=RECIPIENTS, context="c", aad=b"")
    assert (len(envelope) - empty) % STEP == 0
    assert len(envelope) - empty == len(plain) // STEP * STEP


@given(bit=st.integers(0, 8 * len(SEALED) - 1))
@many
def test_one_flipped_bit_is_refused_or_touches_only_the_other_recipients_wrap(bit: int) -> None:
    turned = flipped(SEALED, bit)
    assert is_refused(turned) or is_refused(turned, key=RECOVERY)
    if not is_refused(turned):
        assert open_envelope(turned, keys=[DESK], context="letter-1", aad=b"columns") == b"a letter"


@given(length=st.integers(0, len(SEALED) - 1))
@many
def test_a_truncated_envelope_is_refused(length: int) -> None:
    assert is_refused(SEALED[:length])
    assert is_refused(SEALED[:length], key=RECOVERY)


@given(tail=st.binary(min_size=1, max_size=5000))
@some
def test_an_envelope_with_something_behind_it_is_refused(tail: bytes) -> None:
    assert is_refused(SEALED + tail)


@given(garbage=st.one_of(st.binary(max_size=9000), st.binary(max_size=9000).map(lambda rest: SEALED[:4] + rest)))
@many
def test_garbage_is_refused_with_the_one_exception(garbage: bytes) -> None:
    assert is_refused(garbage)
    with pytest.raises(CannotOpen):
        rewrap(garbage, keys=[DESK], recipients=RECIPIENTS, context="letter-1")
    with pytest.raises(CannotOpen):
        recipients_of(garbage + b"\x00")


@pytest.mark.parametrize("odd", [None, 7, "text", [], {"a": 1}, object()])
def test_what_is_no_bytes_at_all_is_refused_with_the_one_exception(odd: object) -> None:
    with pytest.raises(CannotOpen):
        open_envelope(odd, keys=[DESK], context="letter-1", aad=b"columns")


@given(context=contexts, aad=small_bytes)
@some
def test_another_context_or_other_associated_data_is_refused(context: str, aad: bytes) -> None:
    assume(context != "letter-1" and aad != b"columns")
    assert is_refused(SEALED, context=context)
    assert is_refused(SEALED, aad=aad)


@given(cut=st.integers(0, 20))
def test_context_and_associated_data_do_not_run_into_each_other(cut: int) -> None:
    whole = "letter-1|and its columns"
    envelope = seal(b"x", recipients=RECIPIENTS, context=whole[:cut], aad=whole[cut:].encode())
    moved = whole[: cut + 1]
    assert is_refused(envelope, context=moved, aad=whole[cut + 1 :].encode())


def test_a_context_that_cannot_be_written_is_refused() -> None:
    assert is_refused(SEALED, context="\ud800")
    with pytest.raises(CannotSeal):
        seal(b"x", recipients=RECIPIENTS, context="\ud800", aad=b"")


def test_a_stranger_and_a_stranger_under_our_name_are_refused() -> None:
    assert is_refused(SEALED, key=STRANGER)
    assert is_refused(SEALED, key=PrivateKey("desk-1", STRANGER.private_key))
    assert is_refused(SEALED, key=PrivateKey("recovery-1", DESK.private_key))
    assert is_refused(SEALED, key=PrivateKey("desk-1", b"short"))
    with pytest.raises(CannotOpen):
        open_envelope(SEALED, keys=[], context="letter-1", aad=b"columns")


def test_payloads_and_wraps_of_two_letters_cannot_be_swapped() -> None:
    head = len(SEALED) - STEP - 12 - 16
    assert is_refused(SEALED[:head] + OTHER[head:])
    assert is_refused(OTHER[:head] + SEALED[head:])
    assert is_refused(OTHER[:head] + SEALED[head:], context="letter-2")


def test_two_seals_of_the_same_text_share_nothing() -> None:
    again = seal(b"a letter", recipients=RECIPIENTS, context="letter-1", aad=b"columns")
    assert again[-STEP:] != SEALED[-STEP:]


def test_rotation_leaves_the_payload_and_shuts_out_the_old_key() -> None:
    new = PrivateKey("desk-2", new_private_key_bytes())
    turned = rewrap(SEALED, keys=[DESK], recipients=(new.recipient, RECOVERY.recipient), context="letter-1")
    assert recipients_of(turned) == ("desk-2", "recovery-1")
    assert turned[-STEP - 28 :] == SEALED[-STEP - 28 :]
    assert is_refused(turned)
    assert is_refused(turned, key=PrivateKey("desk-2", DESK.private_key))
    for key in (new, RECOVERY):
        assert open_envelope(turned, keys=[DESK, key], context="letter-1", aad=b"columns") == b"a letter"
    assert is_refused(turned, key=new, aad=b"other columns")


def test_rotation_is_refused_with_a_wrong_key_or_context() -> None:
    with pytest.raises(CannotOpen):
        rewrap(SEALED, keys=[STRANGER], recipients=RECIPIENTS, context="letter-1")
    with pytest.raises(CannotOpen):
        rewrap(SEALED, keys=[DESK], recipients=RECIPIENTS, context="letter-2")
    with pytest.raises(CannotSeal):
        rewrap(SEALED, keys=[DESK], recipients=(), context="letter-1")


@pytest.mark.parametrize(
    "recipients",
    [
        (),
        (DESK.recipient, DESK.recipient),
        (Recipient("Upper", DESK.recipient.public_key),),
        (Recipient("a|b", DESK.recipient.public_key),),
        (Recipient("", DESK.recipient.public_key),),
        (Recipient("desk-1", b""),),
        (Recipient("desk-1", b"\xff" * 1216),),
        (Recipient("desk-1", DESK.recipient.public_key[:-32] + bytes(32)),),
    ],
)
def test_unusable_recipients_are_told_before_anything_is_sealed(recipients: tuple[Recipient, ...]) -> None:
    with pytest.raises(CannotSeal):
        seal(b"x", recipients=recipients, context="c", aad=b"")


def test_a_text_over_the_limit_is_told() -> None:
    with pytest.raises(CannotSeal):
        seal(bytes(MAX_PLAIN_BYTES + 1), recipients=RECIPIENTS, context="c", aad=b"")


@given(plain=st.binary(max_size=3000), step=st.sampled_from([16, 1024, 4096]))
@some
def test_padding_comes_off_as_it_went_on(plain: bytes, step: int) -> None:
    assert len(pad(plain, step)) % step == 0
    assert unpad(pad(plain, step)) == plain


@pytest.mark.parametrize("padded", [b"", bytes(16), b"text", b"text\x00"])
def test_text_without_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(ValueError, match="no padding"):
        unpad(padded)


@given(content=st.dictionaries(st.text(max_size=9), st.one_of(st.none(), st.integers(), st.text(max_size=20))))
@some
def test_canonical_json_does_not_depend_on_order_and_reads_back(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))
    assert canonical(content) == canonical(turned)
    assert json.loads(canonical(content)) == content


def test_canonical_json_keeps_characters_and_even_lone_surrogates() -> None:
    assert canonical({"b": "ä", "a": 1}) == '{"a":1,"b":"ä"}'.encode()
    assert json.loads(canonical({"a": "\ud800"})) == {"a": "\ud800"}


@pytest.mark.parametrize("odd", [b"bytes", object(), float("nan")])
def test_canonical_json_leaves_unclear_values_to_the_caller(odd: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"a": odd})


def test_private_keys_stay_out_of_a_repr() -> None:
    assert "private_key=" not in repr(DESK)
    assert "desk-1" in repr(DESK)
