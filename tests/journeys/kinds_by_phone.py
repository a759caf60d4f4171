"""Every kind of contact in every role, as it is answered page by page, and what the desk must see of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, override

from portal.core.national_codes import REPORTER, code_set
from portal.core.needs import SUPPORT_NEEDS
from tests.journeys.pages import INVITES
from tests.journeys.phone import Answer, Choose, Pages, Phone, Pick, Tick, Write

PROMISED: Final = "We have promised to answer you by %(day)s at the latest."
ADULT: Final = (
    "It begins by %(day)s at the latest when the person is 75 or older, gets care allowance at the highest rate, "
    "or is a child who needs special support."
)
CHILD: Final = "In a child welfare matter it begins by %(day)s at the latest."

AS_CHOSEN: Final = (
    "When we answer you or ask you something, we use the way that you chose. "
    "We do not use a way that you said is not safe."
)
AS_PROMISED: Final = "We answer you in the way that you chose. We do not use a way that you said is not safe."
BY_NUMBER: Final = "When we answer you or ask you something, we call the number that you gave."
BY_NONE: Final = (
    "You gave us no way that we may use to reach you. We do not call or write to you. "
    "If we have something to ask, we can only write it on the page of your matter."
)

AT_DESK: Final = {
    "help_request": "Request for help",
    "invite": "Collaboration invite",
    "contact": "Contact with consent",
    "need_notice": "Notice of a need for social services",
    "child_welfare_notice": "Child welfare notice",
    "prenatal_notice": "Child welfare notice before birth",
    "question": "One question",
    "consultation": "Consultation without identity",
}

WRITER: Final = "Åsa O'Brien <i>”Öö”</i> 🌧️"
OTHER: Final = ("Ääri-Onni & <b>Åke</b>", "Esimerkki-D'Ör 🌱")
"""First names and family name of whom it is about."""
NUMBER: Final = "079 123 4567"
TEACHING: Final = next(one.name for one in code_set(REPORTER).values if one.code == "15")
EVERYDAY_LIFE: Final = SUPPORT_NEEDS["1"]


@dataclass(frozen=True, slots=True)
class ByPhone:
    """One kind in one role: the way to its form, its answers around the own words, and what comes of it.

    `words_under` is the label of the own words on the page with the heading `words_on`. `named` are texts that the desk
    must show besides. `due` is the sentence with the day on the receipt that the desk must have too; empty for none.
    `told` is what the receipt says of how the sender is reached.
    """

    name: str
    kind: str
    reach: Callable[[Phone], None]
    words_on: str
    words_under: str
    around: Pages
    named: Sequence[str] = ()
    due: str = ""
    told: str = AS_CHOSEN

    @property
    def called(self) -> str:
        """The kind's name at a desk that works in Finnish."""
        with override("fi"):
            return gettext(AT_DESK[self.kind])

    def pages(self, words: str) -> Pages:
        """The answers with these own words."""
        here: Sequence[Answer] = (Write(self.words_under, words), *self.around.get(self.words_on, ()))
        return {GATE: (CALM,), **self.around, self.words_on: here}


GATE: Final = "Do you need help right now?"
CALM: Final = Choose(GATE, "No, this is not urgent")
REPLY: Final = "How may we answer you?"


def by_call(question: str = REPLY) -> tuple[Answer, ...]:
    """A phone call, chosen among the ways under that question."""
    return (
        Choose(question, "By phone call"),
        Write("Phone number for calls", NUMBER),
        Choose("Is it safe to call you?", "Yes, it is safe"),
        Write("What may we say if someone else answers?", "Sano: ”Åsan tuttu” <soitan>"),
    )


WORK: Final[tuple[Answer, ...]] = (
    Write("Your first name and family name", WRITER),
    Write("Your title", "Rehtori"),
    Write("Your workplace and unit", "Koivurannan koulu"),
    Write("Your telephone number at work", NUMBER),
    Pick("In which field do you work?", TEACHING),
)
ABOUT: Final = "What is it about?"
SITUATION: Final = "Things that affect where the matter goes"
OWN_SITUATION: Final = "Things that affect where your matter goes"
NO_CHILDREN: Final = Choose("Are there children under 18 in the family?", "No")
AGED: Final = Choose("Is the one who needs help 75 years old or older?", "Yes")
PERSON: Final[tuple[Answer, ...]] = (Write("First names", OTHER[0]), Write("Family name", OTHER[1]))
CONSENT: Final[tuple[Answer, ...]] = (
    Choose(
        "Has the person agreed that you send this contact to social services?",
        "Yes. I have told what I write and to whom, and the person has agreed.",
    ),
    Write("Who has agreed?", "Hän itse & ”äiti”"),
)
NEED: Final = Choose("What is support needed for?", "Managing everyday life")
NEED_AT_WORK: Final = Choose("What is support needed for?", EVERYDAY_LIFE)
WHOM: Final = "Whom is it about?"
MUST_NOT_KNOW: Final = Write(
    "Is there someone who must not see this or hear about it?", "Naapurin ”Pena”\n& <hänen> veljensä"
)
HELP: Final = "What would you like help with?"
OTHERS_HELP: Final = "What is the situation, and what would help?"
NOTICE: Final = "What is the situation, and what worries you?"
CHILD_WORRY: Final = "What worries you about the child?"


def from_start(phone: Phone) -> None:
    """Pyydä apua from the front page."""
    phone.ask_for_help()
    phone.touch_button("Start")


def from_contact_page(button: str) -> Callable[[Phone], None]:
    """A button of the page about contacts."""

    def reach(phone: Phone) -> None:
        phone.contact_social_services()
        phone.touch_button(button)

    return reach


def from_questions(answers: str) -> Callable[[Phone], None]:
    """The button that the questions for professionals lead to."""

    def reach(phone: Phone) -> None:
        phone.find_the_right_way(answers)
        phone.touch_button("Start")

    return reach


def from_invite_page(phone: Phone) -> None:
    """The page about joint mappings."""
    phone.go(INVITES[phone.language])
    phone.touch_button("Start")


def _contact(
    name: str, who: str, around: Pages, *, about: str, reach: Callable[[Phone], None], told: str = BY_NUMBER
) -> ByPhone:
    """A contact by somebody in this role."""
    asked = {"Whose matter is it?": (Choose("Whose matter is it?", who),), **around}
    return ByPhone(name, "contact", reach, ABOUT, about, asked, OTHER, ADULT, told)


CONTACTS: Final = (
    _contact(
        "contact-person",
        "My own, or my family's",
        {OWN_SITUATION: (NO_CHILDREN, AGED), "What worries you": (MUST_NOT_KNOW,), WHOM: (*PERSON, NEED), REPLY: by_call("Choose the ways")},
        about=HELP,
        told=AS_CHOSEN,
        reach=from_contact_page("Start"),
    ),
    _contact(
        "contact-relative",
        "Someone's who is close to me",
        {
            "You who write": (
                Write("Your first name and family name", WRITER),
                Write("Your telephone number", NUMBER),
                Choose("Who are you to the person?", "A close person who lives somewhere else"),
                *CONSENT,
            ),
            OWN_SITUATION: (NO_CHILDREN, AGED),
            WHOM: (*PERSON, NEED),
        },
        about=OTHERS_HELP,
        reach=from_contact_page("Start"),
    ),
    _contact(
        "contact-professional",
        "A client's or a family's with whom I work",
        {
            "You who write": (
                *WORK,
                *CONSENT,
                Choose("Do you make this contact together with the child or a parent instead of a child welfare notice?", "No"),
            ),
            OWN_SITUATION: (NO_CHILDREN, AGED),
            WHOM: (*PERSON, NEED_AT_WORK),
        },
        about=OTHERS_HELP,
        reach=from_questions("no work adult yes"),
    ),
)  # fmt: skip

MAKER: Final = "Who makes the notice?"
PRIVATE: Final = Choose(MAKER, "A private person")
PUBLIC: Final = Choose(MAKER, "An authority, or someone in a public task")
YOU: Final = "You who make the notice"
NO_NAME: Final = (
    Choose("Do you give your name?", "No, I stay anonymous"),
    Choose("Who are you to the person?", "Another private person"),
)
TOLD: Final = (
    Choose("Has the child been told about this notice?", "No"),
    Choose("Has at least one guardian been told about this notice?", "Yes"),
)
FAMILY: Final = "Which children and adults is it about?"

NOTICES: Final = (
    ByPhone(
        "need-anonymous", "need_notice", from_questions("no private adult"), ABOUT, NOTICE,
        {MAKER: (PRIVATE,), YOU: NO_NAME, SITUATION: (NO_CHILDREN, AGED), WHOM: (*PERSON, NEED)},
        OTHER, ADULT, BY_NONE,
    ),
    ByPhone(
        "need-authority", "need_notice", from_questions("no work adult no no yes"), ABOUT, NOTICE,
        {MAKER: (PUBLIC,), YOU: WORK, SITUATION: (NO_CHILDREN, AGED), WHOM: (*PERSON, NEED_AT_WORK)},
        (WRITER, *OTHER), ADULT, BY_NUMBER,
    ),
    ByPhone(
        "child-anonymous", "child_welfare_notice", from_questions("no private child other"), ABOUT, CHILD_WORRY,
        {MAKER: (PRIVATE,), YOU: NO_NAME, ABOUT: TOLD, FAMILY: PERSON},
        OTHER, CHILD, BY_NONE,
    ),
    ByPhone(
        "child-authority", "child_welfare_notice", from_questions("no work child yes no no"), ABOUT, CHILD_WORRY,
        {MAKER: (PUBLIC,), YOU: WORK, ABOUT: TOLD, FAMILY: PERSON},
        (WRITER, *OTHER), CHILD, BY_NUMBER,
    ),
    ByPhone(
        "prenatal", "prenatal_notice", from_questions("no work unborn yes"), ABOUT,
        "Why will the child need support right after birth?",
        {
            MAKER: (Choose(MAKER, "A professional in other work"),),
            YOU: WORK,
            ABOUT: (
                Write("When is the child expected to be born?", "”Maaliskuussa” <15.3.>"),
                Choose("Has the expectant mother been told about this notice?", "Yes"),
                Choose("Has the other expectant parent been told about this notice?", "I do not know, or I do not want to say"),
            ),
            SITUATION: (NO_CHILDREN,),
            "Who are the expectant parents?": (*PERSON, NEED_AT_WORK),
        },
        (WRITER, *OTHER, "”Maaliskuussa” <15.3.>"), told=BY_NUMBER,
    ),
)  # fmt: skip

OTHERS: Final = (
    ByPhone(
        "help", "help_request", from_start, "Tell us how we can help", HELP,
        {"Tell us how we can help": (Write("Your name or nickname", WRITER), *by_call())}, (WRITER,), PROMISED, AS_PROMISED,
    ),
    ByPhone(
        "question", "question", from_contact_page("Ask a question"), "Ask a question", "What would you like to ask?",
        {"Ask a question": (Tick("I will read the answer on this site"),)},
    ),
    ByPhone(
        "consultation", "consultation", from_questions("no work nobody"), "Ask about a situation without names",
        "What is the situation, and what would you like to talk over?",
        {
            "You who ask": WORK,
            "Ask about a situation without names": (Tick("I have written nothing that tells who the client is"),),
        },
        (WRITER, "Koivurannan koulu"), told=BY_NUMBER,
    ),
    ByPhone(
        "invite", "invite", from_invite_page, "What is the meeting for?", "What does the family hope for?",
        {
            "Who asks for the meeting?": (Choose("Who are you?", "I am a parent or another guardian"),),
            "What is the meeting for?": (
                Write("Why should people meet now?", "”Koulu” & <koti>"),
                Choose("What should we look at together?", "Housing"),
                Write("Your name or nickname", WRITER),
                *by_call(),
            ),
        },
        (WRITER, "”Koulu” & <koti>"), PROMISED, AS_PROMISED,
    ),
)  # fmt: skip

EVERY_KIND: Final = (*OTHERS, *CONTACTS, *NOTICES)
