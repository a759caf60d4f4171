"""The page of persons of each kind of contact: what it asks of each person."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake.forms.choices import EVERYDAY_NEEDS, OFFICIAL_NEEDS
from portal.intake.forms.persons import PersonQuestions, PersonsForm, asks_persons

PERSON: Final = ("person", _("The one who needs help"))
CHILD: Final = ("child", _("A child"))
PARENT: Final = ("parent", _("A parent"))
GUARDIAN: Final = ("guardian", _("A guardian"))
OTHER: Final = ("other", _("Another person"))


@asks_persons(PersonQuestions(roles=(PERSON, CHILD, PARENT, GUARDIAN, OTHER), needs=EVERYDAY_NEEDS))
class ContactPersonsForm(PersonsForm):
    """The persons of a contact that a resident makes (4018)."""


@asks_persons(PersonQuestions(roles=(PERSON, CHILD, PARENT, GUARDIAN, OTHER), needs=OFFICIAL_NEEDS))
class ProfessionalContactPersonsForm(PersonsForm):
    """The persons of a contact that a professional makes (4018)."""


@asks_persons(
    PersonQuestions(roles=(PERSON, CHILD, PARENT, GUARDIAN, OTHER), needs=EVERYDAY_NEEDS, name_may_be_unknown=True)
)
class NoticePersonsForm(PersonsForm):
    """The persons of a notice that a private person makes (4006)."""


@asks_persons(
    PersonQuestions(roles=(PERSON, CHILD, PARENT, GUARDIAN, OTHER), needs=OFFICIAL_NEEDS, name_may_be_unknown=True)
)
class ProfessionalNoticePersonsForm(PersonsForm):
    """The persons of a notice that a professional makes (4006)."""


@asks_persons(PersonQuestions(roles=(CHILD, PARENT, GUARDIAN, OTHER), name_may_be_unknown=True, asks_home=True))
class ChildWelfarePersonsForm(PersonsForm):
    """The children, guardians and others of a child welfare notice (4009)."""


@asks_persons(PersonQuestions(roles=(("person", _("An expectant parent whom the notice is about")),
    ("parent", _("The other parent of the unborn child")), OTHER), needs=OFFICIAL_NEEDS))  # fmt: skip
class PrenatalPersonsForm(PersonsForm):
    """The expectant parents of a prenatal notice (4019)."""
