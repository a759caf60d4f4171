"""Blocks that a questionnaire is written in: codes, conditions and rules are facts, texts are words.

wagtail-localize hands on what it knows as text (CharBlock, TextBlock, RichTextBlock) and copies everything else as it
is. So a code stands in a CodeBlock, which is a field of its own kind, and never in a CharBlock.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.selfcheck.headings import heading_choices
from portal.selfcheck.journey import is_code
from portal.services.service import service_choices

KIND_CHOICES = [
    ("state", _("Three states: works well, on my mind, need help")),
    ("choice", _("One choice")),
    ("several", _("Several choices")),
    ("text", _("Free text")),
]
TONE_CHOICES = [("strength", _("A strength")), ("worry", _("Something on one's mind")), ("help", _("A wish for help"))]
PURPOSE_CHOICES = [("strengths", _("What works well")), ("help", _("What help is wanted"))]
TEST_CHOICES = [
    ("equals", _("is answered with exactly this option")),
    ("any-of", _("is answered with one of these options")),
    ("none-of", _("is answered with none of these options")),
    ("answered", _("has an answer that is not skipped")),
]


class CodeField(forms.CharField):
    """A code in its fixed form: a to z, digits, single hyphens."""

    def validate(self, value: str) -> None:
        """Raises ValidationError for what is no code."""
        super().validate(value)
        if value and not is_code(value):
            raise ValidationError(
                _("Use small letters a–z, digits and hyphens, at most 40 signs: for example “own-rest”.")
            )


class CodesField(forms.CharField):
    """Codes with commas between them."""

    def validate(self, value: str) -> None:
        """Raises ValidationError when one of them is no code."""
        super().validate(value)
        if not all(is_code(code) for code in codes_in(value)):
            raise ValidationError(_("Write the codes of options with commas between them: “on-my-mind, need-help”."))


def codes_in(value: str | None) -> tuple[str, ...]:
    """The codes of a text with commas."""
    return tuple(code for part in (value or "").split(",") if (code := part.strip()))


class CodeBlock(blocks.FieldBlock):
    """A code. It is the same in every variant, and no translator is given it."""

    field_class: type[forms.CharField] = CodeField

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = self.field_class(required=required, help_text=help_text or "")
        super().__init__(**kwargs)

    class Meta:
        icon = "key"
        default = ""


class CodesBlock(CodeBlock):
    """Some codes, with commas between them."""

    field_class = CodesField


class TestBlock(blocks.StructBlock):
    """One look at an earlier answer."""

    # pytest would take it for a test of its own.
    __test__ = False

    question = CodeBlock(label=_("code of an earlier question"))
    test = blocks.ChoiceBlock(label=_("the answer"), choices=TEST_CHOICES, default="any-of")
    options = CodesBlock(label=_("codes of options"), required=False)
    negated = blocks.BooleanBlock(label=_("turn it round: not so"), required=False)

    class Meta:
        icon = "help"
        label = _("Test")


class ConditionBlock(blocks.StructBlock):
    """Tests that must all hold, or of which one must."""

    match = blocks.ChoiceBlock(
        label=_("holds when"),
        choices=[("all", _("all of these hold")), ("any", _("one of these holds"))],
        default="all",
    )
    tests = blocks.ListBlock(TestBlock(), label=_("tests"), default=[])

    class Meta:
        icon = "list-ul"
        label = _("Condition")


class OptionBlock(blocks.StructBlock):
    """An option: its code and what it says are facts, its label is words."""

    code = CodeBlock(label=_("code"))
    tone = blocks.ChoiceBlock(label=_("choosing it says"), choices=TONE_CHOICES, required=False)
    label = blocks.CharBlock(label=_("text of the option"), max_length=160)
    hint = blocks.CharBlock(label=_("hint"), max_length=200, required=False)

    class Meta:
        icon = "radio-full"
        label = _("Option")


class QuestionBlock(blocks.StructBlock):
    """A question, one on a page. Its text is the page's heading."""

    code = CodeBlock(label=_("code"), help_text=_("The same for ever and in every language."))
    kind = blocks.ChoiceBlock(label=_("kind"), choices=KIND_CHOICES, default="state")
    legend = blocks.CharBlock(label=_("the question"), max_length=200)
    topic = blocks.CharBlock(
        label=_("what it is about"), max_length=80, help_text=_("A word or two, for the summary: “Sleep”.")
    )
    hint = blocks.TextBlock(label=_("help text"), rows=2, required=False)
    why = blocks.TextBlock(label=_("why we ask"), rows=2, required=False)
    options = blocks.ListBlock(
        OptionBlock(), label=_("options"), default=[], help_text=_("For one choice and several choices only.")
    )
    heading = blocks.ChoiceBlock(label=_("heading of the needs assessment"), choices=heading_choices, required=False)
    purpose = blocks.ChoiceBlock(label=_("what a free text tells"), choices=PURPOSE_CHOICES, required=False)
    may_not_know = blocks.BooleanBlock(label=_("“I cannot say” is offered"), required=False, default=True)
    may_decline = blocks.BooleanBlock(label=_("“I would rather not answer” is offered"), required=False, default=True)
    private = blocks.BooleanBlock(
        label=_("private"),
        required=False,
        help_text=_("The answer steers only the advice on safety. It is in no summary and goes to nobody."),
    )
    shown_if = ConditionBlock(label=_("asked only if"))

    class Meta:
        icon = "help"
        label = _("Question")


class SectionBlock(blocks.StructBlock):
    """Questions that belong together."""

    code = CodeBlock(label=_("code"))
    title = blocks.CharBlock(label=_("name of the section"), max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Section of questions")


class RuleBlock(blocks.StructBlock):
    """From answers to a next step, with the reason in words."""

    code = CodeBlock(label=_("code"))
    when = ConditionBlock(label=_("suggested when"))
    service = blocks.ChoiceBlock(label=_("service"), choices=service_choices, required=False)
    advice = blocks.PageChooserBlock(label=_("or a page of advice"), required=False)
    priority = blocks.IntegerBlock(
        label=_("place in the order"), min_value=1, max_value=99, default=50, help_text=_("The smallest comes first.")
    )
    danger = blocks.BooleanBlock(
        label=_("danger"),
        required=False,
        help_text=_("Puts 112, the social emergency service and the violence helpline first."),
    )
    reason = blocks.TextBlock(
        label=_("why it is suggested"), rows=2, max_length=400, help_text=_("Begin with what the person told.")
    )

    class Meta:
        icon = "redirect"
        label = _("Rule")

    def clean(self, value: Any) -> Any:
        """The rule, pointing to a service or to a page and not to both."""
        cleaned = super().clean(value)
        if bool(cleaned.get("service")) == bool(cleaned.get("advice")) and not self.is_deferred_validation:
            error = ValidationError(_("Choose either a service or a page of advice."))
            raise blocks.StructBlockValidationError(block_errors={"service": error})
        return cleaned


class SectionsBlock(blocks.StreamBlock):
    """The sections of a questionnaire."""

    section = SectionBlock()


class RulesBlock(blocks.StreamBlock):
    """The rules of a questionnaire."""

    rule = RuleBlock()
