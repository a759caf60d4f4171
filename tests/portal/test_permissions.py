"""The permission matrix of the portal half: every address × anonymous, half signed in, editor, publisher, administrator."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Task

from portal.accounts.models import User
from tests.portal.services.builders import signed_in

pytestmark = pytest.mark.django_db

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8"))
METHODS = ("GET", "POST", "PUT", "DELETE")
BY_METHOD = pytest.mark.parametrize(
    "methods",
    [("GET", "POST"), pytest.param(("PUT", "DELETE"), marks=pytest.mark.wide)],
    ids=["get-post", "put-delete"],
)
LANGUAGES = (".fi", ".sv", ".fi-simple")
SIGN_IN, ENROL = "/accounts/login/", "/accounts/2fa/totp/activate/"
CMS = "cms/"
# What stands in brackets is something that is there (most tables have a first row), and something that is not.
THERE = {
    "int": "1", "slug": "nothing", "str": "nothing", "random_id": "A" * 22, "sitting_id": "A" * 22, "path": "x",
    "uuidstr": "00000000-0000-4000-8000-000000000000", "finder_token": "A" * 140,
}  # fmt: skip
MISSING = {**THERE, "int": "987654"}
# Chooser pages of workflows list the names of tasks to everybody in the CMS; who may not add a task makes none there.
LISTS_ONLY = "workflows/task_chooser"


@pytest.fixture(autouse=True)
def no_limit_of_open_data(settings: Any) -> None:
    """One test asks the open data more often than a minute allows."""
    settings.OPEN_DATA_LIMIT_PER_MINUTE = 1_000_000


def every_pattern() -> Iterator[tuple[str, str]]:
    """Each page's name, without its language, and its address with brackets."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, prefix + str(one.pattern))
            else:
                name = one.name or ""
                ending = next((code for code in LANGUAGES if name.endswith(code)), "")
                yield name.removesuffix(ending), prefix + str(one.pattern)

    yield from walk(get_resolver().url_patterns, "")


def filled(address: str, values: dict[str, str] = THERE) -> str:
    """The address with something in its brackets, and something short for an expression."""
    plain = re.sub(r"<(\w+):\w+>", lambda found: values[found[1]], address)
    plain = re.sub(r"<\w+>", values["int"], plain)
    # What is left are regular expressions; any text that they match not is answered by the page for nothing.
    return "/" + re.sub(r"[\^$?()|\\\[\]{}*+<>]|\\[dwZ]", "", plain)


def area(address: str) -> str:
    """The first part of an address under the CMS's path."""
    return address.removeprefix(CMS).split("/")[0]


def pages(*, of: str) -> list[tuple[str, str]]:
    """The pages of a class, each address once."""
    chosen: dict[str, str] = {}
    for name, address in every_pattern():
        if class_of(name, address) == of:
            chosen.setdefault(address, name)
    return [(name, address) for address, name in chosen.items()]


def class_of(name: str, address: str) -> str:
    """The class that the table gives the page; an empty text where it stands in no line."""
    if name in TABLE["cms"]["to_sign_in"]:
        return "to sign in"
    if address.startswith(CMS):
        return str(TABLE["cms"]["areas"].get(area(address), ""))
    if name in TABLE["public"]:
        return "public"
    return next((group for group in ("open", "own") if name in TABLE["sign_in"][group]), "")


def ask(browser: Client, method: str, address: str) -> HttpResponse:
    browser.raise_request_exception = False
    return browser.generic(method, address)


def leads_to(answer: HttpResponse, *ways: str) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(ways)


def half_in() -> Client:
    """Somebody who gave a password, and has no second factor yet."""
    browser = Client()
    browser.force_login(User.objects.create_user("puolikas@esimerkki.example", "a long password 1", is_superuser=True))
    return browser


def test_every_address_stands_in_the_table() -> None:
    lost = {(name, address) for name, address in every_pattern() if not class_of(name, address)}
    assert not lost
    names = {name for name, _ in every_pattern()}
    assert set(TABLE["public"]) | set(TABLE["sign_in"]["open"]) | set(TABLE["sign_in"]["own"]) <= names
    assert set(TABLE["cms"]["areas"]) == {area(address) for _, address in every_pattern() if address.startswith(CMS)}


@BY_METHOD
def test_nobody_reaches_a_page_of_the_cms_without_signing_in_with_a_second_factor(methods: tuple[str, ...]) -> None:
    anonymous, half = Client(), half_in()
    wrong, cells = [], 0
    for _, address in pages(of="editors") + pages(of="administrators"):
        for method in methods:
            cells += 2
            if not leads_to(ask(anonymous, method, filled(address)), SIGN_IN):
                wrong.append(("anonymous", method, address))
            if not leads_to(ask(half, method, filled(address)), ENROL):
                wrong.append(("half", method, address))
    assert not wrong
    assert cells > 750


def test_wagtails_own_sign_in_pages_lead_everyone_to_ours() -> None:
    for browser in (Client(), half_in()):
        for _, address in pages(of="to sign in"):
            for method in METHODS:
                assert leads_to(ask(browser, method, filled(address)), SIGN_IN), (method, address)


@BY_METHOD
@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_who_writes_and_publishes_reaches_no_page_of_administration(role: str, methods: tuple[str, ...]) -> None:
    browser = signed_in(role)
    wrong = []
    for _, address in pages(of="administrators"):
        if LISTS_ONLY in address:
            continue
        for method in methods:
            answer = ask(browser, method, filled(address))
            if answer.status_code < 300 or leads_to(answer, SIGN_IN):
                wrong.append((method, address, answer.status_code))
    assert not wrong


@pytest.mark.parametrize(
    ("role", "status", "made"), [("Editors", 400, 0), ("Publishers", 400, 0), ("Administrator", 200, 1)]
)
def test_only_who_may_add_tasks_makes_one_on_the_chooser_pages_of_workflows(role: str, status: int, made: int) -> None:
    browser, tasks = signed_in(role), Task.objects.count()
    name = "wagtailadmin_workflows:task_chooser"
    data = {"create-task-name": "Ohi kaikkien", "create-task-groups": [Group.objects.get(name="Editors").pk]}
    create = f"{reverse(name + '_create')}?create_model=wagtailcore.GroupApprovalTask"
    assert browser.post(create, data).status_code == status
    assert Task.objects.count() == tasks + made
    assert ("create-task-name" in browser.get(reverse(name)).content.decode()) == bool(made)


def test_an_administrator_reaches_administration() -> None:
    browser = signed_in("Administrator")
    for name in ("users", "groups", "sites", "locales", "collections"):
        assert ask(browser, "GET", f"/{CMS}{name}/").status_code == 200


@pytest.mark.parametrize("role", ["Editors", "Publishers", "Administrator"])
def test_the_cms_opens_to_everybody_of_it(role: str) -> None:
    browser = signed_in(role)
    for path in ("", "pages/", "images/", "services/", "account/"):
        assert ask(browser, "GET", f"/{CMS}{path}").status_code == 200, path


@pytest.mark.parametrize(
    ("methods", "roles"),
    [
        (("GET",), ("Administrator",)),
        (("POST",), ()),
        pytest.param(METHODS, ("Editors", "Publishers", "Administrator"), marks=pytest.mark.wide),
    ],
)
def test_public_pages_answer_everyone_alike_and_ask_nobody_to_sign_in(
    methods: tuple[str, ...], roles: tuple[str, ...]
) -> None:
    anonymous = Client()
    others = {role: signed_in(role) for role in roles}
    wrong = []
    for _, address in pages(of="public"):
        for method in methods:
            answer = ask(anonymous, method, filled(address, MISSING))
            if leads_to(answer, SIGN_IN, ENROL):
                wrong.append((method, address, "sign in"))
            for role, browser in others.items():
                again = ask(browser, method, filled(address, MISSING))
                if again.status_code != answer.status_code:
                    wrong.append((method, address, role, answer.status_code, again.status_code))
    assert not wrong


def test_pages_about_ones_own_sign_in_show_nothing_to_anybody_else() -> None:
    anonymous = Client()
    for _, address in pages(of="own"):
        for method in METHODS:
            answer = ask(anonymous, method, filled(address))
            assert answer.status_code in (302, 404, 405), (method, address)


@pytest.mark.parametrize("method", METHODS)
def test_pages_of_signing_in_are_no_errors_for_anyone(method: str) -> None:
    for _, address in pages(of="open"):
        assert ask(Client(), method, filled(address)).status_code in (200, 302, 405), address
