"""What begins on the status page: a message to the desk, a withdrawal, the word that an agreed task is done."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.failures import Failure, failure_response
from portal.core.locales import current_variant
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.intake import drafts
from portal.intake.boxes import BoxTask, look
from portal.intake.documents import Document, Item, Section
from portal.intake.flow import Belonging, Writing, first_step
from portal.intake.later import LATER_KINDS, TASK_DONE, TASK_SCHEMA, content_of, relation_of
from portal.intake.letter_box import Posted, UnknownBoxError, drop, known_box
from portal.intake.models import Relation
from portal.intake.receipts import FormKeys
from portal.intake.sending import NO_URGENCY_ANSWER
from portal.intake.status_cookies import JustSent, key_of, set_just_sent
from portal.vault.secrets import BoxKeys

GONE: Final = 410


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def begin_later(request: HttpRequest, status_id: str) -> HttpResponse:
    """A redirect to the form of what is to be sent; whoever only looks is led to the status page."""
    kind = LATER_KINDS.get(request.POST.get("kind", ""))
    key = key_of(request, status_id)
    if request.method != "POST" or key is None:
        return _to_status(status_id)
    if kind is None:
        raise Http404
    if too_many(request, "contact-begin", limit=settings.SEND_LIMIT_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    reference, keys = key
    belongs = Belonging(reference, keys.public_key, relation_of(kind), status_id)
    new = drafts.start(Writing(kind, FormKeys.new(), belongs=belongs).as_content())
    response = HttpResponseRedirect(first_step(kind, new.id), status=303)
    drafts.set_draft_cookie(response, new)
    return response


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def say_task_done(request: HttpRequest, status_id: str) -> HttpResponse:
    """Sends word that an agreed task is done. The same word twice is one letter, whenever and wherever it is said."""
    key = key_of(request, status_id)
    if request.method != "POST" or key is None:
        return _to_status(status_id)
    if too_many(request, "contact-page", limit=settings.SEND_LIMIT_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    reference, keys = key
    box = look(reference, keys)
    task = box.task(_task_id(request)) if box else None
    if task is None:
        return _to_status(status_id)
    try:
        drop(_word_of(task, keys), known_box(reference, keys.public_key), request=request, draft_ids=())
    except UnknownBoxError:
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    response = _to_status(status_id)
    set_just_sent(request, response, status_id, JustSent(TASK_DONE, task.id))
    return response


def _word_of(task: BoxTask, keys: BoxKeys) -> Posted:
    """The letter about a task as it was last told. It follows from the box's key and the task, not from the moment."""
    language = current_variant().code
    told = {"task": str(task.id), "told_at": task.at.isoformat()}
    return Posted(
        keys=FormKeys.derived(keys.private_key, told),
        kind=TASK_DONE,
        area="",
        language=language,
        urgency_answer=NO_URGENCY_ANSWER,
        is_promised=False,
        fingerprint={"kind": TASK_DONE, **told},
        said=content_of("", language),
        documents=(_document(task, language),),
        relation=Relation.MESSAGE,
    )


def _document(task: BoxTask, language: str) -> Document:
    items = (Item(_("Task"), task.text), Item(_("Number of the task"), str(task.id)))
    return Document(
        schema=TASK_SCHEMA,
        title=_("The sender says that this agreed task is done"),
        language=language,
        made_at=timezone.now().isoformat(),
        sections=(Section("", items),),
    )


def _task_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("task", ""))
    except ValueError:
        raise Http404 from None


def _to_status(status_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("contact-status-shown", kwargs={"status_id": status_id}), status=303)
