"""Every action that is written into the audit log anywhere at the desk has words there, read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils import translation

from portal.desk.audit_log import ACTIONS

ROOT: Final = Path(__file__).parents[2] / "portal"
ROOMS: Final = ("desk", "vault", "demo/desk")
ACTION: Final = "action"


def trees() -> list[ast.Module]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")) if "migrations" not in file.parts]
    return [ast.parse(file.read_text(encoding="utf-8"), str(file)) for file in files]


def writers(modules: list[ast.Module]) -> dict[str, int | None]:
    """The functions that take an action: by which position, or by name only."""
    found: dict[str, int | None] = {}
    for one in (node for module in modules for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        names = [each.arg for each in one.args.args]
        if ACTION in names:
            found[one.name] = names.index(ACTION)
        elif ACTION in [each.arg for each in one.args.kwonlyargs]:
            found[one.name] = None
    return found


def defaults(module: ast.Module) -> Iterator[str]:
    """The actions that a writer writes when it is given none, and those that it chooses itself."""
    for chosen in (node for node in ast.walk(module) if isinstance(node, ast.Assign)):
        if [one.id for one in chosen.targets if isinstance(one, ast.Name)] == [ACTION]:
            yield from texts_in(chosen.value)
    for one in (node.args for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        plain = [None] * (len(one.args) - len(one.defaults)) + list(one.defaults)
        for name, value in (*zip(one.args, plain, strict=True), *zip(one.kwonlyargs, one.kw_defaults, strict=True)):
            if name.arg == ACTION and isinstance(value, ast.Constant):
                yield str(value.value)


def given(call: ast.Call, position: int | None) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == ACTION]
    if named or position is None or position >= len(call.args):
        return named[0] if named else None
    return call.args[position]


def written() -> Iterator[str]:
    """Every action that is handed to a writer. What is neither a text nor handed on is not understood."""
    modules = trees()
    takers = writers(modules)
    assert takers["record"] is None
    for module in modules:
        yield from defaults(module)
        constants = {
            target.id: node.value
            for node in module.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and node.value
        }
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in takers or not (value := given(call, takers[name])):
                continue
            named = [one.id for one in ast.walk(value) if isinstance(one, ast.Name)]
            texts = texts_in(value, *(constants[one] for one in named if one in constants))
            assert texts or named == [ACTION], f"not understood: {ast.unparse(call)}"
            yield from texts


def texts_in(*values: ast.expr) -> list[str]:
    found = [one.value for value in values for one in ast.walk(value) if isinstance(one, ast.Constant)]
    return [one for one in found if isinstance(one, str) and "." in one]


def test_every_action_that_is_written_has_words_in_both_languages() -> None:
    found = set(written())
    assert {"contact.read", "contact.searched", "contact.taken", "letter.opened", "keys.rotated"} <= found
    assert found <= set(ACTIONS), sorted(found - set(ACTIONS))
    with translation.override(None):
        english = {action: str(words) for action, words in ACTIONS.items()}
    assert len(set(english.values())) == len(english)
    for language in ("fi", "sv"):
        with translation.override(language):
            assert not [action for action, words in ACTIONS.items() if str(words) == english[action]], language


def test_no_words_stand_for_an_action_that_nobody_writes() -> None:
    assert not set(ACTIONS) - set(written())
