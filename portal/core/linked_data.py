"""What a public page says of itself to machines: linked data (JSON-LD) by schema.org, and OpenGraph for links to it.

Only pages that hand these to their template have them; neutral pages never do. Nothing of it is fetched from anywhere:
the name of the vocabulary is a name only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import current_variant

VOCABULARY: Final = "https://schema.org"
TERRITORIES: Final = {"fi": "fi_FI", "sv": "sv_FI", "fi-simple": "fi_FI"}
"""OpenGraph knows a language and a territory, and no plain variant of a language."""
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}

Thing = dict[str, Any]
Absolute = Callable[[str], str]


def as_script_text(*things: Thing) -> SafeString:
    """The things as one document, with nothing in it that could end the element that it stands in."""
    document = {"@context": VOCABULARY, "@graph": list(things)}
    return SafeString(json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def thing(kind: str, **said: Any) -> Thing:
    """A thing of a kind, without the properties of which nothing is said."""
    return {"@type": kind, **{name: value for name, value in said.items() if value not in (None, "", [], ())}}


def the_county(absolute: Absolute) -> Thing:
    """The county as an organisation, in the active language."""
    return thing("GovernmentOrganization", name=str(county().name), url=absolute(f"/{current_variant().code}/"))


def breadcrumb_list(steps: Iterable[Mapping[str, str]], absolute: Absolute, here: str) -> Thing:
    """The way to a page; the last step, which has no link, is the page itself."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=number, name=one["text"], item=absolute(one["href"]) if "href" in one else here)
            for number, one in enumerate(steps, 1)
        ],
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """What stands beside a link to a page where somebody shares it; no picture, so that nobody else is asked for one."""

    title: str
    description: str
    url: str
    kind: str
    locale: str
    other_locales: tuple[str, ...]


def shared(title: str, description: str, url: str, alternates: Iterable[Alternate], kind: str = "website") -> Shared:
    """What is shared of a page in the active language; `alternates`: the page in every variant, or the nearest."""
    here = TERRITORIES[current_variant().code]
    others = {TERRITORIES[one.code] for one in alternates if one.is_same_page} - {here}
    return Shared(str(title), str(description), url, kind, here, tuple(sorted(others)))
