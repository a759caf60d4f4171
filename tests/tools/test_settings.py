"""Settings in production: each missing one is named in one sentence, none has a stand-in, and no check complains."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.processes import PYTHON, ROOT

SHARED = {
    "TUKIPORTTI_ENV": "production",
    "SECRET_KEY": "a-long-one-for-this-test-only-0123456789-0123456789",
    "MFA_ENCRYPTION_KEY": "another-one-for-this-test-only-0123456789",
    "DATABASE_URL": "postgres://someone:something@database.example/portal",
    "PUBLIC_KEYS_FILE": "/nowhere/public.json",
    "COUNTY_FILE": str(ROOT / "portal/demo/county.toml"),
    "ALLOWED_HOSTS": "portal.example",
}
WHOLE = {
    "portal": {
        **SHARED,
        "EXIT_URL": "https://neutral.example/",
        "WAGTAILADMIN_BASE_URL": "https://portal.example",
        "DEFAULT_FROM_EMAIL": "portal@portal.example",
        "EMAIL_URL": "smtp://mail.example:25",
    },
    "desk": {**SHARED, "PRIVATE_KEY_FILE": "/nowhere/desk.json"},
}
EACH = [(half, name) for half, whole in WHOLE.items() for name in whole if name != "TUKIPORTTI_ENV"]
HALVES = sorted(WHOLE)


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What a program says that knows nothing but this environment."""
    return subprocess.run(
        [PYTHON, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a program ended with."""
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize("half", HALVES)
def test_an_empty_environment_is_production_and_starts_nothing(half: str) -> None:
    for arguments in (["manage.py", "check", f"--settings=portal.settings.{half}"], ["-c", _entry(half)]):
        assert sentence(run(arguments, {})).startswith("The environment variable SECRET_KEY is missing: ")


@pytest.mark.parametrize(("half", "name"), EACH)
def test_each_missing_value_is_named_and_nothing_starts(half: str, name: str) -> None:
    environment = {key: value for key, value in WHOLE[half].items() if key != name}
    assert f"The environment variable {name} is missing: " in sentence(run(["-c", _entry(half)], environment))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TUKIPORTTI_ENV", "prod", "TUKIPORTTI_ENV is 'prod'"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("MFA_ENCRYPTION_KEY", "short", "MFA_ENCRYPTION_KEY is too short"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL is not the URL of a database"),
        ("EMAIL_URL", "mail.example:25", "EMAIL_URL is not the URL of a mail server"),
        ("EMAIL_URL", "dummymail://", "EMAIL_URL is not the URL of a mail server"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL is not the URL of a mail server"),
        ("EMAIL_URL", "smtp://mail.example:no-port", "EMAIL_URL is not the URL of a mail server"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_as_well(name: str, value: str, said: str) -> None:
    assert said in sentence(run(["-c", _entry("portal")], {**WHOLE["portal"], name: value}))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "The courier has no mail server for duty addresses: EMAIL_URL is missing."),
        ({"EMAIL_URL": "smtp://mail.example"}, "DEFAULT_FROM_EMAIL is missing"),
        ({"EMAIL_URL": "filemail:///tmp"}, "EMAIL_URL is not the URL of a mail server"),
        (
            {"EMAIL_URL": "smtp://m.example", "DEFAULT_FROM_EMAIL": "a@b.example", "DUTY_DIGEST_AT": "8"},
            "DUTY_DIGEST_AT",
        ),
    ],
)
def test_the_courier_says_which_setting_of_its_mail_is_missing(given: dict[str, str], said: str) -> None:
    environment = {**WHOLE["desk"], "PORTAL_DATABASE_URL": "postgres://someone:something@database.example/portal"}
    done = run(["manage.py", "courier", "--once", "--settings=portal.settings.desk"], {**environment, **given})
    assert said in sentence(done)


@pytest.mark.parametrize("half", HALVES)
def test_the_checks_for_deployment_find_nothing(half: str) -> None:
    done = run(
        ["manage.py", "check", "--deploy", "--fail-level=WARNING", f"--settings=portal.settings.{half}"], WHOLE[half]
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_every_setting_of_the_environment_stands_in_the_table() -> None:
    table = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in table for _half, name in EACH)


def _entry(half: str) -> str:
    assert Path(ROOT, f"portal/settings/{half}_wsgi.py").exists()
    return f"import portal.settings.{half}_wsgi"
