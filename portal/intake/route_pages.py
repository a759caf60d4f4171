"""The pages of the routes: what social services can do and cannot do, where else to turn, and the right kind to begin.

Sources: lastensuojelulaki 417/2007, 25, 25 c and 25 d §; laki lapsen huollosta ja tapaamisoikeudesta 361/1983 (the
parents agree, lastenvalvoja confirms, a court decides and alone asks for a report); avioliittolaki 234/1929, mediation
in family matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake.route_names import CUSTODY_CONFLICT, UNBORN_CHILD, VIOLENCE_TO_CHILD
from portal.intake.tree_steps import DANGER, INVITE, Outcome, Part

CUSTODY: Final = 31
VIOLENCE: Final = 32
UNBORN: Final = 33

_SAFETY: Final = Part(
    _("First think about your safety"),
    (
        _("Who else may see this device, your email or your telephone? If it is not safe, leave by the exit button."),
        _("In the form you choose how we may reach you, when, and what we may say. You can also read the answer only here."),
        _("You can name someone who must not know. We do not tell this person that you have named them."),
    ),
)  # fmt: skip
_CAN: Final = _("What social services can do")
_CANNOT: Final = _("What social services cannot do")
_WHERE: Final = _("Where else you can turn")

ROUTE_PAGES: Final[Mapping[int, Outcome]] = {
    CUSTODY: Outcome(
        _("When parents disagree about a child"),
        (_("You may tell how the child is and what help the child and the family need. Each parent may write, without the other."),),
        "contact",
        (
            _("It does not replace an agreement between the parents, or an application to the court."),
            _("If the child's situation must be found out, make a child welfare notice. A professional then has a duty to do so."),
            INVITE,
            DANGER,
        ),
        (("child_welfare_notice", _("Make a child welfare notice")),),
        parts=(
            _SAFETY,
            Part(_CAN, (
                _("Assess what support the child and the parents need, and help in everyday life and after a separation."),
                _("Listen to the child. Your contact is not shown to the other parent by the portal."),
            )),
            Part(_CANNOT, (
                _("Decide about custody, where the child lives or how the child meets the parents."),
                _("Take a side, or make a report for the court when a parent asks for it. Only the court can ask for one."),
            )),
            Part(_WHERE, (
                _("A child welfare supervisor (lastenvalvoja) helps parents to agree on custody, living, visits and maintenance, and confirms the agreement."),
                _("Mediation in family matters (perheasioiden sovittelu) helps you to find a solution together."),
                _("If you cannot agree, the district court decides. A legal aid office gives advice about it."),
            )),
        ),
        route=CUSTODY_CONFLICT,
        start_words=_("Tell about the need for support"),
    ),
    VIOLENCE: Outcome(
        _("When someone hurts a child, or you fear it"),
        (
            _("A child must never be hurt. You need not be sure, and you need no proof: it is enough that you are worried."),
            _("Anyone may make a child welfare notice. You may ask that your identity is kept secret, or stay anonymous."),
            _("If you work with children, the law makes you notify social services and the police without delay."),
        ),
        "child_welfare_notice",
        (_("This form does not go to the police. Tell the police yourself."), INVITE, DANGER),
        (("contact", _("Ask for help for your own family")),),
        parts=(
            _SAFETY,
            Part(_CAN, (
                _("Find out without delay how the child is, and help the child and the family at once if they need it."),
                _("Plan with you how you and the child can be safe, and help you find a safe place to stay."),
            )),
            Part(_CANNOT, (
                _("Investigate a crime. The police do that."),
                _("Keep the matter from the police, when there is reason to suspect a sexual crime or a serious violent crime against a child. The law then makes social services tell the police."),
            )),
            Part(_WHERE, (
                _("The police: 112 when it is urgent, otherwise the nearest police station."),
                _("The social emergency service is open day and night. You can call without your name."),
            )),
        ),
        route=VIOLENCE_TO_CHILD,
        shows_numbers=True,
        start_words=_("Make a child welfare notice"),
    ),
    UNBORN: Outcome(
        _("When you are expecting a child and need support"),
        (_("You can ask for support before the birth. The need for support of the parents and the family is assessed now."),),
        "contact",
        (_("It does not replace the visits to the maternity clinic."), INVITE, DANGER),
        (("need_notice", _("Make a notice, if you are worried about someone else")),),
        parts=(
            _SAFETY,
            Part(_CAN, (_("Plan with you what helps before and after the birth, together with the maternity clinic if you want."),)),
            Part(_CANNOT, (_("Begin a child welfare matter for an unborn child. It can begin only after birth, so no time limit runs for it before that."),)),
        ),
        route=UNBORN_CHILD,
        start_words=_("Tell about the need for support"),
    ),
}  # fmt: skip
