"""How the handouts are reached: from the page that they belong to, as a reader finds them."""

from __future__ import annotations

from typing import Final

from tests.journeys.pages import TOPICS, Visitor
from tests.journeys.prepared import Prepared
from tests.journeys.visits import Visit, opened, service


def service_handout(visitor: Visitor, ready: Prepared) -> None:
    """Opens the handout of a service from its page."""
    service(visitor, ready)
    follow_to_handout(visitor)


def topic_handout(visitor: Visitor, _ready: Prepared) -> None:
    """Opens the handout of a topic from its page."""
    opened(visitor, TOPICS[visitor.language])
    follow_to_handout(visitor)


def follow_to_handout(visitor: Visitor) -> None:
    """Follows the link to the handout."""
    visitor.follow(visitor.main.locator(".tp-take-along a:not([download])").get_attribute("href") or "")


PAPER_VISITS: Final[tuple[Visit, ...]] = (
    Visit("service-handout", "handout of a service", service_handout, is_neutral=False),
    Visit("topic-handout", "handout of a topic", topic_handout, is_neutral=False),
)
