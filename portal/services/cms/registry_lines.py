"""What the CMS's front page says of the national registry: what drifts, what waits, and how the last read ended."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.services.cms.dashboard import Waiting
from portal.services.cms.drift import DRIFTED, ENDED
from portal.services.cms.reports import KIND_LABELS
from portal.services.models import Choice, FieldDecision, RegistryRun, RunOutcome, StagedEntry, StagedKind, StagedState

LISTINGS: Final = {
    StagedKind.SERVICE: "services",
    StagedKind.CHANNEL: "channels",
    StagedKind.PLACE: "places",
    StagedKind.ORGANISATION: "partners",
}
STATES: Final[dict[StagedState, Promise]] = {
    StagedState.NEW: gettext_lazy("National registry: new entries"),
    StagedState.CHANGED: gettext_lazy("National registry: changed entries"),
    StagedState.VANISHED: gettext_lazy("National registry: vanished entries"),
    StagedState.RESTORED: gettext_lazy("National registry: entries that came back"),
}
READ: Final[dict[str, Promise]] = {
    RunOutcome.DONE: gettext_lazy("The national registry was read on %(day)s"),
    RunOutcome.RUNNING: gettext_lazy(
        "The national registry is being read, or the read was interrupted: begun on %(day)s"
    ),
    RunOutcome.FAILED: gettext_lazy("The last read of the national registry failed on %(day)s"),
    RunOutcome.INCOMPLETE: gettext_lazy("The last read of the national registry, on %(day)s, got only a part of it"),
    RunOutcome.STOPPED: gettext_lazy(
        "The last read of the national registry was stopped on %(day)s: more than a fifth would have vanished"
    ),
}


def drift_lines() -> list[Waiting]:
    """Lines of the front page: fields that drift, days that have passed, entries that wait, the last read; four queries."""
    today = timezone.localdate()
    fields = (
        FieldDecision.objects.order_by()
        .values("entry__kind")
        .annotate(
            drifted_count=Count("pk", filter=Q(drifted=True)),
            past_count=Count("pk", filter=Q(choice=Choice.OVERRIDE, until__lt=today)),
        )
    )
    lines = []
    for one in fields:
        listing = LISTINGS[StagedKind(one["entry__kind"])]
        for said, count, chosen in (
            (_("%(kind)s: fields that drift from the national registry"), one["drifted_count"], DRIFTED),
            (_("%(kind)s: fields of ours whose last day has passed"), one["past_count"], ENDED),
        ):
            address = f"{reverse(f'{listing}_facts:list')}?{urlencode({'drift': chosen})}"
            lines.append(Waiting(said % {"kind": KIND_LABELS[listing]}, count, address))
    counts = dict(StagedEntry.objects.order_by().values_list("state").annotate(Count("pk")))
    registry = reverse("registry:index")
    lines += [Waiting(said, counts.get(state, 0), f"{registry}?state={state}") for state, said in STATES.items()]
    return [*lines, *_last_reads(registry)]


def _last_reads(registry: str) -> list[Waiting]:
    last = RegistryRun.objects.first()
    if last is None:
        return []
    runs = [last]
    if last.outcome != RunOutcome.DONE and (good := RegistryRun.objects.filter(outcome=RunOutcome.DONE).first()):
        runs.append(good)
    return [Waiting(str(READ[one.outcome]) % {"day": _moment(one)}, None, registry) for one in runs]


def _moment(run: RegistryRun) -> str:
    moment = run.started if run.outcome == RunOutcome.RUNNING else run.ended or run.started
    return date_format(timezone.localtime(moment), "j.n.Y H:i")
