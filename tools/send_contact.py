"""Posts one contact through the public form of the running demo and reads it at the desk; prints the times.

Usage: python -m tools.send_contact ["what to write"]   (while `make run` runs; PORT and DESK_PORT as there)
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Final

from tools.code import totp
from tools.form_client import Browser, Page
from tools.processes import ROOT
from tools.terminal import say, stop

PATIENCE_SECONDS: Final = 30
CODE_SECONDS: Final = 30


def sign_in(desk: Browser, login: dict[str, str]) -> Page:
    """The queue, after password and code. A code counts once: when it was used, the next one is waited for."""
    page = desk.get("/")
    page = desk.submit(page, page.form_with("password"), {"login": login["email"], "password": login["password"]})
    page = desk.submit(page, page.form_with("code"), {"code": totp(login["totp_secret"])})
    if page.soup.select_one('[name="code"]'):
        time.sleep(CODE_SECONDS - time.time() % CODE_SECONDS + 1)
        page = desk.submit(page, page.form_with("code"), {"code": totp(login["totp_secret"])})
    return page


def read_at_desk(desk: Browser, reference: str) -> Page:
    """The opened contact of a reference, as soon as the courier has brought it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (path := path_at_desk(desk, reference)):
        if time.monotonic() > deadline:
            stop(f"{reference} did not reach the desk within {PATIENCE_SECONDS} s.")
        time.sleep(0.2)
    return desk.get(path)


def path_at_desk(desk: Browser, reference: str) -> str:
    """The address of a contact, on whatever page of the queue; nothing while the courier is on its way."""
    address = "/"
    while address:
        page = desk.get(address)
        for link in page.soup.find_all("a", href=True):
            if reference in link.get_text(" ", strip=True):
                return str(link["href"])
        following = page.soup.select_one("a[rel=next]")
        address = str(following["href"]) if following else ""
    return ""


def main() -> None:
    """Sends, signs in, reads, compares."""
    words = sys.argv[1] if len(sys.argv) > 1 else "Väsyttää. En nuku öisin, ja haluaisin puhua jonkun kanssa. 😟"
    port, desk_port = os.environ.get("PORT", "8000"), os.environ.get("DESK_PORT", "8001")
    var_dir = Path(os.environ.get("VAR_DIR", ROOT / "var"))
    logins = json.loads((var_dir / "demo-logins.json").read_text(encoding="utf-8"))
    login = next(one for one in logins if one["half"] == "desk")

    started = time.monotonic()
    receipt = Browser(f"http://127.0.0.1:{port}").send_help_request(
        language="fi", urgency="not_urgent", own_words=words, name="Kokeilija", municipality="951"
    )
    sent = time.monotonic()
    say(f"sent      {sent - started:.2f} s   reference {receipt.reference}")

    desk = Browser(f"http://127.0.0.1:{desk_port}")
    sign_in(desk, login)
    signed_in = time.monotonic()
    say(f"signed in {signed_in - sent:.2f} s")
    contact = read_at_desk(desk, receipt.reference)
    if words not in contact.soup.get_text():
        stop(f"The contact {receipt.reference} is at the desk, but not with exactly these words.")
    say(f"read      {time.monotonic() - signed_in:.2f} s   exactly these words: {words}")
    say(f"in all    {time.monotonic() - started:.2f} s")


if __name__ == "__main__":
    main()
