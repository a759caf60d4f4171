"""What editors and publishers may do in the catalogue."""

from __future__ import annotations

from portal.accounts.service import EDITORS, PUBLISHERS, grant


def register() -> None:
    """Registers the rights of both roles; called once when Django starts.

    Facts are public at once, whoever writes them: a wrong phone number waits for nobody. Words are drafted by editors
    and published by publishers. Nobody deletes a service: it is given an end date.
    """
    both = ("add_servicefacts", "change_servicefacts", "view_servicefacts")
    words = ("add_servicewords", "change_servicewords", "view_servicewords")
    grant(EDITORS, "services", (*both, *words))
    grant(PUBLISHERS, "services", (*both, *words, "publish_servicewords", "lock_servicewords", "unlock_servicewords"))
