"""Views of the CMS for facts and words, where Wagtail's own would do too much or too little."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import router, transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.views import snippets

from portal.core.locales import VARIANT_CODES, VARIANTS, variant
from portal.services.cms.care import completeness_of, for_care, kind_of_model
from portal.services.cms.drift import with_drift
from portal.services.cms.filters import FILTERS
from portal.services.cms.forms import StartVariantForm
from portal.services.cms.panels import variant_links
from portal.services.cms.variants import name_for_editors, start_variant, usual_source, with_words, words_of
from portal.services.kinds import SERVICES, Kind, kind_of
from portal.services.models import ChannelFacts, EntryFacts, NotRewrittenError
from portal.services.models.entry_words import rows_of

UNBROKEN: Final = "w-whitespace-nowrap"
"""The CMS's own class: beside so many columns a browser would break the names letter by letter."""


class VariantColumn(BaseColumn):
    """The state of one variant, with the way to its words."""

    cell_template_name = "services/cms/variant_cell.html"

    def __init__(self, code: str, label: str) -> None:
        super().__init__(f"variant_{code}", label=label)
        self.code = code

    def get_cell_context_data(self, instance: EntryFacts, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The state and the address of the variant."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["one"] = next(link for link in variant_links(instance) if link["code"] == self.code)
        return context


class DayColumn(Column):
    """A date as it is written in Finland, without time."""

    def get_value(self, instance: EntryFacts) -> str:
        """The date, or an empty text."""
        day = super().get_value(instance)
        return f"{day.day}.{day.month}.{day.year}" if day else ""


class CompletenessColumn(BaseColumn):
    """How complete the entry is, and what it lacks."""

    cell_template_name = "services/cms/completeness_cell.html"

    def get_cell_context_data(self, instance: EntryFacts, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The share and the list."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        found = completeness_of(instance)
        return {**context, "share": found.share, "missing": found.missing}


class DriftColumn(BaseColumn):
    """How far the national registry has drifted from the entry, with the way to where it is compared."""

    cell_template_name = "services/cms/drift_cell.html"

    def get_cell_context_data(self, instance: EntryFacts, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The registry's entry, with the number of fields that ask again; None where ours follows none."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "staged": getattr(instance, "staged", None)}


class EntriesIndexView(snippets.IndexView):
    """One row for each entry, with the state of its variants; the number of queries does not grow with the rows."""

    @cached_property
    def filterset_class(self) -> Any:
        """The filters of the kind."""
        return FILTERS[kind_of_model(self.model).name]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Title, variants, who keeps it and how well; the boxes lead to "verified today" and to nothing else."""
        title = self._get_title_column_class(TitleColumn)(
            "name",
            label=gettext_lazy("Name"),
            accessor=name_for_editors,
            get_url=self.get_edit_url,
            get_title_id=lambda entry: f"snippet_{entry.pk}_title",
            classname=UNBROKEN,
        )
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title,
            Column("key", label=gettext_lazy("Key"), sort_key="key"),
            *(VariantColumn(one.code, one.own_name) for one in VARIANTS),
            Column("owner", label=gettext_lazy("Owner's mailbox"), sort_key="owner"),
            DayColumn("verified_on", label=gettext_lazy("Verified on"), sort_key="verified_on"),
            DayColumn("next_review", label=gettext_lazy("Next review by"), sort_key="next_review"),
            CompletenessColumn("completeness", label=gettext_lazy("Completeness")),
            DriftColumn("drift", label=gettext_lazy("Drift")),
            *self._more_columns(),
            DayColumn("archived_on", label=gettext_lazy("Ended on"), sort_key="archived_on"),
        ]

    def _more_columns(self) -> list[BaseColumn]:
        if self.model is not ChannelFacts:
            return []
        return [
            Column("audience", label=gettext_lazy("Who may see it"), accessor="get_audience_display"),
            DayColumn("expires_on", label=gettext_lazy("Shown until"), sort_key="expires_on"),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """The entries with their words, what their completeness is read from, and their drift."""
        return with_drift(for_care(super().get_base_queryset()))

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The entries whose key, or whose name in any variant, holds the text."""
        if not self.is_searching:
            return queryset
        words = kind_of(self.model()).words
        named = rows_of(words).filter(name__icontains=self.search_query).values("facts")
        return queryset.filter(Q(key__icontains=self.search_query) | Q(pk__in=named))


class NoAutosave(View):
    """Facts are public at once: nothing of them is saved while someone is still typing."""

    autosave_enabled: bool

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Prepares the view as Wagtail does, without autosave."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class FactsCreateView(NoAutosave, snippets.CreateView):
    """A new entry: its facts first; the words begin from its form."""


class FactsEditView(NoAutosave, snippets.EditView):
    """The facts of an entry."""

    def get_page_subtitle(self) -> str:
        """The entry's name; its key says less."""
        return name_for_editors(self.object)


class FactsDeleteView(snippets.DeleteView):
    """Facts are never deleted, by whomever: letters, words and links point to them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads back to the facts and says what to do instead."""
        messages.error(request, _("Nothing of the catalogue is deleted. Give it the day on which it ended."))
        return HttpResponseRedirect(reverse(f"{kind_of(self.model()).name}_facts:edit", kwargs=kwargs))


class WordsEditView(snippets.EditView):
    """The words of an entry in one variant."""

    def get_page_subtitle(self) -> str:
        """The name and the variant, so that nobody writes in the wrong language."""
        return f"{self.object.name} · {variant(self.object.locale.language_code).own_name}"


class WordsIndexView(snippets.IndexView):
    """No listing of its own: the listing of facts shows every variant."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to the listing of facts."""
        return redirect(f"{kind_of(self.model()).name}_facts:list")


class WordsCreateView(snippets.CreateView):
    """Words begin from an entry, never by themselves."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to the listing of facts and says how words begin."""
        messages.info(request, _("Choose an entry, and start the language that it lacks."))
        return redirect(f"{kind_of(self.model()).name}_facts:list")


class NoPreviewOnCreate(snippets.PreviewOnCreateView):
    """Nothing to preview before the words have an entry."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Always 404."""
        raise Http404


class WordsWorkflowActionView(snippets.WorkflowActionView):
    """A workflow's last approval publishes; where that is refused, nothing is approved and the editor reads why."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Does the action, or leads back to the words with the reason."""
        try:
            with transaction.atomic(using=router.db_for_write(self.model)):
                return self._act(request, *args, **kwargs)
        except NotRewrittenError as refusal:
            messages.error(request, refusal.messages[0])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            answer: HttpResponse = self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return answer
        return redirect(self.redirect_url)

    def _act(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class StartVariantView(View):
    """Asks what a new variant begins from, and begins it."""

    template_name = "services/cms/start_variant.html"
    kind: Kind = SERVICES

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Finds the entry. Raises Http404, or PermissionDenied for who may not add words."""
        super().setup(request, *args, **kwargs)
        if not ModelPermissionPolicy(self.kind.words).user_has_permission(request.user, "add"):
            raise PermissionDenied
        if kwargs["code"] not in VARIANT_CODES:
            raise Http404
        self.facts = get_object_or_404(with_words(self.kind.facts._default_manager.all()), pk=kwargs["pk"])
        self.code = kwargs["code"]

    def get(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """The question, or the words where they exist already."""
        existing = words_of(self.facts).filter(locale__language_code=code).first()
        if existing is not None:
            return redirect(f"{self.kind.name}_words:edit", existing.pk)
        source = usual_source(self.facts, code)
        form = StartVariantForm(facts=self.facts, code=code, initial={"source": source.pk if source else ""})
        return self._page(request, form)

    def post(self, request: HttpRequest, pk: int, code: str) -> HttpResponse:
        """Begins the variant and leads to its words; a variant that exists already is refused in words."""
        form = StartVariantForm(request.POST, facts=self.facts, code=code)
        if form.is_valid():
            try:
                words = start_variant(self.facts, code, source=form.chosen(), user=request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(
                    request, _("The draft is ready to be written. Nothing is public before you publish it.")
                )
                return redirect(f"{self.kind.name}_words:edit", words.pk)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: StartVariantForm) -> HttpResponse:
        context = {
            "form": form,
            "facts": self.facts,
            "name": name_for_editors(self.facts),
            "variant": variant(self.code),
            "list_url": reverse(f"{self.kind.name}_facts:list"),
        }
        return TemplateResponse(request, self.template_name, context)
