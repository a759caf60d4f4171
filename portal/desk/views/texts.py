"""The desk's handbook and its reply templates: read by everyone who handles contacts, changed by leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk import texts
from portal.desk.contacts import NotPossible
from portal.desk.models import HELP_LOCALES, REPLY_LOCALES, HelpPage, ReplyTemplate
from portal.desk.permissions import Permission, may
from portal.desk.text_forms import NewTextForm, TextForm, free_key
from portal.desk.views.gates import needs
from portal.desk.views.signed_in import worker_of

Model = type[HelpPage] | type[ReplyTemplate]

LOCALES: Mapping[Any, tuple[tuple[str, str], ...]] = {HelpPage: HELP_LOCALES, ReplyTemplate: REPLY_LOCALES}
LISTS: Mapping[Any, str] = {HelpPage: "help-pages", ReplyTemplate: "reply-templates"}
EDITS: Mapping[Any, str] = {HelpPage: "help-page-edit", ReplyTemplate: "reply-template"}


@require_safe
@needs(Permission.QUEUE)
def help_pages(request: HttpRequest) -> HttpResponse:
    """The handbook's pages in the worker's language, each in the other one where its own is not written yet."""
    worker = worker_of(request)
    context = {
        "pages": _by_key(HelpPage, worker.language).values(),
        "may_edit": may(worker, Permission.EDIT_TEXTS),
        "variants": _variants(HelpPage),
    }
    return render(request, "desk/help_pages.html", context)


@require_safe
@needs(Permission.QUEUE)
def help_page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the handbook."""
    worker = worker_of(request)
    page = _by_key(HelpPage, worker.language).get(key)
    if page is None:
        raise Http404
    context = {"page": page, "may_edit": may(worker, Permission.EDIT_TEXTS), "is_own": page.locale == worker.language}
    return render(request, "desk/help_page.html", context)


@require_safe
@needs(Permission.QUEUE)
def reply_templates(request: HttpRequest) -> HttpResponse:
    """The reply templates in every variant."""
    worker = worker_of(request)
    context = {"variants": _variants(ReplyTemplate), "may_edit": may(worker, Permission.EDIT_TEXTS)}
    return render(request, "desk/reply_templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEXTS)
def edit_help(request: HttpRequest, key: str, locale: str) -> HttpResponse:
    """Changes a page of the handbook: a new version."""
    return _edit(request, HelpPage, key, locale)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEXTS)
def edit_reply(request: HttpRequest, key: str, locale: str) -> HttpResponse:
    """Changes a reply template: a new version."""
    return _edit(request, ReplyTemplate, key, locale)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEXTS)
def new_help(request: HttpRequest) -> HttpResponse:
    """Writes a new page of the handbook."""
    return _new(request, HelpPage, _("Write a new help page"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.EDIT_TEXTS)
def new_reply(request: HttpRequest) -> HttpResponse:
    """Writes a new reply template."""
    return _new(request, ReplyTemplate, _("Write a new reply template"))


def _edit(request: HttpRequest, model: Model, key: str, locale: str) -> HttpResponse:
    if locale not in dict(LOCALES[model]) or not model.objects.filter(key=key).exists():
        raise Http404
    versions = texts.versions(model, key, locale)
    newest = versions[0] if versions else None
    begun = (
        {"title": newest.title, "text": newest.text, "version": newest.version, "is_in_use": newest.is_in_use}
        if newest
        else {"version": 0, "is_in_use": True}
    )
    form = TextForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid() and _saved(request, model, form, key, locale):
        return redirect(LISTS[model])
    context = {
        "form": form,
        "title": newest.title if newest else key,
        "locale_name": texts.LOCALE_NAMES[locale],
        "versions": versions,
        "list_name": LISTS[model],
    }
    return render(request, "desk/text_form.html", context)


def _new(request: HttpRequest, model: Model, title: str) -> HttpResponse:
    form = NewTextForm(request.POST if request.method == "POST" else None, locales=LOCALES[model])
    if form.is_valid():
        key = free_key(model, form.cleaned_data["title"])
        if _saved(request, model, form, key, form.cleaned_data["locale"]):
            return redirect(LISTS[model])
    context = {"form": form, "title": title, "versions": (), "list_name": LISTS[model]}
    return render(request, "desk/text_form.html", context)


def _saved(request: HttpRequest, model: Model, form: TextForm, key: str, locale: str) -> bool:
    given = form.cleaned_data
    draft = texts.Draft(key, locale, given["title"], given["text"], given["version"], given["is_in_use"])
    try:
        texts.save(model, draft, worker_of(request))
    except NotPossible as problem:
        form.add_error("text", str(problem))
        return False
    messages.success(request, _("The text is saved as a new version."))
    return True


def _by_key(model: Model, language: str) -> dict[str, Any]:
    """The newest version of each text in that language, or in another one."""
    found = sorted(texts.newest(model), key=lambda one: one.locale == language)
    by_key = {one.key: one for one in found}
    return dict(sorted(by_key.items(), key=lambda item: item[1].title.casefold()))


def _variants(model: Model) -> list[dict[str, Any]]:
    """Each text with its variants, also those that are not written yet or not in use."""
    found: dict[str, dict[str, Any]] = {}
    for one in texts.newest(model, with_unused=True):
        found.setdefault(one.key, {})[one.locale] = one
    return [
        {
            "key": key,
            "title": next(iter(by_locale.values())).title,
            "edit": EDITS[model],
            "each": [(locale, name, by_locale.get(locale)) for locale, name in LOCALES[model]],
        }
        for key, by_locale in found.items()
    ]
