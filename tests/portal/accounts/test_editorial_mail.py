"""Editorial mail reaches account holders and role mailboxes, and nobody else, whoever asks for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_door(settings: Any) -> None:
    """As in every overlay: pytest-django puts its own backend in the place of the door."""
    settings.EDITORIAL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "portal.accounts.mail.EditorialMail"
    settings.ROLE_MAILBOXES = ["Editors@county.example"]


def holder(email: str, *, is_active: bool = True) -> User:
    return User.objects.create_user(email, "a long enough password for tests", is_active=is_active)


def sent_to() -> list[list[str]]:
    return [one.recipients() for one in mail.outbox]


def test_account_holders_and_role_mailboxes_get_it() -> None:
    holder("editor@county.example")
    assert mail.send_mail("Task", "Text", None, ["Editor@County.example", "editors@county.example"]) == 1
    assert sent_to() == [["Editor@County.example", "editors@county.example"]]


@pytest.mark.parametrize(
    "address", ["resident@home.example", "ended@county.example", "editor@county.example.evil.example", ""]
)
def test_nobody_else_does(address: str, caplog: pytest.LogCaptureFixture) -> None:
    holder("editor@county.example")
    holder("ended@county.example", is_active=False)
    assert mail.send_mail("Task", "Text", None, [address]) == 0
    assert not mail.outbox
    assert address == "" or address not in caplog.text


def test_a_stranger_among_them_is_left_out_of_every_field() -> None:
    holder("editor@county.example")
    message = mail.EmailMessage(
        "Task", "Text", None, ["a@home.example"], bcc=["b@home.example"], cc=["editor@county.example", "c@home.example"]
    )
    assert message.send() == 1
    assert sent_to() == [["editor@county.example"]]


def test_several_messages_are_counted_as_sent() -> None:
    holder("editor@county.example")
    messages = [mail.EmailMessage("Task", "Text", None, [to]) for to in ("editor@county.example", "x@home.example")]
    assert mail.get_connection().send_messages(messages) == 1
