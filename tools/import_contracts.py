"""A contract that import-linter's own kinds cannot say: which modules may import a part of an outside package.

import-linter knows outside packages by their first name only, and `django` and `urllib` as a whole are no transports.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grimp import ImportGraph
from importlinter.application import output
from importlinter.domain import fields
from importlinter.domain.contract import Contract, ContractCheck

BY_NAME = frozenset({"import_module", "import_string", "__import__", "find_spec"})
"""Functions that load a module by its name in a text."""


class TransportContract(Contract):
    """Only `allowed_importers` import any of `transports`, or anything below them; from nowhere else, at no depth.

    Imports inside functions and names handed to `import_module` and the like count as well.
    """

    type_name = "transports"

    transports = fields.SetField(subfield=fields.StringField())
    allowed_importers = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """What was found: for each module the transports that it imports without being allowed to."""
        allowed, transports = set(_texts(self.allowed_importers)), tuple(_texts(self.transports))
        roots = tuple(self.session_options["root_packages"])
        modules = sorted(one for one in graph.modules if one.split(".")[0] in roots)
        if missing := sorted(allowed - set(modules)):
            raise ValueError(f"No such module: {', '.join(missing)}.")
        found = {
            module: sorted(f"{name} (l.{line})" for name, line in imported(_file(module)) if _is_in(name, transports))
            for module in modules
            if module not in allowed
        }
        found = {module: names for module, names in found.items() if names}
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints each import that is not allowed."""
        for module, names in check.metadata["found"].items():
            output.print_error(f"{module} is not allowed to import {', '.join(names)}.")


def imported(file: Path) -> Iterator[tuple[str, int]]:
    """Every module and every name that a file imports, with its line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and _name(node.func) in BY_NAME:
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from ((text, node.lineno) for text in texts)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_in(name: str, transports: tuple[str, ...]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in transports)


def _file(module: str) -> Path:
    """The module's file, without importing anything: its packages would want Django's settings."""
    root, *rest = module.split(".")
    spec = find_spec(root)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, *rest)
        for file in (path / "__init__.py", path.with_name(f"{path.name}.py")):
            if file.is_file():
                return file
    raise ValueError(f"The file of {module} was not found.")


def _texts(found: Any) -> list[str]:
    return sorted(str(one) for one in found)
