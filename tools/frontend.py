"""Builds the CSS and JavaScript from the npm packages into static/build, which is never committed.

Usage: .venv/bin/python -m tools.frontend
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.terminal import say, stop

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "static/src"
BUILD: Final = ROOT / "static/build"
MODULES: Final = ROOT / "node_modules"
LOCK: Final = ROOT / "package-lock.json"
OLDEST_NODE: Final = 20
MACHINE_CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
SCRIPTS: Final = ("portal.js", "desk.js")
OUTPUTS: Final = ("portal.css", *SCRIPTS)


@dataclass(frozen=True, slots=True)
class Node:
    """Where node and npm are: on the machine, or from PyPI in the virtualenv."""

    node: Path
    npm: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which their programs find node, and trust what the machine trusts.

        Node brings certificates of its own and would not know those of a network that the machine was told to trust.
        """
        known = {"PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        if MACHINE_CERTIFICATES.exists():
            known["NODE_EXTRA_CA_CERTS"] = str(MACHINE_CERTIFICATES)
        return {**known, **os.environ, "PATH": known["PATH"]}


def build() -> None:
    """Brings static/build up to date; does nothing when no source, lock or tool has changed.

    Ends the program with one sentence when Node, the packages or a source fail.
    """
    wanted = _fingerprint([LOCK, Path(__file__), *sorted(one for one in SOURCES.rglob("*") if one.is_file())])
    stamp = BUILD / "inputs.txt"
    if all((BUILD / name).exists() for name in OUTPUTS) and _text(stamp) == wanted and MODULES.exists():
        return
    node = _find_node()
    _install_packages(node)
    BUILD.mkdir(parents=True, exist_ok=True)
    _compile_styles(node)
    for name in SCRIPTS:
        _bundle_script(node, name)
    stamp.write_text(wanted, encoding="utf-8")


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _find_node() -> Node:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(Path(node)) >= OLDEST_NODE:
        return Node(Path(node), Path(npm))
    folder = Path(sys.executable).parent
    if not (folder / "node").exists():
        say(f"  Node {OLDEST_NODE} or newer is not on this machine: installing it into the virtualenv")
        _run(
            [
                sys.executable,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--require-hashes",
                "-r",
                str(ROOT / "requirements/node.txt"),
            ],
            {key: value for key, value in os.environ.items() if key != "PIP_FIND_LINKS"},
            "Node could not be installed from PyPI (requirements/node.txt). Install Node 20 or newer on the machine.",
        )
    return Node(folder / "node", folder / "npm")


def _major_version(node: Path) -> int:
    shown = subprocess.run([str(node), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", shown)
    return int(found[1]) if found else 0


def _install_packages(node: Node) -> None:
    stamp = MODULES / ".tukiportti-lock"
    wanted = _fingerprint([LOCK])
    if _text(stamp) == wanted:
        return
    _run(
        [str(node.npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        node.environment,
        "The npm packages could not be installed (npm ci). Is the npm registry within reach, and is the disk full?",
    )
    stamp.write_text(wanted, encoding="utf-8")


def _compile_styles(node: Node) -> None:
    _run(
        [
            str(MODULES / ".bin/sass"),
            "--no-charset",
            "--quiet-deps",
            "--style=compressed",
            "--no-source-map",
            f"--load-path={MODULES / 'govuk-frontend/dist'}",
            str(SOURCES / "scss/portal.scss"),
            str(BUILD / "portal.css"),
        ],
        node.environment,
        "The CSS could not be built from static/src/scss.",
    )


def _bundle_script(node: Node, name: str) -> None:
    _run(
        [
            str(MODULES / ".bin/esbuild"),
            str(SOURCES / "js" / name),
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2020",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
            f"--outfile={BUILD / name}",
        ],
        node.environment,
        "The JavaScript could not be built from static/src/js.",
    )


def _run(command: list[str], environment: dict[str, str], sentence: str) -> None:
    """Runs a program; ends with its last lines and the sentence when it fails."""
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        stop(f"{command[0]} does not start: {error.strerror}. {sentence}")
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        stop(f"{tail}\n\n{sentence}")


if __name__ == "__main__":
    build()
