"""Our templates give the markup that govuk-frontend's own fixtures show."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from tests.portal.core.markup import outline, tree

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "node_modules/govuk-frontend/dist/govuk/components"
COMPONENTS = (
    "back-link", "breadcrumbs", "button", "checkboxes", "details", "error-message", "error-summary", "exit-this-page",
    "fieldset", "generic-header", "hint", "input", "inset-text", "label", "language-navigation", "notification-banner",
    "panel", "radios", "select", "service-navigation", "skip-link", "summary-list", "tag", "textarea", "warning-text",
)  # fmt: skip
EXCEPTIONS: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "fixture_exceptions.toml").read_text(encoding="utf-8")
)
HTML_KEYS = re.compile(r"(^|_)html$|^(start|end|navigation_start|navigation_end)$")


def snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda hit: "_" + hit[1].lower(), key)


def as_context(options: Any, *, is_names: bool = False) -> Any:
    """A fixture's options as a template's variables: names in our spelling, what is HTML marked as such."""
    if isinstance(options, list):
        return [as_context(one) for one in options]
    if not isinstance(options, dict):
        return options
    context = {}
    for key, value in options.items():
        name = key if is_names else snake(key)
        context[name] = (
            SafeString(value)
            if isinstance(value, str) and HTML_KEYS.search(name)
            else as_context(value, is_names=name == "attributes")
        )
    return context


def fixtures() -> list[Any]:
    found = []
    for component in COMPONENTS:
        file = PACKAGE / component / "fixtures.json"
        assert file.exists(), "govuk-frontend is not installed: run `make assets`"
        for fixture in json.loads(file.read_text(encoding="utf-8"))["fixtures"]:
            found.append(pytest.param(component, fixture, id=f"{component}: {fixture['name']}"))
    return found


def differs(component: str, fixture: dict[str, Any]) -> tuple[str, str]:
    with override("en"):
        ours = render_to_string(f"core/components/{component.replace('-', '_')}.html", as_context(fixture["options"]))
    return outline(tree(ours)), outline(tree(fixture["html"]))


@pytest.mark.parametrize(("component", "fixture"), fixtures())
def test_component_gives_the_markup_of_the_fixture(component: str, fixture: dict[str, Any]) -> None:
    ours, theirs = differs(component, fixture)
    if reason := EXCEPTIONS.get(component, {}).get(fixture["name"]):
        assert ours != theirs, f"the exception is no longer one: {reason}"
    else:
        assert ours == theirs


def test_every_exception_names_a_fixture_and_a_reason() -> None:
    known = {(param.values[0], param.values[1]["name"]) for param in fixtures()}
    for component, names in EXCEPTIONS.items():
        for name, reason in names.items():
            assert (component, name) in known, f"{component}: {name} is no fixture"
            assert len(reason.split()) >= 5
