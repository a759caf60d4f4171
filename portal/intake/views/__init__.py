"""Views of the contact: its public start page, its steps, its receipt, the status page."""

from __future__ import annotations

from portal.intake.views.family import ask_code, show_code_try
from portal.intake.views.guide import contact_social_services, guide, professionals
from portal.intake.views.held import show_held
from portal.intake.views.later import begin_later, say_task_done
from portal.intake.views.receipt import show_receipt
from portal.intake.views.routes import route_page
from portal.intake.views.start import begin_contact, help_request
from portal.intake.views.status import ask_status, show_status
from portal.intake.views.steps import call_now, gate, page

__all__ = [
    "ask_code",
    "ask_status",
    "begin_contact",
    "begin_later",
    "call_now",
    "contact_social_services",
    "gate",
    "guide",
    "help_request",
    "page",
    "professionals",
    "route_page",
    "say_task_done",
    "show_code_try",
    "show_held",
    "show_receipt",
    "show_status",
]
