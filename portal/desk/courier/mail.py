"""The one way by which mail leaves this half: the courier's. No other module may import a mail transport.

What a mail may say and to whom is decided elsewhere (`duty`, `word`); nothing here reads a contact.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

NOWHERE: Final = "django.core.mail.backends.dummy.EmailBackend"
TO_FILES: Final = "django.core.mail.backends.filebased.EmailBackend"


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out: plain text, to one address."""

    message_id: str
    to: str = field(repr=False)
    subject: str
    body: str


Transport = Callable[[Mail], None]


class CannotSend(Exception):
    """The mail server did not take the mail; the text names the kind of error, nothing of the mail."""


class AddressRefused(CannotSend):
    """The mail server is there and takes no mail to that address."""


def send(mail: Mail) -> None:
    """Hands the mail over to the mail server. Raises CannotSend; then the server may have taken it all the same.

    Raises AddressRefused where only this address is the trouble.

    The sender's address goes without a display name: the name of a portal tells what it is about.
    """
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        from_email=_own_address(),
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        connection = get_connection()
        connection.open()
        try:
            connection.send_messages([message])
        finally:
            # What fails after the mail was taken must not send it again.
            with suppress(SMTPException, OSError):
                connection.close()
    except SMTPRecipientsRefused as error:
        raise AddressRefused(type(error).__name__) from None
    except (SMTPException, OSError, ValueError) as error:
        raise CannotSend(type(error).__name__) from None


def message_id(mail_id: UUID) -> str:
    """The Message-ID of the mail of that row: always the same, so that a repeat is known as one."""
    domain = _own_address().rpartition("@")[2] or "localhost"
    return f"<{mail_id}@{domain}>"


def has_server() -> bool:
    """Whether there is anywhere to send to."""
    return bool(settings.EMAIL_BACKEND != NOWHERE)


def folder() -> str:
    """The folder that mail is written to instead of being sent, as in the demo; empty where it is really sent."""
    return str(settings.EMAIL_FILE_PATH) if settings.EMAIL_BACKEND == TO_FILES else ""


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
