"""How the pages of a signed-in professional and those of a shared tablet are reached."""

from __future__ import annotations

import re
from typing import Final

from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared
from tests.journeys.visits import Visit, opened

PLACE_WITH_A_TABLET: Final = {
    "fi": "/fi/paikat/tuulikosken-kirjaston-neuvontapiste/",
    "sv": "/sv/platser/radgivningspunkten-pa-biblioteket-i-vindfors/",
    "fi-simple": "/fi-simple/paikat/tuulikosken-kirjaston-neuvontapiste/",
}
CODE: Final = re.compile(r"^([A-Z0-9]+(?:-[A-Z0-9]+)*)\r?$", re.MULTILINE)


def at_code(visitor: Visitor, email: str) -> None:
    """Asks for a code with a work address."""
    opened(visitor, f"/{visitor.language}/p/")
    visitor.page.locator("[name='email']").fill(email)
    visitor.submit(visitor.form_with("email"))


def at_refused_address(visitor: Visitor, _ready: Prepared) -> None:
    """Asks for a code with an address of another place."""
    at_code(visitor, "joku@muu.example")


def as_professional(visitor: Visitor, ready: Prepared) -> None:
    """Signs in with the code from the mail."""
    email = f"kuraattori.{visitor.language}@esimerkkila.example"
    at_code(visitor, email)
    mails = sorted((ready.house.var_dir / "mail").iterdir(), key=lambda one: one.stat().st_mtime)
    found = [CODE.findall(text)[-1] for one in mails if f"To: {email}" in (text := one.read_text(encoding="utf-8"))]
    visitor.page.locator("[name='code']").fill(found[-1])
    visitor.submit(visitor.form_with("code"))
    assert visitor.main.locator("a[href^='tel:']").count()


def at_tablet(visitor: Visitor, _ready: Prepared) -> None:
    """Switches the shared tablet on."""
    opened(visitor, PLACE_WITH_A_TABLET[visitor.language])
    visitor.follow(visitor.main.locator("a[href*='/k/']").get_attribute("href") or "")
    visitor.submit(visitor.form_with("do"))
    assert visitor.page.locator(".tp-kiosk__button").count() == 1


def at_question(visitor: Visitor, ready: Prepared) -> None:
    """Is asked whether somebody is still there."""
    at_tablet(visitor, ready)
    opened(visitor, f"/{visitor.language}/k/still/?back=/{visitor.language}/")


OWN_VISITS: Final[tuple[Visit, ...]] = (
    Visit("professional-sign-in", "professional's address refused", at_refused_address, is_neutral=False),
    Visit(
        "professional-code",
        "professional's code",
        lambda v, _r: at_code(v, f"psykologi.{v.language}@esimerkkila.example"),
        is_neutral=False,
    ),
    Visit("professional", "professional's page", as_professional, is_neutral=False),
    Visit("kiosk", "shared tablet", at_tablet),
    Visit("kiosk-still-there", "still there", at_question),
)
