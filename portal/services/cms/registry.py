"""The national registry in the CMS: what was read, and what an editor decides of it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.permissions import ModelPermissionPolicy

from portal.services.cms.registry_forms import DecisionsForm, FilterForm
from portal.services.cms.variants import name_for_editors
from portal.services.models import FieldDecision, RegistryRun, StagedEntry, StagedState
from portal.services.staging.comparing import CannotUnderstand, compared, record_of
from portal.services.staging.fields import unusable
from portal.services.staging.staging_service import KIND_OF, acknowledge, decide

PAGE_LENGTH: Final = 50
DRIFT: Final = "drift"
ENDED: Final = "ended"
TIES: Final = ("service", "channel", "place", "partner")


def may_decide(user: Any) -> bool:
    """Whether somebody may decide of the registry: editors and publishers."""
    return bool(ModelPermissionPolicy(StagedEntry).user_has_permission(user, "change"))


class RegistryView(View):
    """What both pages begin with."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raises PermissionDenied for who may not decide."""
        super().setup(request, *args, **kwargs)
        if not may_decide(request.user):
            raise PermissionDenied


class RegistryIndexView(RegistryView):
    """The entries of the registry by what happened to them, with counts; a fixed number of queries."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the listing; the state and the kind stand in the address."""
        counts = dict(StagedEntry.objects.values_list("state").annotate(Count("pk")).order_by())
        counts |= {DRIFT: _drifting().count(), ENDED: _ended().count()}
        labels = [
            *StagedState.choices,
            (DRIFT, gettext_lazy("Drift: the source or the day asks again")),
            (ENDED, gettext_lazy("Ours was to hold until a day that has passed")),
        ]
        states = [(value, f"{label} ({counts.get(value, 0)})") for value, label in labels]
        form = FilterForm(request.GET or None, states=states)
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        page = Paginator(_filtered(chosen), PAGE_LENGTH).get_page(request.GET.get("p"))
        query = request.GET.copy()
        query.pop("p", None)
        context = {
            "form": form,
            "page": page,
            "drifting": set(_drifting().filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True)),
            "run": RegistryRun.objects.first(),
            "query": query.urlencode(),
        }
        return TemplateResponse(request, "services/cms/registry.html", context)


class RegistryEntryView(RegistryView):
    """One entry of the registry beside ours."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The table, field by field."""
        return self._page(request, self._entry(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Does what was decided; what cannot be done is said and nothing is done."""
        entry = self._entry(pk)
        if request.POST.get("action") == "acknowledge":
            acknowledge(entry, request.user)
            messages.success(request, _("Noted. Nothing is to be done until the source changes."))
            return redirect("registry:index")
        form = self._form(entry, request.POST)
        if form.is_valid():
            try:
                facts = decide(entry, form.wishes(), user=request.user, into=form.into())
            except ValidationError as refusal:
                form.add_error(None, "; ".join(refusal.messages))
            else:
                messages.success(request, _("Done: %(name)s") % {"name": name_for_editors(facts)})
                return redirect("registry:entry", entry.pk)
        return self._page(request, entry, form)

    def _entry(self, pk: int) -> StagedEntry:
        rows = StagedEntry.objects.select_related(*TIES).prefetch_related("decisions__decided_by")
        return get_object_or_404(rows, pk=pk)

    def _form(self, entry: StagedEntry, data: Any = None) -> DecisionsForm:
        return DecisionsForm(data, entry=entry, compared=compared(entry, entry.facts))

    def _page(self, request: HttpRequest, entry: StagedEntry, form: DecisionsForm | None = None) -> HttpResponse:
        try:
            form = form or self._form(entry)
            record = record_of(entry)
        except CannotUnderstand:
            messages.error(request, _("The reader can make nothing of this entry any more. Read the registry again."))
            return redirect("registry:index")
        facts = entry.facts
        context = {
            "entry": entry,
            "form": form,
            "rows": list(form.rows()),
            "facts": facts,
            "name": name_for_editors(facts) if facts else "",
            "facts_url": reverse(f"{KIND_OF[entry.kind].name}_facts:edit", args=[facts.pk]) if facts else "",
            "unusable": unusable(record),
            "problems": record.problems,
        }
        return TemplateResponse(request, "services/cms/registry_entry.html", context)


def _drifting() -> QuerySet[StagedEntry]:
    asking = FieldDecision.objects.all().open(timezone.localdate())
    return StagedEntry.objects.filter(pk__in=asking.values("entry"))


def _ended() -> QuerySet[StagedEntry]:
    past = FieldDecision.objects.all().past(timezone.localdate())
    return StagedEntry.objects.filter(pk__in=past.values("entry"))


def _filtered(chosen: dict[str, Any]) -> QuerySet[StagedEntry]:
    rows = StagedEntry.objects.defer("payload", "record", "field_versions").select_related(*TIES)
    if state := chosen.get("state"):
        asking = {DRIFT: _drifting, ENDED: _ended}.get(state)
        rows = rows.filter(pk__in=asking().values("pk")) if asking else rows.filter(state=state)
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    if wanted := chosen.get("q"):
        rows = rows.filter(name__icontains=wanted)
    return rows
