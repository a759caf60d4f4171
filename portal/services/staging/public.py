"""What a reader is told of the registry: that what the page says came from it, and when it was read."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from portal.services.models import FieldDecision, PartnerFacts, PlaceFacts, ServiceFacts
from portal.services.models.channels import Audience


def read_on(facts: ServiceFacts | PlaceFacts | PartnerFacts) -> date | None:
    """The day on which the oldest of the page's facts from the registry was read, with one query; None without any.

    A service's page also shows its public channels and its places, a place's and a partner's page their channels. What
    was changed here after it was taken does not count.
    """
    in_use = FieldDecision.objects.filter(in_use=True)
    of_channels = in_use.filter(entry__channel__audience=Audience.PUBLIC, entry__channel__archived_on=None)
    if isinstance(facts, ServiceFacts):
        parts = [
            in_use.filter(entry__service=facts),
            of_channels.filter(entry__channel__service_links__facts=facts),
            in_use.filter(entry__place__service_links__facts=facts, entry__place__archived_on=None),
        ]
    elif isinstance(facts, PlaceFacts):
        parts = [in_use.filter(entry__place=facts), of_channels.filter(entry__channel__place=facts)]
    else:
        parts = [in_use.filter(entry__partner=facts), of_channels.filter(entry__channel__partner=facts)]
    first, *others = [one.order_by().values_list("read_at", flat=True) for one in parts]
    moments = list(first.union(*others))
    return timezone.localdate(min(moments)) if moments else None
