"""The demo county's services and editors: loaded once or twice, changed, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.logins import FILE_NAME, Login, keep, kept_login, read_logins
from portal.demo.public.loading import people, services
from portal.services.kinds import CHANNELS, KINDS, PARTNERS, PLACES
from portal.services.models import ChannelFacts, ServiceFacts, ServiceWords
from portal.services.models.entry_words import rows_of


def quiet(line: str) -> None:
    """Takes a line of progress and says nothing."""


def state() -> list[Any]:
    return [list(rows_of(model).order_by("pk").values()) for kind in KINDS for model in (kind.facts, kind.words)]


@pytest.mark.wide
@pytest.mark.django_db
def test_the_demo_is_live_in_three_variants_comes_back_as_written_and_goes_alone() -> None:
    """One load for all of it: loading takes most of the time. A few entries are tried in the demo's own tests."""
    services.load(quiet)
    assert ServiceFacts.objects.count() >= 36
    for kind, fewest in ((CHANNELS, 60), (PLACES, 20), (PARTNERS, 20)):
        assert rows_of(kind.facts).count() >= fewest
    for kind in KINDS:
        assert rows_of(kind.words).filter(live=True).count() == 3 * rows_of(kind.facts).count()
    before = state()
    services.load(quiet)
    assert state() == before
    every_page_names_its_numbers()
    what_someone_changed_comes_back()
    a_removal_takes_only_the_demo()


def every_page_names_its_numbers() -> None:
    for words in ServiceWords.objects.select_related("facts", "locale"):
        folder = "tjanster" if words.locale.language_code == "sv" else "palvelut"
        response = Client().get(f"/{words.locale.language_code}/{folder}/{words.slug}/")
        assert response.status_code == 200
        channels = ChannelFacts.objects.public(timezone.localdate()).filter(
            service_links__facts=words.facts, kind="phone"
        )
        numbers = [one.number for one in channels if one.number]
        assert all(number in response.content.decode() for number in numbers)
        assert numbers


def what_someone_changed_comes_back() -> None:
    channel = ChannelFacts.objects.get(key="perheneuvola-puhelin")
    channel.number = "079 000 0000"
    channel.hours.set([])
    channel.save()
    services.load(quiet)
    channel = ChannelFacts.objects.get(key="perheneuvola-puhelin")
    assert channel.number == "079 100 2020"
    assert channel.hours.count() == 2


def a_removal_takes_only_the_demo() -> None:
    own = ServiceFacts.objects.create(key="oma", verified_on="2026-01-01", verified_by="Me")
    services.remove(quiet)
    assert list(ServiceFacts.objects.all()) == [own]
    services.remove(quiet)


@pytest.mark.django_db(transaction=True)
def test_the_editors_sign_in_with_what_the_file_holds_and_the_same_after_a_reload(
    transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    people.load(quiet)
    logins = read_logins(tmp_path)
    assert len(logins) == len(people.PEOPLE)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0
    first = (tmp_path / FILE_NAME).read_text()
    hashes = list(User.objects.order_by("pk").values_list("password", flat=True))
    people.load(quiet)
    assert (tmp_path / FILE_NAME).read_text() == first
    assert list(User.objects.order_by("pk").values_list("password", flat=True)) == hashes
    for login in logins:
        user = User.objects.get(email=login.email)
        factor = Authenticator.objects.get(user_id=user.pk)
        assert user.check_password(login.password)
        assert get_adapter().decrypt(factor.data["secret"]) == login.totp_secret
        assert login.totp_secret not in str(factor.data)
    people.remove(quiet)
    assert not User.objects.exists()
    assert read_logins(tmp_path) == []


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_leaves_no_sign_in_behind(transactional_db: None, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    with transaction.atomic():
        people.load(quiet)
        transaction.set_rollback(True)
    assert not (tmp_path / FILE_NAME).exists()
    assert not User.objects.exists()


def test_the_two_halves_share_one_file(tmp_path: Path) -> None:
    desk = kept_login(tmp_path, half="desk", role="worker", email="a@esimerkkila.example")
    keep(tmp_path, half="desk", logins=[desk])
    portal = kept_login(tmp_path, half="portal", role="Editors", email="a@esimerkkila.example")
    keep(tmp_path, half="portal", logins=[portal])
    assert read_logins(tmp_path) == [desk, portal]
    assert kept_login(tmp_path, half="desk", role="", email="a@esimerkkila.example") == desk
    keep(tmp_path, half="portal", logins=[])
    assert read_logins(tmp_path) == [desk]
    assert isinstance(desk, Login)
    assert desk.password != portal.password
