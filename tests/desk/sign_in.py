"""Steps of signing in, as a browser takes them."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from portal.desk.models import Worker
from tests.desk.builders import PASSWORD

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
ENROL = "/accounts/2fa/totp/activate/"


def code_for(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_password(someone: Worker, *, password: str = PASSWORD, browser: Client | None = None) -> Any:
    browser = browser or Client()
    return browser, browser.post(LOGIN, {"login": someone.email, "password": password})


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200
