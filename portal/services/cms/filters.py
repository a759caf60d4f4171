"""By what an editor narrows the listings of the catalogue."""

from __future__ import annotations

from typing import Any, ClassVar, Final

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from portal.core.locales import VARIANTS
from portal.services.cms import care, drift
from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind
from portal.services.models import (
    Audience,
    ChannelFacts,
    ChannelKind,
    PartnerFacts,
    PartnerRole,
    PlaceFacts,
    ServiceFacts,
)
from portal.services.models.classifications import GROUPS
from portal.services.models.entry_words import rows_of

OVERDUE: Final = "overdue"
OLD: Final = "old"
EXPIRED: Final = "expired"
SOON: Final = "soon"


def owners_of(kind: Kind) -> list[tuple[str, str]]:
    """The mailboxes that keep entries of the kind, with one query."""
    found = rows_of(kind.facts).exclude(owner="").order_by("owner").values_list("owner", flat=True).distinct()
    return [(owner, owner) for owner in found]


class CareFilters(WagtailFilterSet):
    """What waits for an editor: overdue, unverified, without a language, or kept by one mailbox."""

    kind: ClassVar[Kind]

    review = django_filters.ChoiceFilter(
        label=_("Review"),
        method="by_review",
        choices=[(OVERDUE, _("Overdue")), (OLD, _("Not verified for over a year"))],
    )
    lacks = django_filters.ChoiceFilter(
        label=_("Lacks a published language"),
        method="by_language",
        choices=[(one.code, one.own_name) for one in VARIANTS],
    )
    owner = django_filters.ChoiceFilter(label=_("Owner's mailbox"), field_name="owner", choices=[])
    drift = django_filters.ChoiceFilter(label=_("National registry"), method="by_drift", choices=drift.CHOICES)

    class Meta:
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["owner"].extra["choices"] = owners_of(self.kind)

    def by_review(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The entries whose review is overdue, or that nobody has verified for a year."""
        today = timezone.localdate()
        return care.overdue(rows, today) if value == OVERDUE else care.not_verified_for_a_year(rows, today)

    def by_language(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The entries without published words in a language."""
        return care.lacking(rows, value)

    def by_drift(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The entries from which the national registry has drifted, that it lost, or that follow it."""
        return drift.narrowed(rows, value)


class ServiceFilters(CareFilters):
    """Services, by their group too."""

    kind = SERVICES
    group = django_filters.ChoiceFilter(
        label=_("Group of services"), choices=[(code, str(words)) for code, words in GROUPS.items()]
    )

    class Meta(CareFilters.Meta):
        model = ServiceFacts


class ChannelFilters(CareFilters):
    """Channels, by what one does there, who may see them and when they expire."""

    kind_of_channel = django_filters.ChoiceFilter(label=_("Kind"), field_name="kind", choices=ChannelKind.choices)
    audience = django_filters.ChoiceFilter(label=_("Who may see it"), choices=Audience.choices)
    expiry = django_filters.ChoiceFilter(
        label=_("Shown until"),
        method="by_expiry",
        choices=[(SOON, _("Expires within 30 days")), (EXPIRED, _("Has expired"))],
    )
    kind = CHANNELS

    class Meta(CareFilters.Meta):
        model = ChannelFacts

    def by_expiry(self, rows: QuerySet[ChannelFacts], name: str, value: str) -> QuerySet[ChannelFacts]:
        """The channels that have expired, or will within thirty days."""
        today = timezone.localdate()
        return care.expiring(rows, today) if value == SOON else care.expired(rows, today)


class PlaceFilters(CareFilters):
    """Places, by whether one may come with a low threshold."""

    kind = PLACES

    class Meta(CareFilters.Meta):
        model = PlaceFacts
        fields: ClassVar[list[str]] = ["low_threshold", "walk_in", "kiosk"]


class PartnerFilters(CareFilters):
    """Partners, by their role."""

    kind = PARTNERS
    role = django_filters.ChoiceFilter(label=_("Role"), choices=PartnerRole.choices)

    class Meta(CareFilters.Meta):
        model = PartnerFacts
        fields: ClassVar[list[str]] = ["joint_assessment", "available"]


FILTERS: Final = {one.kind.name: one for one in (ServiceFilters, ChannelFilters, PlaceFilters, PartnerFilters)}
