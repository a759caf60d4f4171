"""Signing in: a password alone opens nothing, a code works once, and nobody makes an account by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.core.second_factor import CannotDecrypt, decrypt_secret, encrypt_secret
from portal.desk.middleware import OPEN_TO_ALL
from portal.desk.models import Worker
from portal.desk.workers import end_account, enrol_second_factor, remove_second_factor
from tests.desk.addresses import every_pattern, filled
from tests.desk.builders import PASSWORD, contact, signed_in, worker
from tests.desk.sign_in import CODE, ENROL, LOGIN, code_for, give_password, is_in

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def every_path() -> list[tuple[str, str]]:
    """Every address of the desk with its name, brackets filled in."""
    some = {"contact_id": contact().pk}
    return [(name, filled(address, some)) for name, address in every_pattern()]


def test_password_and_code_let_in() -> None:
    someone = worker()
    secret = enrol_second_factor(someone)
    browser, answer = give_password(someone)
    assert answer.headers["Location"] == CODE
    assert not is_in(browser)
    assert browser.post(CODE, {"code": code_for(secret)}).headers["Location"] == "/"
    assert is_in(browser)


def test_the_address_may_be_typed_in_any_case() -> None:
    someone = worker(email="tuuli@example.fi")
    enrol_second_factor(someone)
    assert Client().post(LOGIN, {"login": "Tuuli@Example.FI", "password": PASSWORD}).headers["Location"] == CODE


def test_nobody_and_who_gave_a_password_only_reach_no_page_of_the_desk() -> None:
    someone = worker()
    enrol_second_factor(someone)
    half_in, _ = give_password(someone)
    paths = every_path()
    assert len(paths) >= 18
    for browser in (Client(), half_in):
        for name, path in paths:
            for method in ("get", "post", "put", "delete", "patch"):
                answer = getattr(browser, method)(path)
                if name in OPEN_TO_ALL:
                    continue
                assert answer.status_code == 302, (method, path)
                assert answer.headers["Location"].startswith((LOGIN, CODE)), (method, path)


def test_a_worker_without_a_second_factor_must_enrol_before_anything_else() -> None:
    someone = worker()
    browser, _ = give_password(someone)
    for name, path in every_path():
        if name in OPEN_TO_ALL or name in {"mfa_activate_totp", "sign-in-qr", "account_reauthenticate"}:
            continue
        assert browser.get(path).headers["Location"] == ENROL, path
    browser.get(ENROL)
    secret = browser.session["mfa.totp.secret"]
    picture = browser.get("/accounts/2fa/totp/activate/qr.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert browser.post(ENROL, {"code": "000000"}).status_code == 200
    assert not is_in(browser)
    assert browser.post(ENROL, {"code": code_for(secret)}).status_code == 302
    assert is_in(browser)
    assert browser.get("/accounts/2fa/totp/activate/qr.svg").status_code == 404


def test_a_code_works_once_also_in_another_browser_and_process() -> None:
    someone = worker()
    secret = enrol_second_factor(someone)
    code = code_for(secret)
    first, _ = give_password(someone)
    first.post(CODE, {"code": code})
    assert is_in(first)
    cache.clear()  # what another process would remember of it: nothing
    second, _ = give_password(someone)
    assert second.post(CODE, {"code": code}).status_code == 200
    assert not is_in(second)
    second.post(CODE, {"code": code_for(secret, steps=1)})
    assert is_in(second)
    third, _ = give_password(someone)
    third.post(CODE, {"code": code_for(secret, steps=-1)})
    assert not is_in(third)


@pytest.mark.parametrize("code", ["", "000000", "abc", "1" * 64, "1" * 5000, "\x00", "١٢٣٤٥٦", "' OR 1=1"])
def test_no_odd_code_lets_in(code: str) -> None:
    someone = worker()
    enrol_second_factor(someone)
    browser, _ = give_password(someone)
    assert browser.post(CODE, {"code": code}).status_code == 200
    assert not is_in(browser)


def test_a_recovery_code_works_once() -> None:
    someone = worker()
    browser, _ = give_password(someone)
    browser.get(ENROL)
    browser.post(ENROL, {"code": code_for(browser.session["mfa.totp.secret"])})
    shown = browser.get("/accounts/2fa/recovery-codes/")
    assert shown.status_code == 200
    code = shown.context["unused_codes"][0]
    for lets_in in (True, False):
        another, _ = give_password(someone)
        another.post(CODE, {"code": code})
        assert is_in(another) is lets_in


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one() -> None:
    someone, other = worker(), worker()
    for one in (someone, other):
        enrol_second_factor(one)
    for _ in range(5):
        _, answer = give_password(someone, password="wrong")
        assert "Sähköpostiosoite tai salasana on väärin" in answer.content.decode()
    _, locked = give_password(someone)
    assert locked.status_code == 200
    assert "Liian monta epäonnistunutta kirjautumista" in locked.content.decode()
    assert give_password(other)[1].headers["Location"] == CODE


def test_five_wrong_codes_lock_the_second_factor() -> None:
    someone = worker()
    secret = enrol_second_factor(someone)
    browser, _ = give_password(someone)
    for _ in range(5):
        browser.post(CODE, {"code": "000000"})
    browser.post(CODE, {"code": code_for(secret)})
    assert not is_in(browser)


def test_the_answer_does_not_tell_whether_an_address_is_known() -> None:
    someone = worker()
    wrong = give_password(someone, password="wrong")[1].content.decode()
    unknown = Client().post(LOGIN, {"login": "nobody@example.fi", "password": "wrong"}).content.decode()
    assert "Sähköpostiosoite tai salasana on väärin" in wrong
    assert "Sähköpostiosoite tai salasana on väärin" in unknown


@pytest.mark.parametrize(
    "path",
    [
        "signup/", "password/reset/", "password/reset/done/", "password/reset/key/1-set-password/", "password/set/",
        "password/change/", "email/", "confirm-email/", "confirm-email/key/", "login/code/", "login/code/confirm/",
        "signup/passkey/", "social/signup/", "2fa/webauthn/", "2fa/totp/deactivate/", "2fa/trust/",
        "2fa/recovery-codes/download/",
    ],
)  # fmt: skip
def test_sign_up_and_mail_have_no_address(path: str) -> None:
    before = Worker.objects.count()
    new = {"email": "new@example.fi", "password1": PASSWORD, "login": "new@example.fi"}
    for browser in (Client(), signed_in()):
        assert browser.get(f"/accounts/{path}").status_code == 404
        assert browser.post(f"/accounts/{path}", new).status_code == 404
    assert Worker.objects.count() == before + 1
    assert not mail.outbox


def test_nobody_takes_their_second_factor_away_by_themselves() -> None:
    browser = signed_in()
    assert browser.post("/accounts/2fa/totp/").headers["Location"] == "/accounts/2fa/"
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_ending_an_account_ends_its_sessions_and_lets_nobody_in() -> None:
    someone = worker()
    browser = signed_in(someone)
    assert is_in(browser)
    end_account(someone)
    assert not is_in(browser)
    assert give_password(someone)[1].headers["Location"] == "/accounts/inactive/"


def test_taking_the_second_factor_away_stops_an_open_session() -> None:
    someone = worker()
    browser = signed_in(someone)
    remove_second_factor(someone)
    assert browser.get("/").headers["Location"] == ENROL


def test_changing_the_password_ends_other_sessions() -> None:
    someone = worker()
    browser = signed_in(someone)
    someone.set_password("another long password")
    someone.save()
    assert not is_in(browser)


def test_a_session_ends_after_twenty_minutes_of_quiet(time_machine_at: Any) -> None:
    browser = signed_in()
    assert is_in(browser)
    time_machine_at(19)
    assert is_in(browser)
    time_machine_at(38)
    assert is_in(browser)
    time_machine_at(59)
    assert not is_in(browser)


@pytest.fixture
def time_machine_at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that moves the clock so many minutes on from the beginning."""
    real = timezone.now
    offset = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + offset[0])

    def move(minutes: int) -> None:
        offset[0] = timedelta(minutes=minutes)

    return move


def test_signing_out_ends_the_session_and_only_a_post_does_it() -> None:
    browser = signed_in()
    assert browser.get("/accounts/logout/").status_code == 200
    assert is_in(browser)
    browser.post("/accounts/logout/")
    assert not is_in(browser)


def test_the_way_on_after_signing_in_leads_nowhere_else() -> None:
    someone = worker()
    secret = enrol_second_factor(someone)
    browser = Client()
    browser.post(LOGIN, {"login": someone.email, "password": PASSWORD, "next": "https://evil.example/"})
    assert browser.post(CODE, {"code": code_for(secret)}).headers["Location"] == "/"


def test_secrets_lie_encrypted_and_open_with_no_other_key(settings: Any) -> None:
    someone = worker()
    secret = enrol_second_factor(someone)
    stored = Authenticator.objects.get(user_id=someone.pk).data["secret"]
    assert secret not in stored
    assert decrypt_secret(stored) == secret
    assert encrypt_secret(secret) != encrypt_secret(secret)
    settings.MFA_ENCRYPTION_KEY = "another key altogether, of some length"
    with pytest.raises(CannotDecrypt):
        decrypt_secret(stored)


@pytest.mark.parametrize("stored", ["", "plain text", "tp1:", "tp1:!!", "tp1:AAAA", "ä", "tp1:" + "A" * 200])
def test_what_was_not_encrypted_by_us_is_no_secret(stored: str) -> None:
    with pytest.raises(CannotDecrypt):
        decrypt_secret(stored)


def test_cookies_hold_no_address_and_no_name() -> None:
    someone = worker("Harvinainen Nimi", email="harvinainen@example.fi")
    secret = enrol_second_factor(someone)
    browser, _ = give_password(someone)
    browser.post(CODE, {"code": code_for(secret)})
    browser.get("/")
    assert "harvinainen" not in str({name: one.value for name, one in browser.cookies.items()}).lower()
    assert set(browser.cookies) <= {"tp-desk", "tp-desk-form"}


def test_every_answer_is_kept_by_nobody_and_allows_no_foreign_code() -> None:
    browser, someone = signed_in(), contact()
    for path in ("/", f"/contacts/{someone.pk}/", "/accounts/2fa/", "/accounts/logout/", "/health/intake", "/nowhere/"):
        answer = browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert Client().get(LOGIN).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "said"), [("sv-FI,sv;q=0.9", "sv"), ("fi", "fi"), ("en-GB", "fi"), ("", "fi"), ("x" * 9000, "fi")]
)
def test_before_sign_in_the_browsers_language_counts(asked: str, said: str) -> None:
    answer = Client().get(LOGIN, headers={"accept-language": asked})
    assert f'<html lang="{said}"' in answer.content.decode()
