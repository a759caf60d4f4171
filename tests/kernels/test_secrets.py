from __future__ import annotations

import threading
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.vault.sealing import CannotOpen, CannotSeal
from portal.vault.secrets import (
    STEP,
    BoxKeys,
    box_keys,
    box_keys_from_token,
    door,
    open_box,
    open_under,
    random_id,
    random_token,
    seal_for_box,
    seal_under,
    stretch,
)
from tests.kernels.vault_strategies import contexts, flipped, plains, small_bytes

TOKEN = bytes(range(32))
BOX = box_keys_from_token(TOKEN, "box")
SEALED = seal_under(TOKEN, "row", b"a draft", b"aad")
IN_BOX = seal_for_box(b"a message", BOX.public_key, "box:ABC")
many = settings(max_examples=1000, deadline=None)
some = settings(max_examples=300, deadline=None)
tokens = st.binary(min_size=16, max_size=40)


@given(token=tokens, row=contexts, plain=plains, aad=small_bytes)
@many
def test_a_draft_opens_with_its_token_row_and_associated_data(token: bytes, row: str, plain: bytes, aad: bytes) -> None:
    sealed = seal_under(token, row, plain, aad)
    assert open_under(token, row, sealed, aad) == plain
    assert (len(sealed) - 1 - 12 - 16) % STEP == 0


@given(token=tokens, row=contexts, aad=small_bytes)
@some
def test_any_other_token_row_or_associated_data_is_refused(token: bytes, row: str, aad: bytes) -> None:
    assume(token != TOKEN and row != "row" and aad != b"aad")
    for wrong in ((token, "row", b"aad"), (TOKEN, row, b"aad"), (TOKEN, "row", aad)):
        with pytest.raises(CannotOpen):
            open_under(wrong[0], wrong[1], SEALED, wrong[2])


@given(bit=st.integers(0, 8 * len(SEALED) - 1), length=st.integers(0, len(SEALED) - 1))
@many
def test_a_damaged_or_cut_draft_is_refused(bit: int, length: int) -> None:
    for damaged in (flipped(SEALED, bit), SEALED[:length], SEALED + b"x"):
        with pytest.raises(CannotOpen):
            open_under(TOKEN, "row", damaged, b"aad")


@given(token=tokens, row=contexts)
@some
def test_the_door_is_stable_and_differs_by_token_and_row(token: bytes, row: str) -> None:
    assert len(door(token, row)) == 16
    assert door(token, row) == door(token, row)
    assert door(token, row) != door(token, row + "x")
    assert door(token, row) != door(token + b"x", row)


def test_a_token_under_128_bits_seals_nothing() -> None:
    with pytest.raises(CannotSeal):
        seal_under(b"short", "row", b"plain")
    with pytest.raises(CannotSeal):
        door(b"", "row")
    with pytest.raises(CannotOpen):
        open_under(b"", "row", SEALED, b"aad")


@given(plain=plains, context=contexts)
@many
def test_a_boxs_message_opens_with_its_private_key_and_context(plain: bytes, context: str) -> None:
    sealed = seal_for_box(plain, BOX.public_key, context)
    assert open_box(sealed, BOX.private_key, context) == plain
    assert (len(sealed) - 1 - 48) % STEP == 0


@given(bit=st.integers(0, 8 * len(IN_BOX) - 1), length=st.integers(0, len(IN_BOX) - 1), context=contexts)
@many
def test_a_damaged_cut_or_moved_message_is_refused(bit: int, length: int, context: str) -> None:
    assume(context != "box:ABC")
    for damaged in (flipped(IN_BOX, bit), IN_BOX[:length], IN_BOX + b"x"):
        with pytest.raises(CannotOpen):
            open_box(damaged, BOX.private_key, "box:ABC")
    with pytest.raises(CannotOpen):
        open_box(IN_BOX, BOX.private_key, context)


@given(garbage=st.binary(max_size=3000), key=st.binary(max_size=40))
@some
def test_garbage_and_wrong_keys_give_the_one_exception(garbage: bytes, key: bytes) -> None:
    for sealed, private in ((garbage, BOX.private_key), (b"\x01" + garbage, key), (IN_BOX, key)):
        with pytest.raises(CannotOpen):
            open_box(sealed, private, "box:ABC")


@pytest.mark.parametrize("key", [b"", bytes(32), b"x" * 31, b"x" * 33])
def test_a_hostile_public_key_is_told_as_unusable(key: bytes) -> None:
    with pytest.raises(CannotSeal):
        seal_for_box(b"x", key, "box:ABC")


def test_the_same_words_and_reference_give_the_same_box_and_others_another() -> None:
    keys = box_keys("yksi kaksi", "ABC-123")
    assert keys == box_keys("yksi kaksi", "ABC-123")
    assert keys.public_key != box_keys("yksi kaksi", "ABC-124").public_key
    assert keys.public_key != box_keys("yksi kolme", "ABC-123").public_key
    assert len(keys.public_key) == len(keys.private_key) == 32
    assert open_box(seal_for_box(b"hei", keys.public_key, "c"), keys.private_key, "c") == b"hei"


def test_words_through_argon2_and_the_same_bytes_as_a_token_give_different_boxes() -> None:
    assert box_keys("w" * 32, "r") != box_keys_from_token(b"w" * 32, "r")


def test_threads_that_stretch_at_once_all_finish_with_the_right_answer() -> None:
    expected = stretch("sana toinen", "ref")
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(stretch("sana toinen", "ref")), daemon=True) for _ in range(16)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert found == [expected] * 16
    assert time.monotonic() - started < 60


def test_ids_and_tokens_are_random_and_safe_in_a_path() -> None:
    ids = {random_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 26 and set(one) <= set("abcdefghijklmnopqrstuvwxyz234567") for one in ids)
    assert len({random_token() for _ in range(100)}) == 100
    assert len(random_token()) == 32


def test_a_boxs_private_key_stays_out_of_a_repr() -> None:
    assert "private_key" not in repr(BoxKeys(b"p", b"s"))
