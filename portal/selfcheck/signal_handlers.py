"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from wagtail.signals import page_published, page_unpublished

from portal.selfcheck.models import QuestionnairePage
from portal.selfcheck.publishing import compile_published


def connect() -> None:
    """Connects this room's handlers; called once when Django starts."""
    for signal in (page_published, page_unpublished):
        signal.connect(compile_live_variants, sender=QuestionnairePage, dispatch_uid=f"selfcheck.compile.{id(signal)}")


def compile_live_variants(sender: Any, instance: QuestionnairePage, **kwargs: Any) -> None:
    """Fires when a variant of a questionnaire goes live or is taken down: what is live now becomes the version in use.

    It runs in the transaction of the publishing, so that no page is live with questions that nobody can answer.
    """
    compile_published(instance)
