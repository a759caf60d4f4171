"""Forms of every contact."""

from __future__ import annotations

from portal.intake.forms.base import ContactForm, Offered, Raw, as_initial, shown_answer
from portal.intake.forms.ending import CheckForm, ConsultationForm, OthersReplyForm, QuestionForm, ReplyForm
from portal.intake.forms.family import REFUSE, SEND, CodeForm, FamilyForm, FamilyReplyForm
from portal.intake.forms.help_request import DANGER, HelpRequestForm, UrgencyForm
from portal.intake.forms.kinds_persons import (
    ChildWelfarePersonsForm,
    ContactPersonsForm,
    NoticePersonsForm,
    PrenatalPersonsForm,
    ProfessionalContactPersonsForm,
    ProfessionalNoticePersonsForm,
)
from portal.intake.forms.matter import (
    ChildCircumstancesForm,
    ChildWelfareMatterForm,
    CircumstancesForm,
    EverydayCriteriaForm,
    FamilyCircumstancesForm,
    MoreForm,
    NoticeMatterForm,
    OthersMatterForm,
    OwnMatterForm,
    PrenatalMatterForm,
    ProfessionalCriteriaForm,
)
from portal.intake.forms.persons import PersonsForm
from portal.intake.forms.route import answers_of_route
from portal.intake.forms.sender import SenderForm
from portal.intake.forms.status import StatusForm
from portal.intake.forms.tree import TreeForm
from portal.intake.forms.who import (
    ANONYMOUS,
    AUTHORITY,
    CONFIDENTIAL,
    HELPER,
    PERSON,
    PRIVATE_PERSON,
    PROFESSIONAL,
    RELATIVE,
    ConsentMixin,
    NotifierForm,
    PrivateNotifierForm,
    ProfessionalContactForm,
    ProfessionalForm,
    PublicNotifierForm,
    SpeakerForm,
    WhoForm,
)

__all__ = [
    "ANONYMOUS",
    "AUTHORITY",
    "CONFIDENTIAL",
    "DANGER",
    "HELPER",
    "PERSON",
    "PRIVATE_PERSON",
    "PROFESSIONAL",
    "REFUSE",
    "RELATIVE",
    "SEND",
    "CheckForm",
    "ChildCircumstancesForm",
    "ChildWelfareMatterForm",
    "ChildWelfarePersonsForm",
    "CircumstancesForm",
    "CodeForm",
    "ConsentMixin",
    "ConsultationForm",
    "ContactForm",
    "ContactPersonsForm",
    "EverydayCriteriaForm",
    "FamilyCircumstancesForm",
    "FamilyForm",
    "FamilyReplyForm",
    "HelpRequestForm",
    "MoreForm",
    "NoticeMatterForm",
    "NoticePersonsForm",
    "NotifierForm",
    "Offered",
    "OthersMatterForm",
    "OthersReplyForm",
    "OwnMatterForm",
    "PersonsForm",
    "PrenatalMatterForm",
    "PrenatalPersonsForm",
    "PrivateNotifierForm",
    "ProfessionalContactForm",
    "ProfessionalContactPersonsForm",
    "ProfessionalCriteriaForm",
    "ProfessionalForm",
    "ProfessionalNoticePersonsForm",
    "PublicNotifierForm",
    "QuestionForm",
    "Raw",
    "ReplyForm",
    "SenderForm",
    "SpeakerForm",
    "StatusForm",
    "TreeForm",
    "UrgencyForm",
    "WhoForm",
    "answers_of_route",
    "as_initial",
    "shown_answer",
]
