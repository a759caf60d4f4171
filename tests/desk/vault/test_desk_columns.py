"""A rotation of the desk's real columns, with letters that still wait in the letter box."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from portal.desk.models import FiledLetter
from portal.desk.reading import open_letter
from portal.vault.keys import load_private_keys
from portal.vault.rotation import sealed_columns, still_sealed
from portal.vault.sealing import CannotOpen, open_envelope
from tests.desk.builders import carry, contact, drop

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Settings) -> None:
    call_command("make_keys", directory=tmp_path / "keys", stdout=StringIO())
    settings.PRIVATE_KEY_FILE = tmp_path / "keys/desk.json"
    settings.PUBLIC_KEYS_FILE = tmp_path / "keys/public.json"


def rotate(**options: bool) -> None:
    call_command("rotate_keys", stdout=StringIO(), stderr=StringIO(), **options)


def test_the_desk_registers_its_columns_and_the_letters_that_wait() -> None:
    assert set(sealed_columns.names()) >= {"letters", "messages"}
    assert "letters in the letter box" in still_sealed.names()


def test_a_filed_letter_opens_as_before_and_no_longer_with_the_old_key() -> None:
    old = load_private_keys(django_settings.PRIVATE_KEY_FILE)
    filed = FiledLetter.objects.get(contact=contact())
    before = open_letter(filed)
    rotate()
    filed.refresh_from_db()
    assert open_letter(filed) == before
    with pytest.raises(CannotOpen):
        open_envelope(bytes(filed.sealed), keys=old, context=str(filed.id), aad=b"")


def test_the_old_key_stays_until_the_courier_has_taken_the_letters_that_were_sealed_for_it() -> None:
    drop()
    rotate()
    drop()
    with pytest.raises(CommandError, match=r"letters in the letter box: 1\)"):
        rotate(drop_old_key=True)
    assert carry() == 2
    with pytest.raises(CommandError, match=r"\(letters: 1\)"):
        rotate(drop_old_key=True)
    rotate()
    rotate(drop_old_key=True)
    assert len(load_private_keys(django_settings.PRIVATE_KEY_FILE)) == 1
    assert all(open_letter(filed) for filed in FiledLetter.objects.all())


def test_without_a_way_to_the_letter_box_the_old_key_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    rotate()
    monkeypatch.delitem(django_settings.DATABASES, "portal")
    with pytest.raises(CommandError, match="PORTAL_DATABASE_URL"):
        rotate(drop_old_key=True)
