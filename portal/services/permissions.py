"""What editors and publishers may do in the catalogue."""

from __future__ import annotations

from portal.accounts.service import EDITORS, PUBLISHERS, grant


def register() -> None:
    """Registers the rights of both roles; called once when Django starts.

    Facts are public at once, whoever writes them: a wrong phone number waits for nobody. Words are drafted by editors
    and published by publishers. Nobody deletes an entry: it is given an end date.
    """
    for kind in ("service", "channel", "place", "partner"):
        facts = tuple(f"{right}_{kind}facts" for right in ("add", "change", "view"))
        words = tuple(f"{right}_{kind}words" for right in ("add", "change", "view"))
        before_the_public = tuple(f"{right}_{kind}words" for right in ("publish", "lock", "unlock"))
        grant(EDITORS, "services", (*facts, *words))
        grant(PUBLISHERS, "services", (*facts, *words, *before_the_public))
    for role in (EDITORS, PUBLISHERS):
        grant(role, "services", ("view_stagedentry", "change_stagedentry"))
