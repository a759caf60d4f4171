"""One question of the decision tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm, RadiosWidget
from portal.intake.tree_steps import Question


class TreeForm(PortalForm):
    """One question with its answers in sight; the question is the page's heading."""

    page_heading = "answer"
    answer = forms.ChoiceField(widget=RadiosWidget(), error_messages={"required": _("Choose an answer.")})

    def __init__(self, question: Question, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        field = self.fields["answer"]
        field.label, field.help_text = question.words, str(question.hint)
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.value, one.words) for one in question.options]
