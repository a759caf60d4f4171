"""Forms of those who answer: one question, and the choice between open sittings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.forms import CheckboxesWidget, OptionLooks, OwnWordsField, PortalForm, RadiosWidget
from portal.core.posted import as_posted
from portal.selfcheck.journey import DONT_KNOW, RATHER_NOT, TEXT_LIMIT, Answer, Question
from portal.selfcheck.versions import Words

FIELD: Final = "answer"
CHOOSE: Final = _("Choose the answer that comes closest. You may also choose that you would rather not answer.")
CHOOSE_HOW: Final = _("Choose how you want to go on.")


class QuestionForm(PortalForm):
    """One question of a sitting; its text is the page's heading."""

    page_heading = FIELD
    autocomplete = "off"
    # Every question may be left open, and says so in its own words; the mark would stand in the page's heading.
    marks_optional = False

    def __init__(self, question: Question, words: Words, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.question = question
        super().__init__(data, **kwargs)
        self.fields[FIELD] = self._field(words)

    @classmethod
    def showing(cls, question: Question, words: Words, answer: Answer | None) -> QuestionForm:
        """The form with what was answered before."""
        initial: Any = None
        if answer is not None:
            several = list(answer.choices)
            initial = answer.text if question.kind == "text" else several
            if question.kind in ("state", "choice"):
                initial = several[0] if several else None
        return cls(question, words, initial={FIELD: initial})

    @classmethod
    def refused(cls, question: Question, words: Words, posted: Mapping[str, Sequence[str]]) -> QuestionForm:
        """The form with what was posted and the reason why it was not taken; null bytes are shown as a sign."""
        form = cls(question, words, as_posted(posted))
        form.full_clean()
        form.data = as_posted(
            {name: [value.replace("\0", "\N{REPLACEMENT CHARACTER}") for value in posted[name]] for name in posted}
        )
        return form

    def answer(self) -> Answer:
        """The answer of a valid form."""
        given = self.cleaned_data[FIELD]
        if self.question.kind == "text":
            return Answer(text=given)
        return Answer(choices=tuple(given) if isinstance(given, list) else (given,))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a skip beside an option."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get(FIELD)
        if isinstance(given, list) and len(given) > 1 and {DONT_KNOW, RATHER_NOT} & set(given):
            self.add_error(FIELD, gettext("Choose either answers, or that you do not answer, but not both."))
        return cleaned

    def _field(self, words: Words) -> forms.Field:
        question = self.question
        legend, hint = words.legend(question.code), words.get("question", question.code, "hint")
        if question.kind == "text":
            return OwnWordsField(max_length=TEXT_LIMIT, required=False, label=legend, help_text=hint)
        offered = [option.code for option in question.options]
        skips = [code for code in (DONT_KNOW, RATHER_NOT) if code in question.codes()]
        choices = [(code, words.option(question.code, code)) for code in (*offered, *skips)]
        hints = {code: text for code in offered if (text := words.get("option", question.code, code, "hint"))}
        looks = OptionLooks(hints=hints, divider_before=skips[0] if skips else "")
        messages = {"required": CHOOSE, "invalid_choice": CHOOSE, "invalid_list": CHOOSE}
        if question.kind == "several":
            return forms.MultipleChoiceField(
                label=legend,
                help_text=hint,
                choices=choices,
                widget=CheckboxesWidget(looks=looks),
                error_messages=messages,
            )
        return forms.ChoiceField(
            label=legend, help_text=hint, choices=choices, widget=RadiosWidget(looks=looks), error_messages=messages
        )


class OpenSittingForm(PortalForm):
    """What shall become of a sitting that is open already."""

    page_heading = "choice"

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"] = forms.ChoiceField(
            label=_("You have already begun. How do you want to go on?"),
            choices=list(choices),
            widget=RadiosWidget(),
            error_messages={"required": CHOOSE_HOW, "invalid_choice": CHOOSE_HOW},
        )


def raw(data: QueryDict, *names: str) -> dict[str, tuple[str, ...]]:
    """The named fields as they were posted."""
    return {name: tuple(str(value) for value in data.getlist(name)) for name in names if name in data}
