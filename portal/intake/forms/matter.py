"""What a contact is about: the own words first, then the circumstances, the five criteria, and what was told to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from portal.core.forms import OwnWordsField, TextareaWidget
from portal.intake.forms.base import ContactForm
from portal.intake.forms.choices import SHORT_TEXT, line, words, yes_no
from portal.intake.forms.route import RouteForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

OWN_WORDS_LIMIT: Final = 10_000
SUMMARY_LIMIT: Final = 20_000

CHILDREN_MISSING: Final = _("Answer whether there are children under 18 in the family.")


def own_words(label: Text, *, hint: Text, missing: Text) -> OwnWordsField:
    """What the sender says in their own words; it stands first on the page and in the letter."""
    return OwnWordsField(
        label=label,
        help_text=hint,
        max_length=OWN_WORDS_LIMIT,
        widget=TextareaWidget(rows=10),
        error_messages={"required": missing},
    )


class OwnMatterForm(ContactForm):
    """The matter of who writes."""

    own_words = own_words(
        _("What would you like help with?"),
        hint=_("Write in your own words. You can write briefly. Up to 10,000 characters."),
        missing=_("Write a few words about what you would like help with."),
    )
    situation = words(
        _("What has happened, and what help do you have now?"),
        hint=_("Tell about events, dates and services, as far as you want."),
        rows=6,
    )


class OthersMatterForm(ContactForm):
    """The matter of somebody else, told by who writes for them."""

    own_words = own_words(
        _("What is the situation, and what would help?"),
        hint=_("Tell also in the person's own words what they hope for. Up to 10,000 characters."),
        missing=_("Write what the situation is and what would help."),
    )
    situation = words(
        _("What has happened, and what help is there now?"),
        hint=_("Tell about events, dates and services, as far as you know."),
        rows=6,
    )


class NoticeMatterForm(ContactForm):
    """Why a notice of the need for social welfare is made: the description is mandatory (4006)."""

    own_words = own_words(
        _("What is the situation, and what worries you?"),
        hint=_("Tell what you have seen or heard yourself, when, and what help there is now. Up to 10,000 characters."),
        missing=_("Write what the situation is and what worries you."),
    )
    told_more = words(
        _("Does the person know about this notice?"),
        hint=_("What did you tell, and what did they say?"),
        limit=SHORT_TEXT,
    )


class ChildWelfareMatterForm(ContactForm):
    """Why a child welfare notice is made, and who has been told of it (4009)."""

    own_words = own_words(
        _("What worries you about the child?"),
        hint=_(
            "Tell what you have seen or heard yourself, and when. Tell also what goes well. Up to 10,000 characters."
        ),
        missing=_("Write what worries you about the child."),
    )
    told_child = yes_no(
        _("Has the child been told about this notice?"), missing=_("Choose whether the child has been told.")
    )
    told_guardian = yes_no(
        _("Has at least one guardian been told about this notice?"),
        hint=_("Do not tell if it could put the child in danger, or if you suspect a crime against the child."),
        missing=_("Choose whether a guardian has been told."),
    )
    told_more = words(_("More about what was told"), limit=SHORT_TEXT)


class PrenatalMatterForm(ContactForm):
    """Why a prenatal notice is made, the expected birth and who has been told (4019)."""

    own_words = own_words(
        _("Why will the child need support right after birth?"),
        hint=_("Tell what you know yourself, and what goes well. Up to 10,000 characters."),
        missing=_("Write why the child will need support."),
    )
    expected_birth = line(
        _("When is the child expected to be born?"),
        hint=_("For example 15.3.2027, or “in March”."),
        missing=_("Write when the child is expected to be born."),
    )
    family_situation = words(_("The family and the people close to it"), limit=SHORT_TEXT)
    housing = words(_("Housing"), limit=SHORT_TEXT)
    earlier_support = words(_("Which support has the family had?"), limit=SHORT_TEXT)
    told_mother = yes_no(
        _("Has the expectant mother been told about this notice?"),
        missing=_("Choose whether the expectant mother has been told."),
    )
    told_other_parent = yes_no(
        _("Has the other expectant parent been told about this notice?"),
        missing=_("Choose whether the other expectant parent has been told."),
    )
    told_more = words(_("More about what was told"), limit=SHORT_TEXT)


class CircumstancesForm(RouteForm):
    """What makes a route or a time limit of its own. Every contact about an adult asks whether there are children."""

    has_children = yes_no(_("Are there children under 18 in the family?"), missing=CHILDREN_MISSING)
    violence_to_child = yes_no(
        _("Has someone hurt a child, or do you fear so?"),
        hint=_("Hitting, threats and sexual acts are crimes. In danger call 112."),
    )
    custody_conflict = yes_no(_("Do the parents disagree about custody, or where the child lives or visits?"))
    unborn_child = yes_no(_("Is someone in the family expecting a child?"))
    special_support_child = yes_no(
        _("Is there a child who needs special support?"),
        hint=_("For example because of an illness, a disability, or because nobody takes care of the child's matters."),
    )
    aged_75 = yes_no(_("Is the one who needs help 75 years old or older?"))
    highest_care_allowance = yes_no(_("Does the one who needs help get the highest care allowance from Kela?"))
    is_client = yes_no(_("Does the one who needs help have a worker in social services already?"))
    own_worker = line(
        _("Who is that worker?"),
        hint=_("The name or the place of work. We first give the matter to that worker."),
        required=False,
    )


class ChildCircumstancesForm(RouteForm):
    """The same for a notice that is about a child or an unborn child already."""

    violence_to_child = yes_no(
        _("Do you suspect violence or a sexual crime against the child?"),
        hint=_("Then also tell the police. This notice does not replace that."),
    )
    custody_conflict = yes_no(_("Do the parents disagree about custody, or where the child lives or visits?"))
    unborn_child = yes_no(_("Is someone in the family expecting a child?"))
    special_support_child = yes_no(
        _("Is there a child who needs special support?"),
        hint=_("For example because of an illness, a disability, or because nobody takes care of the child's matters."),
    )
    is_client = yes_no(_("Does the family have a worker in social services already?"))
    own_worker = line(
        _("Who is that worker?"),
        hint=_("The name or the place of work. We first give the matter to that worker."),
        required=False,
    )


class FamilyCircumstancesForm(RouteForm):
    """The same for a prenatal notice, which is about an unborn child already."""

    has_children = yes_no(_("Are there children under 18 in the family?"), missing=CHILDREN_MISSING)
    violence_to_child = yes_no(
        _("Has someone hurt a child, or do you fear so?"),
        hint=_("Hitting, threats and sexual acts are crimes. In danger call 112."),
    )
    is_client = yes_no(_("Does the family have a worker in social services already?"))
    own_worker = line(
        _("Who is that worker?"),
        hint=_("The name or the place of work. We first give the matter to that worker."),
        required=False,
    )


class MoreForm(ContactForm):
    """Who must not know, an earlier summary, and anything else: what the pages with criteria end with."""

    must_not_know = words(
        _("Is there someone who must not see this or hear about it?"),
        hint=_("Write who, and why. We do not tell this person that you have named them."),
        limit=SHORT_TEXT,
    )
    summary = words(
        _("Have you told this before?"),
        hint=_(
            "You need not tell everything again. Copy an earlier text here, for example a summary or a letter. "
            "You cannot add files: if you have papers, tell us about them and show them later."
        ),
        limit=SUMMARY_LIMIT,
        rows=6,
    )
    more = words(_("Something else that we should know"))


class EverydayCriteriaForm(MoreForm):
    """The five criteria of a first assessment in everyday words."""

    clear_need = yes_no(_("Is it clear what kind of help is needed?"))
    coordination = yes_no(_("Are you worried that nobody sees the whole situation?"))
    many_services = yes_no(_("Are there many helpers who do not work together?"))
    childs_conditions = yes_no(_("Is there something in a child's life or behaviour that worries you?"))
    criteria_urgency = yes_no(_("Does it get worse if the help has to wait?"))
    field_order = [
        "clear_need",
        "coordination",
        "many_services",
        "childs_conditions",
        "criteria_urgency",
        "must_not_know",
        "summary",
        "more",
    ]


class ProfessionalCriteriaForm(MoreForm):
    """The five criteria of a first assessment in a professional's words."""

    clear_need = yes_no(_("Is the need for support clear and temporary?"))
    coordination = yes_no(_("Are you worried about how the support is coordinated?"))
    many_services = yes_no(_("Are many services in use without coordination between them?"))
    childs_conditions = yes_no(_("Do the child's conditions or the child's own behaviour give reason for concern?"))
    criteria_urgency = yes_no(_("Does the situation call for urgent measures?"))
    field_order = EverydayCriteriaForm.field_order
