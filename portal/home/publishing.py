"""Publishing of a revision behind the guards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction

from portal.home.guards import refuse_unready
from portal.home.refusals import PublishingRefusedError

logger = logging.getLogger(__name__)

BY_THE_CLOCK: Final = "wagtail.publish.scheduled"
"""The log action that Wagtail's command publish_scheduled names."""


def publish_guarded(page: Any, revision: Any, publish: Callable[..., None], **kwargs: Any) -> None:
    """Nothing, when the revision is published or set for its time. Raises PublishingRefusedError when its text may not go live.

    In the scheduled run nobody waits for the sentence and other pages must still go out: there the time is taken
    back, the page stays as it was, and one line of the log says so.
    """
    by_the_clock = kwargs.get("log_action") == BY_THE_CLOCK
    try:
        refuse_unready(revision.as_object())
        with transaction.atomic(using=revision._state.db):
            publish(revision, **kwargs)
    except PublishingRefusedError:
        if not by_the_clock:
            raise
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        logger.warning("Scheduled publishing of page %s refused; its time was taken back.", page.pk)
