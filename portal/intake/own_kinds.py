"""The kinds of contact of this room: the pages of each, in their order, and when a page is asked.

National documents: contact 4018, need_notice 4006, child_welfare_notice 4009, prenatal_notice 4019. The short contact,
one question and a consultation have none.

The county's promise of an answer is made for requests for help; no other kind here shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake import forms
from portal.intake.content import ContactContent
from portal.intake.forms import AUTHORITY, HELPER, PERSON, PRIVATE_PERSON, PROFESSIONAL, RELATIVE, Raw
from portal.intake.kinds import HELP_REQUEST, Answers, ContactKind, KindPage, contact_kinds, sender_content
from portal.intake.people import YES
from portal.intake.structured import structured_content

CONTACT: Final = "contact"
NEED_NOTICE: Final = "need_notice"
CHILD_WELFARE_NOTICE: Final = "child_welfare_notice"
PRENATAL_NOTICE: Final = "prenatal_notice"
QUESTION: Final = "question"
CONSULTATION: Final = "consultation"

FIELDS: Final = "intake/fields_page.html"
PERSONS: Final = "intake/persons_page.html"
REPLY: Final = "intake/reply_page.html"
CHECK: Final = "intake/check_page.html"

WHO_PAGE: Final = "1"


def _by(*roles: str) -> Callable[[Mapping[str, Raw]], bool]:
    """A page for these roles alone, as the first page of the kind has asked it."""

    def applies(pages: Mapping[str, Raw]) -> bool:
        return any(one in roles for one in pages.get(WHO_PAGE, {}).get("role", [])[-1:])

    return applies


_CHECK_PAGE: Final = KindPage(
    forms.CheckForm,
    _("Check what you send"),
    _("Nothing has been sent yet. This page is also your own copy: print it or save it now if you want to keep it."),
    CHECK,
)
_SKIP: Final = _("These help us give the matter to the right worker at once. You may skip what is marked optional.")
_WORK_INTRO: Final = _("We cannot check this on the page. The desk sees it as not verified, and may call you at work.")
_OTHERS_INTRO: Final = _(
    "If you choose no way here, we call the number that you gave, if you gave one. Think about who else may answer or read."
)
_PERSONS_INTRO: Final = _(
    "Begin with the one whom this is about. Leave empty what you do not know. You can add up to eight persons."
)


def _content(answers: Answers) -> ContactContent:
    return structured_content(answers)


def _prenatal(answers: Answers) -> ContactContent:
    said = structured_content(answers)
    return replace(said, circumstances=replace(said.circumstances, unborn_child=YES))


def _short(answers: Answers) -> ContactContent:
    return sender_content(answers, own_words=answers.cleaned["own_words"])


def _consultation(answers: Answers) -> ContactContent:
    said = structured_content(answers)
    return replace(said, sender=replace(said.sender, role=PROFESSIONAL))


def _help_request() -> ContactKind:
    intro = _("Only what you would like help with and one way to answer you are needed. Everything else is up to you.")
    page = KindPage(forms.HelpRequestForm, _("Tell us how we can help"), intro)
    return ContactKind(HELP_REQUEST, _("Ask for help"), "help-request", (page,), _short)


def _contact() -> ContactKind:
    own, others, work = _by(PERSON), _by(RELATIVE, HELPER), _by(PROFESSIONAL)
    not_own, not_work = _by(RELATIVE, HELPER, PROFESSIONAL), _by(PERSON, RELATIVE, HELPER)
    about = _("What is it about?")
    pages = (
        KindPage(forms.WhoForm, _("Whose matter is it?"), template=FIELDS),
        KindPage(forms.SpeakerForm, _("You who write"), _("You write for someone else, so we need their consent."), FIELDS, others),
        KindPage(forms.ProfessionalContactForm, _("You who write"), _WORK_INTRO, FIELDS, work),
        KindPage(forms.OwnMatterForm, about, template=FIELDS, applies=own),
        KindPage(forms.OthersMatterForm, about, template=FIELDS, applies=not_own),
        KindPage(forms.CircumstancesForm, _("Things that affect where your matter goes"), _SKIP, FIELDS),
        KindPage(forms.EverydayCriteriaForm, _("What worries you"), _SKIP, FIELDS, not_work),
        KindPage(forms.ProfessionalCriteriaForm, _("Your view of the situation"), _SKIP, FIELDS, work),
        KindPage(forms.ContactPersonsForm, _("Whom is it about?"), _PERSONS_INTRO, PERSONS, not_work),
        KindPage(forms.ProfessionalContactPersonsForm, _("Whom is it about?"), _PERSONS_INTRO, PERSONS, work),
        KindPage(forms.ReplyForm, _("How may we answer you?"), template=REPLY, applies=own),
        KindPage(forms.OthersReplyForm, _("How may we answer you?"), _OTHERS_INTRO, REPLY, not_own),
        _CHECK_PAGE,
    )  # fmt: skip
    name = _("Contact with social services")
    return ContactKind(CONTACT, name, "contact-social-services", pages, _content, is_promised=False)


def _need_notice() -> ContactKind:
    work, private = _by(AUTHORITY, PROFESSIONAL), _by(PRIVATE_PERSON)
    pages = (
        KindPage(forms.NotifierForm, _("Who makes the notice?"), template=FIELDS),
        KindPage(forms.ProfessionalForm, _("You who make the notice"), _WORK_INTRO, FIELDS, work),
        KindPage(forms.PrivateNotifierForm, _("You who make the notice"), template=FIELDS, applies=private),
        KindPage(forms.NoticeMatterForm, _("What is it about?"), template=FIELDS),
        KindPage(forms.CircumstancesForm, _("Things that affect where the matter goes"), _SKIP, FIELDS),
        KindPage(forms.EverydayCriteriaForm, _("What worries you"), _SKIP, FIELDS, private),
        KindPage(forms.ProfessionalCriteriaForm, _("Your view of the situation"), _SKIP, FIELDS, work),
        KindPage(forms.NoticePersonsForm, _("Whom is it about?"), _PERSONS_INTRO, PERSONS, private),
        KindPage(forms.ProfessionalNoticePersonsForm, _("Whom is it about?"), _PERSONS_INTRO, PERSONS, work),
        KindPage(forms.OthersReplyForm, _("How may we answer you?"), _OTHERS_INTRO, REPLY),
        _CHECK_PAGE,
    )
    return ContactKind(
        NEED_NOTICE, _("Notice of the need for social welfare"), "professionals", pages, _content, is_promised=False
    )


def _child_welfare_notice() -> ContactKind:
    work, private = _by(AUTHORITY, PROFESSIONAL), _by(PRIVATE_PERSON)
    pages = (
        KindPage(forms.NotifierForm, _("Who makes the notice?"), template=FIELDS),
        KindPage(forms.ProfessionalForm, _("You who make the notice"), _WORK_INTRO, FIELDS, work),
        KindPage(forms.PrivateNotifierForm, _("You who make the notice"), template=FIELDS, applies=private),
        KindPage(forms.ChildWelfareMatterForm, _("What is it about?"), template=FIELDS),
        KindPage(forms.ChildCircumstancesForm, _("Things that affect where the matter goes"), _SKIP, FIELDS),
        KindPage(forms.MoreForm, _("What else should we know?"), _SKIP, FIELDS),
        KindPage(
            forms.ChildWelfarePersonsForm,
            _("Which children and adults is it about?"),
            _("Begin with the child. Add the other children, the guardians and others whom you know of, up to eight."),
            PERSONS,
        ),
        KindPage(forms.OthersReplyForm, _("How may we answer you?"), _OTHERS_INTRO, REPLY),
        _CHECK_PAGE,
    )
    name = _("Child welfare notice")
    return ContactKind(CHILD_WELFARE_NOTICE, name, "professionals", pages, _content, is_promised=False)


def _prenatal_notice() -> ContactKind:
    pages = (
        KindPage(forms.PublicNotifierForm, _("Who makes the notice?"), template=FIELDS),
        KindPage(forms.ProfessionalForm, _("You who make the notice"), _WORK_INTRO, FIELDS),
        KindPage(forms.PrenatalMatterForm, _("What is it about?"), template=FIELDS),
        KindPage(forms.FamilyCircumstancesForm, _("Things that affect where the matter goes"), _SKIP, FIELDS),
        KindPage(forms.MoreForm, _("What else should we know?"), _SKIP, FIELDS),
        KindPage(forms.PrenatalPersonsForm, _("Who are the expectant parents?"), _PERSONS_INTRO, PERSONS),
        KindPage(forms.OthersReplyForm, _("How may we answer you?"), _OTHERS_INTRO, REPLY),
        _CHECK_PAGE,
    )
    name = _("Prenatal child welfare notice")
    return ContactKind(PRENATAL_NOTICE, name, "professionals", pages, _prenatal, is_promised=False)


def _question() -> ContactKind:
    intro = _("We answer without opening a case for you. If the question needs more, we ask you first.")
    page = KindPage(forms.QuestionForm, _("Ask a question"), intro)
    return ContactKind(QUESTION, _("Question"), "contact-social-services", (page,), _short, is_promised=False)


def _consultation_kind() -> ContactKind:
    about = _(
        "Tell about the situation without saying who it is about. We give general advice and look nobody up. "
        "A consultation does not replace a notice that the law makes you give."
    )
    pages = (
        KindPage(forms.ProfessionalForm, _("You who ask"), _WORK_INTRO, FIELDS),
        KindPage(forms.ConsultationForm, _("Ask about a situation without names"), about, REPLY),
        _CHECK_PAGE,
    )
    name = _("Consultation without identity")
    return ContactKind(CONSULTATION, name, "professionals", pages, _consultation, is_promised=False)


def register_own_kinds() -> None:
    """Registers the kinds of this room; called once when Django starts."""
    makers: tuple[Callable[[], ContactKind], ...] = (
        _help_request,
        _contact,
        _need_notice,
        _child_welfare_notice,
        _prenatal_notice,
        _question,
        _consultation_kind,
    )
    for kind in (make() for make in makers):
        contact_kinds.register(kind.code, kind)
