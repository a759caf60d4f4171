"""The one way by which mail leaves the portal half: what the CMS writes to its editors, and nothing about a resident.

Signing in goes without mail (portal/core/sign_in.py). No other module of this half may import a mail transport.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from portal.accounts.models import User

logger = logging.getLogger(__name__)


class EditorialMail(BaseEmailBackend):
    """Hands mail to the transport of the settings, for active account holders and role mailboxes alone."""

    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._transport = get_connection(settings.EDITORIAL_TRANSPORT, fail_silently=fail_silently, **options)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were sent. An address that is nobody's here is left out of its message, and is logged as one."""
        known = _known({one.lower() for message in email_messages for one in message.recipients()})
        going = [message for message in email_messages if _narrowed(message, known)]
        return self._transport.send_messages(going) or 0


def send_editorial_mail(subject: str, text: str, mailbox: str) -> bool:
    """Whether the mail went to a mailbox; False where it is nobody's here. Raises OSError when the server refuses it."""
    return bool(EmailMessage(subject, text, to=[mailbox]).send())


def _narrowed(message: EmailMessage, known: frozenset[str]) -> bool:
    """Whether anybody is left to send the message to, after every address that is not known was taken out."""
    before = len(message.recipients())
    for name in ("to", "cc", "bcc"):
        setattr(message, name, [one for one in getattr(message, name) if one.lower() in known])
    left_out = before - len(message.recipients())
    if left_out:
        logger.error("Editorial mail was kept back from %d addresses that belong to no account.", left_out)
    return bool(message.recipients())


def _known(asked: Iterable[str]) -> frozenset[str]:
    mailboxes = {one.lower() for one in (*settings.ROLE_MAILBOXES, settings.EDITORS_MAILBOX) if one}
    holders = User.objects.filter(is_active=True, email__in=list(asked)).values_list("email", flat=True)
    return frozenset({one.lower() for one in holders} | (mailboxes & set(asked)))
