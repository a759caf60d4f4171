"""Posts a notice of many pages from fifty threads at once, and from fifty its copy that was changed by the back button.

Prints to how many receipts each led. Run as a module with DATABASE_URL naming a database with the letter box's tables.
"""

from __future__ import annotations

import sys

from tests.portal.intake import parallel_posts
from tests.portal.intake.builders import Visitor
from tests.portal.intake.changed_notice import changed_by_back_button, notice_before_sending

PEOPLE = 50


def many_press_send(visitor: Visitor, last: int) -> set[str]:
    cookies = {name: one.value for name, one in visitor.client.cookies.items()}
    return parallel_posts.at_once([visitor.hidden(last)] * PEOPLE, visitor.draft_id, cookies, last)


def main() -> None:
    parallel_posts.stand_in()
    visitor, old, last = notice_before_sending()
    receipts = many_press_send(visitor, last)
    changed_by_back_button(visitor, old)
    changes = many_press_send(visitor, last)
    sys.stdout.write(f"{len(receipts)} {len(changes - receipts)}")


if __name__ == "__main__":
    main()
