"""How far ours and the national registry have drifted apart, in the listings of the catalogue."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal.services.cms.care import kind_of_model
from portal.services.models import Choice, FieldDecision, StagedEntry

DRIFTED: Final = "drifted"
ENDED: Final = "ended"
GONE: Final = "gone"
FOLLOWS: Final = "follows"
CHOICES: Final = [
    (DRIFTED, gettext_lazy("Drift: the registry has changed since somebody decided")),
    (ENDED, gettext_lazy("Ours was to hold until a day that has passed")),
    (GONE, gettext_lazy("Vanished from the registry")),
    (FOLLOWS, gettext_lazy("Follows an entry of the registry")),
]


def with_drift(facts: QuerySet[Any]) -> QuerySet[Any]:
    """The entries with `staged`, and on it as `asking` how many fields ask again; one query more."""
    today = timezone.localdate()
    asks = Q(decisions__drifted=True) | Q(decisions__choice=Choice.OVERRIDE, decisions__until__lt=today)
    tie = _tie(facts)
    staged = StagedEntry.objects.only("pk", "gone_at", tie).annotate(asking=Count("decisions", filter=asks)).order_by()
    return facts.prefetch_related(Prefetch("staged", queryset=staged))


def narrowed(facts: QuerySet[Any], value: str) -> QuerySet[Any]:
    """The entries to which one of CHOICES applies."""
    tie = _tie(facts)
    decisions = FieldDecision.objects.filter(**{f"entry__{tie}": OuterRef("pk")})
    staged = StagedEntry.objects.filter(**{tie: OuterRef("pk")})
    found: dict[str, QuerySet[Any]] = {
        DRIFTED: decisions.filter(drifted=True),
        ENDED: decisions.past(timezone.localdate()),
        GONE: staged.exclude(gone_at=None),
        FOLLOWS: staged,
    }
    return facts.filter(Exists(found[value]))


def _tie(facts: QuerySet[Any]) -> str:
    return kind_of_model(facts.model).name.removesuffix("s")
