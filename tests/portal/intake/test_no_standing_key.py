"""Somebody who holds the portal's whole database and environment opens nothing that people wrote."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.serializers import serialize
from django.utils import timezone

from portal.intake import letter_box
from portal.intake.content import ContactContent
from portal.intake.drafts import SEALED_AS
from portal.intake.flow import begin
from portal.intake.kinds import HELP_REQUEST, contact_kinds
from portal.intake.letter_box import Posted, box_of, drop, letter_aad, letter_context
from portal.intake.models import BoxItem, Draft, HeldText, Letter
from portal.intake.receipts import FormKeys
from portal.vault.sealing import CannotOpen, PrivateKey, new_private_key_bytes, open_envelope
from portal.vault.secrets import box_keys, box_keys_from_token, open_box, open_under, seal_for_box
from tests.portal.intake.builders import Visitor, answers
from tests.portal.intake.conftest import RECOVERY

pytestmark = pytest.mark.django_db

Keys = Callable[[Any], Sequence[Any]]

COUNT = 100


def everything_the_portal_holds() -> list[bytes]:
    """Every value of its environment, its settings, and its database, raw and as keys could be made of it."""
    values = [*os.environ.values(), *(str(getattr(settings, name)) for name in dir(settings) if name.isupper())]
    for model in (Draft, HeldText, Letter, BoxItem):
        for row in json.loads(serialize("json", model.objects.all())):
            values += [str(row["pk"]), *(str(one) for name, one in row["fields"].items() if name != "sealed")]
    return list(dict.fromkeys(one.encode() for one in values if one))


def as_tokens(values: list[bytes]) -> Iterator[bytes]:
    """Each value as a key of 32 bytes, in the ways that a hurried builder might have chosen."""
    for value in values:
        yield hashlib.sha256(value).digest()
        yield value.ljust(32, b"\0")[:32]
        try:
            yield base64.b64decode(value, validate=True).ljust(32, b"\0")[:32]
        except ValueError:
            continue


@dataclass
class Senders:
    """What the hundred senders hold, and the portal does not: a token for each draft, words for each box."""

    tokens: dict[str, bytes] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def full_portal() -> Senders:
    """A hundred letters, drafts and box items."""
    senders = Senders()
    visitor = Visitor()
    visitor.arrives_at_form()
    data = answers()

    kind = contact_kinds.get(HELP_REQUEST)
    assert kind is not None
    request = visitor.page().wsgi_request
    for number in range(COUNT):
        new = begin(kind)
        senders.tokens[new.id] = new.token
        keys = FormKeys.new()
        posted = Posted(
            keys, HELP_REQUEST, "", "fi", "not_urgent", True, {"n": number}, ContactContent(data["own_words"])
        )
        dropped = drop(posted, box_of(keys, "fi"), request=request, draft_ids=[])
        box = dropped.box
        sealed = seal_for_box(b'{"type": "message"}', box.public_key, f"box:{box.reference}")
        BoxItem.objects.create(
            id=uuid4(), reference=box.reference, box_key=box.public_key, created_at=timezone.now(), sealed=sealed
        )
        senders.words[box.reference] = box.words
    return senders


def opened_with(letter_keys: Keys, draft_tokens: Keys, box_private_keys: Keys) -> tuple[int, int, int]:
    """How many letters, drafts and box items open; each function gives the keys to try on a row."""
    return (
        sum(
            _opens(
                lambda key, one=one: open_envelope(
                    bytes(one.sealed), keys=[key], context=letter_context(one), aad=letter_aad(one)
                ),
                letter_keys(one),
            )
            for one in Letter.objects.all()
        ),
        sum(
            _opens(lambda key, one=one: open_under(key, one.id, bytes(one.sealed), SEALED_AS), draft_tokens(one))
            for one in Draft.objects.all()
        ),
        sum(
            _opens(lambda key, one=one: open_box(bytes(one.sealed), key, f"box:{one.reference}"), box_private_keys(one))
            for one in BoxItem.objects.all()
        ),
    )


def secrets_of_the_portal() -> list[bytes]:
    """Every value of its environment, its secrets, and its public keys, raw and as their files hold them."""
    public = [one.public_key for one in letter_box.recipients()]
    values = [*os.environ.values(), settings.SECRET_KEY, settings.MFA_ENCRYPTION_KEY]
    return [*(one.encode() for one in values if one), *public, *(base64.b64encode(one) for one in public)]


def own_columns(row: Letter | Draft | BoxItem) -> list[bytes]:
    """Every value that stands beside the seal: ids, tokens, references, doors, digests, box keys."""
    values = [getattr(row, one.attname) for one in row._meta.concrete_fields if one.attname != "sealed"]
    raw = [bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in values]
    uuids = [one.bytes for one in values if isinstance(one, UUID)]
    return [*raw, *uuids]


def test_no_value_of_the_environment_and_no_column_of_a_row_opens_it(full_portal: Senders) -> None:
    standing = list(dict.fromkeys(as_tokens(secrets_of_the_portal())))

    def tokens(row: Letter | Draft | BoxItem) -> list[bytes]:
        return [*standing, *as_tokens(own_columns(row))]

    assert opened_with(
        lambda letter: [PrivateKey("desk-1", (one * 3)[:96]) for one in tokens(letter)],
        tokens,
        lambda item: [
            key for one in tokens(item) for key in (one, box_keys_from_token(one, item.reference).private_key)
        ],
    ) == (0, 0, 0)


def test_the_right_keys_open_all_of_them(full_portal: Senders, desk_key: PrivateKey) -> None:
    def token(draft: Draft) -> list[bytes]:
        return [full_portal.tokens[draft.id]] if draft.id in full_portal.tokens else []

    def private_key(item: BoxItem) -> list[bytes]:
        return [box_keys(full_portal.words[item.reference], item.reference).private_key]

    assert opened_with(lambda letter: [desk_key], token, private_key) == (COUNT, COUNT, COUNT)
    assert opened_with(lambda letter: [RECOVERY], token, private_key)[0] == COUNT


def test_the_portals_database_and_environment_open_none_of_a_hundred(full_portal: Senders) -> None:
    tokens = list(as_tokens(everything_the_portal_holds()))
    sample = tokens[:: max(1, len(tokens) // 150)]
    private = [PrivateKey("desk-1", (token * 3)[:96]) for token in sample] + [
        PrivateKey("desk-1", new_private_key_bytes())
    ]
    opened = 0
    for letter in Letter.objects.all():
        opened += _opens(
            lambda key, one=letter: open_envelope(
                bytes(one.sealed), keys=[key], context=letter_context(one), aad=letter_aad(one)
            ),
            private,
        )
    for draft in Draft.objects.all():
        opened += _opens(lambda token, one=draft: open_under(token, one.id, bytes(one.sealed), SEALED_AS), sample)
    for item in BoxItem.objects.all():
        pairs = [box_keys_from_token(token, item.reference).private_key for token in sample] + [bytes(item.box_key)]
        opened += _opens(lambda key, one=item: open_box(bytes(one.sealed), key, f"box:{one.reference}"), pairs)
    assert (Letter.objects.count(), BoxItem.objects.count()) == (COUNT, COUNT)
    assert Draft.objects.count() >= COUNT
    assert opened == 0


def test_the_reference_gives_no_words() -> None:
    keys = FormKeys.new()
    assert box_keys(keys.words("fi"), keys.reference).public_key != box_keys(keys.reference, keys.reference).public_key
    assert FormKeys(keys.token, bytes(16)).words("fi") != keys.words("fi")


def test_what_was_typed_stands_in_no_readable_column() -> None:
    visitor = Visitor()
    canaries = {"own_words": "kanarianlintu-yksi", "name": "kanarianlintu-kaksi", "call_when": "kanarianlintu-kolme"}
    hidden = visitor.arrives_at_form()
    visitor.sends({**answers(**canaries), **hidden, "form_keep": "1"})
    visitor.sends({**answers(**canaries), **hidden})
    stored = b"".join(
        str(value).encode() if not isinstance(value, bytes) else value
        for model in (Draft, Letter, BoxItem)
        for row in model.objects.values_list()
        for value in row
    )
    assert b"kanarianlintu" not in stored
    assert b"079 123" not in stored
    assert hidden["form_nonce"].encode() not in stored
    assert bytes.fromhex(hidden["form_nonce"]) not in stored


def _opens(attempt: object, keys: list[object]) -> int:
    assert callable(attempt)
    for key in keys:
        try:
            attempt(key)
        except (CannotOpen, ValueError):
            continue
        return 1
    return 0
