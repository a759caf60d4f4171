"""Signing in to the CMS: password and code, and nothing less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from portal.accounts.models import User
from tests.portal.accounts import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counted_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def cms_addresses() -> list[str]:
    """Every address of the CMS with stand-ins for its arguments."""
    found: list[str] = []

    def walk(patterns: list[Any], prefix: str) -> None:
        for one in patterns:
            route = prefix + str(one.pattern).removeprefix("^")
            if isinstance(one, URLResolver):
                walk(one.url_patterns, route)
            elif isinstance(one, URLPattern):
                found.append("/" + filled(route))

    resolver = next(one for one in get_resolver().url_patterns if str(one.pattern) == "cms/")
    assert isinstance(resolver, URLResolver)
    walk(resolver.url_patterns, "cms/")
    return sorted({address for address in found if not set("()[]\\^$|*?+<>") & set(address)})


def filled(route: str) -> str:
    for name in ("pk", "page_id", "id", "str"):
        route = route.replace(f"<int:{name}>", "1").replace(f"<str:{name}>", "1").replace(f"<{name}>", "1")
    return route.removesuffix("$")


def test_the_walk_finds_the_cms() -> None:
    addresses = cms_addresses()
    assert len(addresses) > 80
    assert "/cms/" in addresses
    assert "/cms/services/" in addresses


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_reaches_an_address_of_the_cms_without_signing_in(method: str) -> None:
    client = Client()
    for address in cms_addresses():
        response = getattr(client, method)(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/accounts/login/"), address


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_password_alone_reaches_no_address_of_the_cms(method: str) -> None:
    client = builders.with_password(builders.person())
    assert client.session["_auth_user_id"]
    for address in cms_addresses():
        response = getattr(client, method)(address)
        assert response.status_code == 302, address
        assert response["Location"] in {"/accounts/2fa/totp/activate/", "/accounts/login/"}, address


def test_a_session_that_only_gave_a_password_is_asked_for_the_code_even_when_a_factor_exists() -> None:
    """As Django's or Wagtail's own sign-in view would open it."""
    user = builders.enrolled(builders.person())
    client = Client()
    client.force_login(user)
    for address in ("/cms/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/"):
        assert client.get(address)["Location"].startswith("/accounts/2fa/reauthenticate/?next="), address
    client.post("/accounts/2fa/reauthenticate/?next=/cms/", {"code": builders.code()})
    assert client.get("/cms/").status_code == 200


def test_while_the_code_is_missing_nobody_is_signed_in() -> None:
    client = builders.with_password(builders.enrolled(builders.person()))
    assert "_auth_user_id" not in client.session
    assert client.get("/cms/")["Location"] == "/accounts/login/?next=/cms/"


def test_password_and_code_open_the_cms() -> None:
    client = builders.signed_in(builders.enrolled(builders.person()))
    assert client.get("/cms/").status_code == 200


def test_a_wrong_code_or_the_same_code_twice_opens_nothing() -> None:
    user = builders.enrolled(builders.person())
    code = builders.code()
    wrong = "000000" if code != "000000" else "111111"
    client = builders.with_password(user)
    client.post("/accounts/2fa/authenticate/", {"code": wrong})
    assert client.get("/cms/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/cms/").status_code == 200
    again = builders.with_password(user)
    again.post("/accounts/2fa/authenticate/", {"code": code})
    assert again.get("/cms/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_opens_the_cms_at_once(transactional_db: None) -> None:
    user = builders.person()
    client = builders.with_password(user)
    assert client.get("/cms/")["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": builders.code(secret)}).status_code == 302
    response = client.get("/cms/account/")
    assert response.status_code == 200
    assert secret not in builders.stored_secret(user)


def test_secrets_of_second_factors_are_not_in_the_database() -> None:
    user = builders.enrolled(builders.person())
    stored = builders.stored_secret(user)
    assert stored.startswith("tp1:")
    assert builders.SECRET not in stored


@pytest.mark.parametrize("address", ["/cms/login/", "/fi/_util/login/"])
def test_other_sign_in_pages_lead_to_the_one_with_a_second_factor(address: str) -> None:
    user = builders.person()
    client = Client()
    for response in (
        client.get(address),
        client.post(address, {"username": user.email, "password": builders.PASSWORD}),
    ):
        assert response.status_code == 404 or response["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_change_password", "account_email", "account_set_password"],
)
def test_signing_up_and_mail_have_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/", "/cms/password_reset/"])
def test_a_lost_password_is_not_reset_by_mail(address: str, mailoutbox: list[Any]) -> None:
    client = Client()
    response = client.post(address, {"email": builders.person().email, "login": "x"})
    assert response.status_code in {302, 404}
    assert not mailoutbox


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    builders.person()
    pages = [
        Client().post("/accounts/login/", {"login": email, "password": "wrong password 77"}).content.decode()
        for email in ("toimittaja@esimerkki.example", "joku.muu@esimerkki.example")
    ]
    first, second = (
        page.replace("toimittaja@", "x@").replace("joku.muu@", "x@").split("<main", 1)[1] for page in pages
    )
    assert strip_tokens(first) == strip_tokens(second)


def strip_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_someone_whose_account_was_ended_is_not_signed_in() -> None:
    user = builders.enrolled(builders.person())
    client = builders.signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/cms/").status_code == 302
    assert "_auth_user_id" not in builders.with_password(user).session


def test_public_pages_ask_nothing_of_anyone() -> None:
    response = Client().get("/fi/palvelut/")
    assert response.status_code == 200
    assert not response.cookies


def test_an_address_is_one_account_whatever_its_case() -> None:
    user = builders.person("Eeva.Editori@Esimerkki.Example")
    assert user.email == "eeva.editori@esimerkki.example"
    assert User.objects.get_by_natural_key("EEVA.editori@esimerkki.example") == user
    assert authenticate(None, email="EEVA.EDITORI@esimerkki.example", password=builders.PASSWORD) == user
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.person("eeva.EDITORI@esimerkki.example")
    with pytest.raises(
        ValidationError, match=r"Tällä osoitteella on jo käyttäjätili|An account has this address already"
    ):
        User(email="eeva.editori@esimerkki.example", password="x").full_clean()


def test_an_account_needs_an_address() -> None:
    with pytest.raises(ValueError, match="email address"):
        User.objects.create_user("")


def test_a_person_without_a_name_is_called_by_the_address() -> None:
    user = User(email="a@esimerkki.example")
    assert (user.get_full_name(), user.get_short_name(), str(user)) == ("a@esimerkki.example",) * 3
    user.first_name, user.last_name = "Aino", "Editori"
    assert (user.get_full_name(), user.get_short_name()) == ("Aino Editori", "Aino")


def test_an_administrator_makes_an_account_in_the_cms() -> None:
    client = builders.signed_in(builders.enrolled(builders.person()))
    data = {
        "email": "uusi@esimerkki.example", "first_name": "Uusi", "last_name": "Editori", "is_active": "on",
        "password1": "another long password 5", "password2": "another long password 5",
    }  # fmt: skip
    response = client.post("/cms/users/new/", data)
    assert response.status_code == 302, response.content.decode()[:2000]
    assert User.objects.get(email="uusi@esimerkki.example").check_password("another long password 5")
    assert client.get("/cms/users/").status_code == 200
