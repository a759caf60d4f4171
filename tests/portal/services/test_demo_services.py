"""The demo county's services and editors: loaded once or twice, changed, taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client

from portal.accounts.models import User
from portal.core.plainness import borrowed_share
from portal.demo.logins import FILE_NAME, Login, keep, kept_login, read_logins
from portal.demo.public.loading import people, services
from portal.services.models import ChannelFacts, ServiceFacts, ServiceWords


def quiet(line: str) -> None:
    """Takes a line of progress and says nothing."""


def state() -> list[Any]:
    return [
        list(ServiceFacts.objects.order_by("pk").values()),
        list(ServiceWords.objects.order_by("pk").values()),
    ]


@pytest.mark.django_db
def test_every_service_is_live_in_all_three_variants_and_loading_twice_changes_nothing() -> None:
    services.load(quiet)
    assert ServiceFacts.objects.count() >= 6
    assert ServiceWords.objects.filter(live=True).count() == 3 * ServiceFacts.objects.count()
    before = state()
    services.load(quiet)
    assert state() == before


@pytest.mark.django_db
def test_every_page_of_the_demo_opens_and_names_its_number() -> None:
    services.load(quiet)
    for words in ServiceWords.objects.select_related("facts", "locale"):
        folder = "tjanster" if words.locale.language_code == "sv" else "palvelut"
        response = Client().get(f"/{words.locale.language_code}/{folder}/{words.slug}/")
        assert response.status_code == 200
        channels = ChannelFacts.objects.public(date.today()).filter(service_links__facts=words.facts, kind="phone")
        numbers = [one.number for one in channels if one.number]
        assert all(number in response.content.decode() for number in numbers)
        assert numbers


@pytest.mark.django_db
def test_the_plain_texts_of_the_demo_are_written_anew() -> None:
    services.load(quiet)
    for plain in ServiceWords.objects.filter(locale__language_code="fi-simple"):
        twin = ServiceWords.objects.get(facts=plain.facts, locale__language_code="fi")
        assert borrowed_share(plain.texts(), twin.texts()) < 0.2


@pytest.mark.django_db
def test_what_someone_changed_comes_back_and_a_removal_takes_only_the_demo() -> None:
    services.load(quiet)
    channel = ChannelFacts.objects.get(key="perheneuvola-puhelin")
    channel.number = "079 000 0000"
    channel.hours.set([])
    channel.save()
    own = ServiceFacts.objects.create(key="oma", verified_on="2026-01-01", verified_by="Me")
    services.load(quiet)
    channel = ChannelFacts.objects.get(key="perheneuvola-puhelin")
    assert channel.number == "079 100 2020"
    assert channel.hours.count() == 2
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
