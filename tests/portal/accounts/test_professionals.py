"""A professional signs in by a code that is sent to a work address; nobody else does, and none of them reaches the CMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import User
from portal.accounts.professionals import PROFESSIONALS, drop_service, is_work_address, keep_service, kept_services
from tests.portal.accounts import builders

pytestmark = pytest.mark.django_db
EMAIL = "kuraattori@tyo.example"
SIGN_IN, CODE, PAGE = "/fi/p/", "/fi/p/code/", "/fi/ammattilaiselle/palvelut/"


@pytest.fixture(autouse=True)
def no_counted_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asked(email: str = EMAIL) -> Client:
    """A browser that has asked for a code."""
    client = Client()
    response = client.post(SIGN_IN, {"email": email})
    assert (response.status_code, response["Location"]) == (302, CODE)
    return client


def code_in(mail: Any) -> str:
    found = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.body, re.MULTILINE)
    assert found
    return found[1]


def test_the_code_from_the_mail_opens_the_professionals_page(mailoutbox: list[Any]) -> None:
    client = asked()
    assert mailoutbox[0].to == [EMAIL]
    assert client.get(PAGE)["Location"] == SIGN_IN
    response = client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert response["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    assert client.get(SIGN_IN)["Location"] == PAGE


def test_the_second_time_the_same_account_signs_in(mailoutbox: list[Any]) -> None:
    for _time in range(2):
        cache.clear()
        asked("Kuraattori@TYO.example").post(CODE, {"code": code_in(mailoutbox[-1])})
        mailoutbox.append(mailoutbox[-1])
    assert User.objects.filter(email=EMAIL).count() == 1
    assert not User.objects.get(email=EMAIL).has_usable_password()


def test_the_sign_in_stays_in_its_language(mailoutbox: list[Any]) -> None:
    client = Client()
    assert client.post("/sv/p/", {"email": EMAIL})["Location"] == "/sv/p/code/"
    assert "Din inloggningskod" in mailoutbox[0].subject
    response = client.post("/sv/p/code/", {"code": code_in(mailoutbox[0])})
    assert response["Location"] == "/sv/for-yrkespersoner/tjanster/"


@pytest.mark.parametrize("email", ["a@example.org", "a@ala.tyo.example", "a@tyo.example.org", "a@xtyo.example", "x"])
def test_an_address_of_another_place_is_refused_in_the_same_words_whether_or_not_it_has_an_account(
    email: str, mailoutbox: list[Any]
) -> None:
    def answer() -> str:
        response = Client().post(SIGN_IN, {"email": email})
        assert response.status_code == 200
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())

    without = answer()
    User.objects.create_user(email)
    assert answer() == without
    assert not mailoutbox
    assert User.objects.filter(email=email).count() == 1


def test_an_editor_of_the_same_work_place_gets_the_same_answer_and_no_code(mailoutbox: list[Any]) -> None:
    builders.person("toimittaja@tyo.example")
    client = asked("toimittaja@tyo.example")
    assert not mailoutbox
    page = client.get(CODE).content.decode()
    assert "koodi" in page
    assert client.post(CODE, {"code": ""}).status_code == 200
    assert client.get(PAGE)["Location"] == SIGN_IN


def test_an_address_that_is_not_verified_sees_nothing() -> None:
    asked()
    user = User.objects.get(email=EMAIL)
    client = Client()
    client.force_login(user)
    assert client.get(PAGE)["Location"] == SIGN_IN
    EmailAddress.objects.filter(user=user).update(verified=True)
    assert client.get(PAGE).status_code == 200


def signed_in() -> Client:
    asked()
    EmailAddress.objects.update(verified=True)
    client = Client()
    client.force_login(User.objects.get(email=EMAIL))
    return client


def test_whose_work_place_or_account_is_ended_loses_the_page_at_once(settings: Any) -> None:
    client = signed_in()
    settings.PROFESSIONAL_EMAIL_DOMAINS = []
    assert client.get(PAGE)["Location"] == SIGN_IN
    settings.PROFESSIONAL_EMAIL_DOMAINS = ["TYO.example"]
    assert client.get(PAGE).status_code == 200
    User.objects.update(is_active=False)
    assert client.get(PAGE)["Location"] == SIGN_IN


def test_an_ended_account_gets_no_code(mailoutbox: list[Any]) -> None:
    asked()
    User.objects.update(is_active=False)
    cache.clear()
    asked()
    assert len(mailoutbox) == 1


def test_three_wrong_codes_end_the_sign_in(mailoutbox: list[Any]) -> None:
    client = asked()
    for _time in range(2):
        assert client.post(CODE, {"code": "WRONG1"}).status_code == 200
    assert client.post(CODE, {"code": "WRONG1"})["Location"] == SIGN_IN
    assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_IN
    assert client.get(PAGE)["Location"] == SIGN_IN


def test_an_address_gets_no_flood_of_codes(mailoutbox: list[Any]) -> None:
    answers = [Client().post(SIGN_IN, {"email": EMAIL}).status_code for _time in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert len(mailoutbox) == 3


def test_a_professional_reaches_no_page_of_the_cms() -> None:
    client = signed_in()
    for path in ("/cms/", "/cms/services/", "/cms/pages/", "/cms/users/"):
        assert client.get(path).status_code == 403, path
    user = User.objects.get(email=EMAIL)
    assert not user.has_perm("wagtailadmin.access_admin")
    assert [one.name for one in user.groups.all()] == [PROFESSIONALS]


def test_nothing_of_the_sign_in_may_be_kept() -> None:
    for client, path in ((Client(), SIGN_IN), (asked(), CODE)):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert 'content="noindex"' in response.content.decode()


def test_a_subdomain_is_a_work_place_of_its_own() -> None:
    assert is_work_address("a@tyo.example")
    assert not is_work_address("a@ala.tyo.example")
    assert not is_work_address("tyo.example")
    assert not is_work_address("")


def test_the_own_list_holds_each_key_once_in_order_and_has_an_end() -> None:
    user = builders.person(EMAIL)
    for key in ("b", "a", "b"):
        keep_service(user, key)
    assert kept_services(user) == ["b", "a"]
    for number in range(120):
        keep_service(user, f"s{number}")
    assert len(kept_services(user)) == 100
    drop_service(user, "b")
    drop_service(user, "nothing")
    assert kept_services(user)[0] == "a"
