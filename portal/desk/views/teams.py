"""Teams, as their leads keep them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.county import county
from portal.desk import teams
from portal.desk.contacts import NotPossible, actor
from portal.desk.models import Team, Worker
from portal.desk.permissions import Permission, team_keys
from portal.desk.team_forms import MemberForm, NewTeamForm, TeamForm
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of

TEAM_FIELDS = ("name_fi", "name_sv", "service_group", "areas", "duty_email")


@require_safe
@needs(Permission.EDIT_TEAMS)
def team_list(request: HttpRequest) -> HttpResponse:
    """Every team of the county; the reader's own ones lead on."""
    own = team_keys(worker_of(request))
    rows = [
        {"team": one, "areas": _areas(one), "is_own": one.pk in own, "members": len(one.memberships.all())}
        for one in Team.objects.prefetch_related("memberships")
    ]
    return render(request, "desk/teams.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEAMS)
def new_team(request: HttpRequest) -> HttpResponse:
    """A new team, whose first member is the lead who makes it."""
    form = NewTeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        team = Team(key=form.cleaned_data["key"])
        if _saved(request, team, form):
            return redirect("team", team.pk)
    return render(request, "desk/team_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEAMS)
def team(request: HttpRequest, key: str) -> HttpResponse:
    """One of the lead's own teams: what it takes, and who is in it."""
    found = _own_team(request, key)
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in TEAM_FIELDS},
    )
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return redirect("team", found.pk)
    return _team_page(request, found, form, MemberForm())


@require_POST
@needs(Permission.EDIT_TEAMS)
def add_member(request: HttpRequest, key: str) -> HttpResponse:
    """Brings a worker into the team."""
    found = _own_team(request, key)
    form = MemberForm(request.POST)
    if not form.is_valid():
        initial = {name: getattr(found, name) for name in TEAM_FIELDS}
        return _team_page(request, found, TeamForm(initial=initial), form)
    teams.add_member(found, form.cleaned_data["worker"], by=actor(worker_of(request)))
    messages.success(request, _("The worker is in the team."))
    return redirect("team", found.pk)


@require_POST
@needs(Permission.EDIT_TEAMS)
def remove_member(request: HttpRequest, key: str, worker_id: int) -> HttpResponse:
    """Takes a worker out of the team."""
    found = _own_team(request, key)
    try:
        teams.remove_member(found, get_object_or_404(Worker, pk=worker_id), worker_of(request))
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The worker is no longer in the team."))
    return redirect("team", found.pk)


def _own_team(request: HttpRequest, key: str) -> Team:
    if key not in team_keys(worker_of(request)):
        raise Http404
    return get_object_or_404(Team, pk=key)


def _saved(request: HttpRequest, team: Team, form: TeamForm) -> bool:
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in TEAM_FIELDS}
    try:
        teams.change_team(team, values, worker_of(request))
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    messages.success(request, _("Saved. It counts for contacts that come from now on."))
    return True


def _team_page(request: HttpRequest, team: Team, form: TeamForm, member_form: MemberForm) -> HttpResponse:
    members = Worker.objects.filter(memberships__team=team).order_by("name", "pk")
    context = {
        "team": team,
        "form": form if form.errors else member_form if member_form.errors else form,
        "team_form": form,
        "member_form": member_form,
        "members": members,
        "reader": worker_of(request),
    }
    return render(request, "desk/team.html", context)


def _areas(team: Team) -> str:
    names = [str(one.name) for one in county().areas if one.key in team.areas]
    return ", ".join(names) or _("The whole county")
