"""The way to the right kind of contact, for professionals and for everybody: plain questions, and what each answer leads to.

Sources: lastensuojelulaki 417/2007, 25, 25 a and 25 c §; sosiaalihuoltolaki 1301/2014, 35 §; vanhuspalvelulaki 980/2012,
25 §. The numbers of the steps stand in addresses: they say nothing, and a number once given keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake.route_names import VIOLENCE_TO_CHILD
from portal.intake.route_pages import CUSTODY, ROUTE_PAGES, UNBORN, VIOLENCE
from portal.intake.tree_steps import DANGER, INVITE, Option, Outcome, Question, Step

FIRST: Final = 1

CALL: Final = 20
CONSULT: Final = 21
CHILD_WELFARE: Final = 22
CHILD_WELFARE_AND_POLICE: Final = 23
JOINT: Final = 24
WITH_CONSENT: Final = 25
NEED_NOTICE: Final = 26
PRENATAL: Final = 27
GUIDE: Final = 28
PRIVATE_CHILD: Final = 29
PRIVATE_ADULT: Final = 30
OWN_FAMILY: Final = 34

_POLICE: Final = _(
    "If you suspect a sexual crime or another serious violent crime against the child, tell the police as well."
)
_OWN_DUTY: Final = _("The duty is your own. Telling your manager or a colleague does not fulfil it.")
_YES: Final = _("Yes")
_NO: Final = _("No")


def _yes_no(yes: int, no: int) -> tuple[Option, ...]:
    return (Option("yes", _YES, yes), Option("no", _NO, no))


STEPS: Final[Mapping[int, Step]] = {
    FIRST: Question(_("Is someone in immediate danger?"), _yes_no(CALL, 2)),
    2: Question(
        _("Do you write in your work, or as a private person?"),
        (
            Option("work", _("In my work, in a public task or in a position of trust"), 3),
            Option("private", _("As a private person"), 4),
        ),
    ),
    3: Question(
        _("Whom is it about?"),
        (
            Option("child", _("A child or a young person under 18"), 5),
            Option("unborn", _("A child who is not yet born"), 8),
            Option("custody", _("A child whose parents disagree about custody, living or visits"), CUSTODY),
            Option("adult", _("An adult"), 9),
            Option("nobody", _("I first want to talk over a situation without saying who it is about"), CONSULT),
        ),
    ),
    4: Question(
        _("Whom are you worried about?"),
        (
            Option("child", _("A child or a young person"), 13),
            Option("adult", _("An adult"), PRIVATE_ADULT),
            Option("own", _("Myself or my own family"), 12),
        ),
    ),
    5: Question(
        _("Must it be found out whether the child needs child welfare?"),
        (Option("yes", _YES, 6), Option("no", _NO, 9), Option("unsure", _("I do not know"), CONSULT)),
        _(
            "The reason may be the child's need for care, circumstances that endanger the child's development, "
            "or the child's own behaviour."
        ),
    ),
    6: Question(
        _("Do you suspect violence or a sexual crime against the child?"), _yes_no(CHILD_WELFARE_AND_POLICE, 7)
    ),
    7: Question(
        _("Can you contact social services together with the child or a parent without delay?"),
        _yes_no(JOINT, CHILD_WELFARE),
        _("You then state together why the need for child welfare must be found out."),
    ),
    8: Question(
        _("Is there good reason to suspect that the child will need child welfare right after birth?"),
        _yes_no(PRENATAL, 9),
    ),
    9: Question(_("Has the person or the family agreed that you contact social services?"), _yes_no(WITH_CONSENT, 10)),
    10: Question(_("Can you still ask for consent?"), _yes_no(GUIDE, 11)),
    11: Question(
        _("Is the person clearly unable to take care of themselves, or does a child's best interest demand help?"),
        _yes_no(NEED_NOTICE, GUIDE),
        _("That is: unable to look after their own care, health or safety."),
    ),
    12: Question(
        _("What is it about?"),
        (
            Option("violence", _("Someone hurts a child, or I fear it"), VIOLENCE),
            Option("custody", _("We parents disagree about a child"), CUSTODY),
            Option("unborn", _("We are expecting a child and need support"), UNBORN),
            Option("other", _("Something else"), OWN_FAMILY),
        ),
    ),
    13: Question(
        _("What worries you?"),
        (
            Option("violence", _("Someone hurts the child, or I fear it"), VIOLENCE),
            Option("custody", _("The parents disagree about the child"), CUSTODY),
            Option("other", _("Something else"), PRIVATE_CHILD),
        ),
    ),
    CALL: Outcome(_("Call 112 now"), (DANGER, _("When the danger is over, you can come back and make a notice."),), is_urgent=True),
    CONSULT: Outcome(
        _("Talk the situation over without names"),
        (
            _("You may consult social services without saying who it is about. You get general advice."),
            _("You can also call the advice line."),
        ),
        "consultation",
        (_("A consultation is no notice. If the law makes you notify, make the notice without delay."), INVITE, DANGER),
    ),
    CHILD_WELFARE: Outcome(
        _("Make a child welfare notice"),
        (
            _("The Child Welfare Act, section 25, makes you notify without delay. Secrecy does not prevent it, and you need no consent."),
            _OWN_DUTY,
        ),
        "child_welfare_notice",
        (INVITE, _POLICE, DANGER),
    ),
    CHILD_WELFARE_AND_POLICE: Outcome(
        _("Make a child welfare notice, and tell the police"),
        (
            _("The Child Welfare Act, section 25, makes you notify social services and the police without delay when you suspect such a crime."),
            _("Do not ask the child closely about what happened, and do not tell those whom you suspect. The police do that."),
            _OWN_DUTY,
        ),
        "child_welfare_notice",
        (_("This form does not go to the police. Tell the police yourself."), INVITE, DANGER),
        route=VIOLENCE_TO_CHILD,
        shows_numbers=True,
    ),
    JOINT: Outcome(
        _("Make the contact together with the child or a parent"),
        (
            _("The Child Welfare Act, section 25 a, lets you contact social services together instead of making a child welfare notice."),
            _("Do it without delay, and write the grounds. Then you need not make a notice about the same matter."),
        ),
        "contact",
        (_("If it is not made without delay, or the family steps back, make a child welfare notice."), INVITE, _POLICE, DANGER),
        (("child_welfare_notice", _("Make a child welfare notice instead")),),
    ),
    WITH_CONSENT: Outcome(
        _("Make a contact with consent"),
        (
            _("The Social Welfare Act, section 35, lets you contact social services with the person's consent, so that the need for support is assessed."),
            _("Tell the person what you write and to whom. Write it together, if you can."),
        ),
        "contact",
        (_("It does not replace a child welfare notice when there is a child whose situation must be found out."), INVITE, DANGER),
    ),
    NEED_NOTICE: Outcome(
        _("Make a notice of the need for social welfare"),
        (
            _("The Social Welfare Act, section 35, makes you notify without delay, even without consent and in spite of secrecy."),
            _("For an older person, section 25 of the act on services for older persons says the same."),
        ),
        "need_notice",
        (_("It does not replace a child welfare notice when there is a child whose situation must be found out."), INVITE, DANGER),
    ),
    PRENATAL: Outcome(
        _("Make a prenatal child welfare notice"),
        (
            _("The Child Welfare Act, section 25 c, makes you notify before the birth. Secrecy does not prevent it, and you need no consent."),
            _("The parents' need for services is assessed now. The child's own matter begins only after birth."),
        ),
        "prenatal_notice",
        (_("If there are other children whose situation must be found out, make a child welfare notice about them."), INVITE, DANGER),
    ),
    GUIDE: Outcome(
        _("Talk with the person, and guide them to ask for help"),
        (
            _("Tell what social services can do. Help the person to write or to call, or ask for consent to write for them."),
            _("If they do not want it and you stay worried, you may make a notice all the same."),
        ),
        "",
        (_("If there is a child whose situation must be found out, make a child welfare notice."), DANGER),
        (
            ("contact", _("Make a contact together, with consent")),
            ("need_notice", _("Make a notice of the need for social welfare")),
            ("consultation", _("Talk the situation over without names")),
        ),
    ),
    PRIVATE_CHILD: Outcome(
        _("Make a child welfare notice"),
        (
            _("Anyone may make a child welfare notice. You need not be sure: it is enough that you are worried."),
            _("You may ask that your identity is kept secret, or stay anonymous."),
        ),
        "child_welfare_notice",
        (_POLICE, DANGER),
    ),
    PRIVATE_ADULT: Outcome(
        _("Contact social services, or make a notice"),
        (
            _("If the person agrees, make a contact together or for them."),
            _("If they do not agree and you are worried, you may make a notice of the need for social welfare."),
        ),
        "need_notice",
        (DANGER,),
        (("contact", _("Make a contact with consent")),),
    ),
    OWN_FAMILY: Outcome(
        _("Ask for help"),
        (
            _("A few words and one way to answer you are enough."),
            _("If you want to tell more at once, make a contact with social services."),
        ),
        "help_request",
        (DANGER,),
        (("contact", _("Contact social services")),),
    ),
    **ROUTE_PAGES,
}  # fmt: skip


def step(number: int) -> Step | None:
    """The step of that number, or None."""
    return STEPS.get(number)


def leads_to(question: Question, answer: str) -> int | None:
    """The number of the step that an answer leads to; None for what is no answer."""
    return next((one.leads_to for one in question.options if one.value == answer), None)
