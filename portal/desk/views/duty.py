"""Who is on duty, who is away, and who stands in."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.desk import teams
from portal.desk.models import Absence, Team
from portal.desk.permissions import Permission, may, team_keys
from portal.desk.team_forms import AbsenceForm, DutyForm
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of

SHOWN_DAYS: Final = 14


@require_safe
@needs(Permission.READ_DUTY)
def duty(request: HttpRequest) -> HttpResponse:
    """The next two weeks of the reader's teams, and the absences that lie ahead."""
    return _page(request)


@require_POST
@needs(Permission.EDIT_DUTY)
def enter_duty(request: HttpRequest) -> HttpResponse:
    """Enters who is on duty."""
    worker = worker_of(request)
    form = DutyForm(request.POST, teams=team_keys(worker), prefix="duty")
    if not form.is_valid():
        return _page(request, duty_form=form)
    asked = form.cleaned_data
    count = teams.enter_duty(asked["team"], asked["worker"], asked["first"], asked["last"], worker)
    messages.success(
        request, ngettext("%(count)d day is entered.", "%(count)d days are entered.", count) % {"count": count}
    )
    return redirect("duty")


@require_POST
@needs(Permission.EDIT_DUTY)
def enter_absence(request: HttpRequest) -> HttpResponse:
    """Enters an absence."""
    worker = worker_of(request)
    form = AbsenceForm(request.POST, teams=team_keys(worker), prefix="absence")
    if not form.is_valid():
        return _page(request, absence_form=form)
    try:
        teams.enter_absence(Absence(**form.cleaned_data), worker)
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return _page(request, absence_form=form)
    messages.success(request, _("The absence is entered."))
    return redirect("duty")


@require_POST
@needs(Permission.EDIT_DUTY)
def remove_absence(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Takes away an absence of somebody in the lead's teams."""
    worker = worker_of(request)
    own = Absence.objects.filter(worker__memberships__team_id__in=team_keys(worker)).distinct()
    teams.end_absence(get_object_or_404(own, pk=absence_id), worker)
    messages.success(request, _("The absence is taken away."))
    return redirect("duty")


def _page(
    request: HttpRequest, *, duty_form: DutyForm | None = None, absence_form: AbsenceForm | None = None
) -> HttpResponse:
    worker, today = worker_of(request), timezone.localdate()
    own = team_keys(worker)
    away = Absence.objects.filter(
        Q(worker__memberships__team_id__in=own) | Q(worker=worker), until_date__gte=today
    ).select_related("worker", "stand_in")
    may_edit = may(worker, Permission.EDIT_DUTY)
    context = {
        "lists": [(one, teams.duty_list(one, today, SHOWN_DAYS)) for one in Team.objects.filter(pk__in=own)],
        "absences": away.distinct(),
        "may_edit": may_edit,
        "form": duty_form or absence_form,
        "today": today,
    }
    if may_edit:
        context["duty_form"] = duty_form or DutyForm(teams=own, prefix="duty")
        context["absence_form"] = absence_form or AbsenceForm(teams=own, prefix="absence")
    return render(request, "desk/duty.html", context)
