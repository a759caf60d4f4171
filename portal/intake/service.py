"""The one door of the intake room: what other rooms may use of it.

For rooms above in the portal: `start_contact`, documents, drafts, `contact_kinds` with the forms to build a kind from.
For the desk and its courier: the letter box's models, what a letter's seal is bound to, the schema, the deadlines and
their words, suggested routes, and whether a message may leave.
"""

from __future__ import annotations

from portal.intake.content import (
    SCHEMA_FILE,
    SCHEMA_VERSION,
    ContactContent,
    ContentError,
    Promise,
    Way,
    sealed_content,
    validate,
)
from portal.intake.deadline_words import due_words, reasons, source_words, step_words, what_words, whose_words
from portal.intake.documents import Document, DocumentError, Item, Section
from portal.intake.drafts import (
    DraftContent,
    NewDraft,
    draft_ids,
    erase,
    expire_draft_cookie,
    read,
    set_draft_cookie,
    start,
    sweep,
    write,
)
from portal.intake.flow import start_contact
from portal.intake.forms import ContactForm, SenderForm
from portal.intake.kinds import HELP_REQUEST, Answers, ContactKind, KindPage, contact_kinds, sender_content
from portal.intake.later import EMPTY_BOX, TASK_DONE, TASK_SCHEMA
from portal.intake.letter_box import LetterColumns, letter_aad, letter_context
from portal.intake.models import READABLE_OF_A_LETTER, WHOLE_TEXTS, BoxItem, Draft, Letter, Relation, Urgency
from portal.intake.neutral_words import neutral_text
from portal.intake.people import MOST_PERSONS, Circumstances, Consent, Criteria, Home, Person, Sender, Told
from portal.intake.promises import (
    SERVICE_PROMISE,
    alarms_now,
    lawful_dates,
    promised_date,
    promised_reply,
    service_date,
)
from portal.intake.reaching import may_be_sent
from portal.intake.receipts import reference_of
from portal.intake.rule_files import DeadlineRules, deadline_rules, suggested_routes, triage_rules
from portal.intake.service_promises import AskedService, ServicePage, service_pages

__all__ = [
    "EMPTY_BOX",
    "HELP_REQUEST",
    "MOST_PERSONS",
    "READABLE_OF_A_LETTER",
    "SCHEMA_FILE",
    "SCHEMA_VERSION",
    "SERVICE_PROMISE",
    "TASK_DONE",
    "TASK_SCHEMA",
    "WHOLE_TEXTS",
    "Answers",
    "AskedService",
    "BoxItem",
    "Circumstances",
    "Consent",
    "ContactContent",
    "ContactForm",
    "ContactKind",
    "ContentError",
    "Criteria",
    "DeadlineRules",
    "Document",
    "DocumentError",
    "Draft",
    "DraftContent",
    "Home",
    "Item",
    "KindPage",
    "Letter",
    "LetterColumns",
    "NewDraft",
    "Person",
    "Promise",
    "Relation",
    "Section",
    "Sender",
    "SenderForm",
    "ServicePage",
    "Told",
    "Urgency",
    "Way",
    "alarms_now",
    "contact_kinds",
    "deadline_rules",
    "draft_ids",
    "due_words",
    "erase",
    "expire_draft_cookie",
    "lawful_dates",
    "letter_aad",
    "letter_context",
    "may_be_sent",
    "neutral_text",
    "promised_date",
    "promised_reply",
    "read",
    "reasons",
    "reference_of",
    "sealed_content",
    "sender_content",
    "service_date",
    "service_pages",
    "set_draft_cookie",
    "source_words",
    "start",
    "start_contact",
    "step_words",
    "suggested_routes",
    "sweep",
    "triage_rules",
    "validate",
    "what_words",
    "whose_words",
    "write",
]
