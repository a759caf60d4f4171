"""Starts the demo: portal, desk, courier, sweep, finding and reminders, as six processes under one Ctrl-C.

Usage: python -m tools.start   (make run)
Reads PORT (8000) and DESK_PORT (8001). Everything that it makes lies in var/.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

from tools import demo, frontend, messages
from tools.processes import PYTHON, ROOT, Supervisor, manage
from tools.terminal import say, step, stop

VAR_DIR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
NEEDED_BYTES = 200_000_000


def port_from(name: str, default: int) -> int:
    """The port that an environment variable names. Ends with a sentence when it is no port."""
    text = os.environ.get(name, str(default))
    # isdigit alone would also take ² and full-width digits.
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 65_536:
        stop(f"{name} is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def need_free(port: int, name: str) -> None:
    """Ends with a sentence when something already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(f"Port {port} is in use. Stop what listens there, or choose another: make run {name}=<port>")
            stop(f"Port {port} cannot be used: {error.strerror}. Choose another: make run {name}=<port>")


def fingerprint() -> str:
    """A hash of what the databases and built files are made from; when it is as before, nothing needs making."""
    digest = hashlib.sha256(sys.version.encode())
    made_from = [
        *ROOT.glob("requirements/*.txt"),
        *ROOT.glob("portal/**/migrations/*.py"),
        *ROOT.glob("portal/demo/**/*.toml"),
        *ROOT.glob("portal/demo/**/*.py"),
        *ROOT.glob("locale/*/LC_MESSAGES/*.po"),
        *ROOT.glob("static/src/**/*"),
        *ROOT.glob("portal/**/static/**/*"),
        ROOT / "package-lock.json",
    ]
    for file in sorted(one for one in made_from if one.is_file()):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def prepare(environment: demo.Environment) -> bool:
    """Whether anything was made anew: built files, messages, keys, databases, the demo county."""
    stamp = VAR_DIR / "made-from.txt"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    if shutil.disk_usage(VAR_DIR).free < NEEDED_BYTES:
        stop(f"The disk is nearly full: {NEEDED_BYTES / 1e6:.0f} MB are needed in {VAR_DIR}.")
    with step("Building CSS and JavaScript"):
        frontend.build()
    with step("Compiling messages"):
        messages.compile_all()
    if not (VAR_DIR / "keys/public.json").exists():
        with step("Making the demo's keys"):
            manage(environment.desk, "make_keys", "--directory", str(VAR_DIR / "keys"))
    with step("Collecting static files"):
        manage(environment.portal, "collectstatic", "--noinput", "--verbosity", "0")
    with step("Migrating the portal's database"):
        manage(environment.portal, "migrate", "--noinput", "--verbosity", "0")
    with step("Migrating the desk's database"):
        manage(environment.desk, "migrate", "--noinput", "--verbosity", "0")
    with step("Loading the demo county, public half"):
        manage(environment.portal, "load_demo")
    with step("Loading the demo county, desk half"):
        manage(environment.desk, "load_demo")
    stamp.write_text(wanted)
    return True


def serve(environment: demo.Environment, port: int, desk_port: int) -> None:
    """Runs the processes until Ctrl-C or until one of them ends for good."""
    supervisor = Supervisor()
    supervisor.start_web("portal", environment.portal, port)
    supervisor.start_web("desk", environment.desk, desk_port)
    supervisor.start("courier", [PYTHON, "manage.py", "courier"], environment.courier)
    supervisor.start("sweep", [PYTHON, "manage.py", "sweep", "--every", "60"], environment.portal)
    supervisor.start("finding", [PYTHON, "manage.py", "refresh_finding", "--every", "600"], environment.portal)
    supervisor.start("reminders", [PYTHON, "manage.py", "remind_reviews", "--every", "3600"], environment.portal)
    # Also where a shell started this in the background and told it to ignore Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, supervisor.interrupt)
    try:
        supervisor.wait_until_answering({"portal": port, "desk": desk_port})
        first_run = VAR_DIR / "contacts-sent.txt"
        if not first_run.exists():
            with step("Sending a few contacts through the real form"):
                demo.send_contacts(f"http://127.0.0.1:{port}")
            first_run.touch()
        say(demo.welcome(VAR_DIR, port, desk_port))
        supervisor.watch()
    except KeyboardInterrupt:
        say("\nStopping …")
    finally:
        supervisor.stop_all()


def main() -> None:
    """Prepares what is missing and runs the demo."""
    started = time.monotonic()
    port, desk_port = port_from("PORT", 8000), port_from("DESK_PORT", 8001)
    if port == desk_port:
        stop(f"PORT and DESK_PORT are both {port}; the portal and the desk need one each.")
    need_free(port, "PORT")
    need_free(desk_port, "DESK_PORT")
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        environment = demo.environment(VAR_DIR, port, desk_port)
        prepare(environment)
        say(f"Starting (ready to start after {time.monotonic() - started:.1f} s) …")
        serve(environment, port, desk_port)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            stop(f"The disk is full. Free some space for {VAR_DIR} and run again; nothing half-made is kept.")
        if error.errno in (errno.EACCES, errno.EROFS):
            stop(f"{error.filename or VAR_DIR} cannot be written: {error.strerror}.")
        raise


if __name__ == "__main__":
    main()
