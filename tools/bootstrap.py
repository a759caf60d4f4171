"""Makes the virtualenv and installs the locked dependencies. Runs before anything else is installed.

Usage: python3.11 -I tools/bootstrap.py run|test
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import List, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NEEDED_BYTES = {"run": 700_000_000, "test": 1_500_000_000}


def stop(sentence: str) -> NoReturn:
    """Ends with one sentence and exit code 1."""
    sys.stderr.write("\n" + sentence + "\n")
    raise SystemExit(1)


def fingerprint(lock: Path) -> str:
    """The hash of a lock file and of the Python that it was installed for."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def installed(kind: str, lock: Path) -> bool:
    """Whether the virtualenv already holds this lock; a test environment also serves for running."""
    wanted = {fingerprint(lock)}
    stamp = VENV / "installed-{}.txt".format(kind)
    if stamp.exists() and stamp.read_text() in wanted:
        return True
    test_lock, test_stamp = ROOT / "requirements/test.txt", VENV / "installed-test.txt"
    return kind == "run" and test_stamp.exists() and test_stamp.read_text() == fingerprint(test_lock)


def make_environment() -> None:
    """Creates the virtualenv when there is none."""
    if (VENV / "bin/python").exists():
        return
    print("Making the virtualenv …", flush=True)
    try:
        venv.create(VENV, with_pip=True)
    except Exception as error:  # any reason ends in the same advice
        shutil.rmtree(VENV, ignore_errors=True)
        stop(
            "The virtualenv could not be made ({}). On Debian and Ubuntu: apt-get install python3.11-venv".format(error)
        )


def install(kind: str, lock: Path) -> None:
    """Installs a lock, with progress, and remembers that it did."""
    started = time.monotonic()
    lines = [one for one in lock.read_text().splitlines() if one and one[0].isalnum()]
    print("Installing {} locked packages (about a minute the first time) …".format(len(lines)), flush=True)
    command = [
        str(VENV / "bin/python"),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    command += ["--disable-pip-version-check", "-r", str(lock)]
    environment = {key: value for key, value in os.environ.items() if key != "PIP_FIND_LINKS"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    tail: List[str] = []
    count = 0
    for line in process.stdout or ():
        tail = [*tail[-15:], line]
        if line.startswith("Collecting"):
            count += 1
            if count % 15 == 0:
                print("  {} of {}".format(count, len(lines)), flush=True)
        if line.startswith("Installing collected"):
            print("  unpacking", flush=True)
    if process.wait() != 0:
        text = "".join(tail)
        if "No space left" in text:
            stop("The disk is full: the packages need about {:.1f} GB.".format(NEEDED_BYTES[kind] / 1e9))
        stop(text + "\nThe packages could not be installed; the lines above say why.")
    (VENV / "installed-{}.txt".format(kind)).write_text(fingerprint(lock))
    print("  done in {:.0f} s".format(time.monotonic() - started), flush=True)


def main() -> None:
    """Prepares the virtualenv for running or for testing."""
    kind = sys.argv[1]
    if sys.version_info[:2] != (3, 11):
        stop(
            "Tukiportti needs Python 3.11, and this is {}.{}. Install it (Debian: apt-get install python3.11 "
            "python3.11-venv) or name it: make {} PYTHON=/path/to/python3.11".format(*sys.version_info[:2], kind)
        )
    lock = ROOT / "requirements" / "{}.txt".format(kind)
    if installed(kind, lock):
        return
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES[kind]:
        stop("The disk is nearly full: {:.1f} GB free, {:.1f} GB needed.".format(free / 1e9, NEEDED_BYTES[kind] / 1e9))
    make_environment()
    install(kind, lock)


if __name__ == "__main__":
    main()
