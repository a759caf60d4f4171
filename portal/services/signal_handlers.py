"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Any, Final

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.models import Workflow, WorkflowContentType

from portal.services.models import ServiceWords

DEFAULT_WORKFLOW: Final = "Moderators approval"
"""The workflow that Wagtail itself makes, in its own words."""


def connect() -> None:
    """Connects this room's handlers; called once when Django starts."""
    post_migrate.connect(put_words_under_workflow, dispatch_uid="services.workflow")


def put_words_under_workflow(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Lets words be handed in for approval from the beginning, as pages are; an assignment made by people stays."""
    if sender.label != "services" or using != "default":
        return
    workflow = Workflow.objects.filter(name=DEFAULT_WORKFLOW, active=True).first()
    if workflow is not None:
        content_type = ServiceWords.get_base_content_type()
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
