"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Any, Final

from django.apps import AppConfig
from django.db.models import Q
from django.db.models.signals import post_migrate
from wagtail.models import Workflow, WorkflowContentType
from wagtail.signals import published, unpublished

from portal.services.browse.refreshing import changed
from portal.services.kinds import KINDS
from portal.services.models import ChannelFacts, EntryFacts, PlaceFacts, ServiceFacts, ServiceWords
from portal.services.models.entry import facts_saved
from portal.services.staging.staging_service import keep_true

DEFAULT_WORKFLOW: Final = "Moderators approval"
"""The workflow that Wagtail itself makes, in its own words."""


def connect() -> None:
    """Connects this room's handlers; called once when Django starts."""
    post_migrate.connect(put_words_under_workflow, dispatch_uid="services.workflow")
    facts_saved.connect(keep_what_services_are_found_by, dispatch_uid="services.facets")
    facts_saved.connect(keep_provenance, dispatch_uid="services.provenance")
    for signal in (published, unpublished):
        signal.connect(keep_where_services_are_listed, sender=ServiceWords, dispatch_uid="services.listed")


def keep_what_services_are_found_by(sender: type[EntryFacts], facts: EntryFacts, **kwargs: Any) -> None:
    """Brings what a service, or those that use a channel or a place, are found by to what the facts now say."""
    if isinstance(facts, ServiceFacts):
        changed([facts])
    elif isinstance(facts, ChannelFacts):
        changed(ServiceFacts.objects.filter(pk__in=facts.service_links.values("facts")))
    elif isinstance(facts, PlaceFacts):
        by_place, by_channel = Q(place_links__place=facts), Q(channel_links__channel__place=facts)
        changed(ServiceFacts.objects.filter(by_place | by_channel).distinct())


def keep_where_services_are_listed(sender: type[ServiceWords], instance: ServiceWords, **kwargs: Any) -> None:
    """Lists a service in a language, or takes it off the list, when its words are published or taken down."""
    changed([instance.facts])


def keep_provenance(sender: type[EntryFacts], facts: EntryFacts, **kwargs: Any) -> None:
    """Notes which facts still say what was taken from the national registry."""
    keep_true(facts)


def put_words_under_workflow(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Lets words be handed in for approval from the beginning, as pages are; an assignment made by people stays."""
    if sender.label != "services" or using != "default":
        return
    workflow = Workflow.objects.filter(name=DEFAULT_WORKFLOW, active=True).first()
    if workflow is not None:
        for kind in KINDS:
            content_type = kind.words.get_base_content_type()
            WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
