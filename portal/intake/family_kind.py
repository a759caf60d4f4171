"""A family's confirmation of a professional's text: two pages that are written like those of any contact.

No page begins it: it is begun with the code of a held text alone, and its letter is of the kind that the professional
chose.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.intake.content import ContactContent
from portal.intake.forms import FamilyForm, FamilyReplyForm
from portal.intake.kinds import Answers, ContactKind, KindPage, sender_content


def _family_content(answers: Answers) -> ContactContent:
    """What the family itself said, and nothing of the professional's."""
    return sender_content(answers, own_words=answers.cleaned["family_words"])


FAMILY_KIND: Final = ContactKind(
    code="family_confirmation",
    name=_("Confirming a text"),
    start_page="contact-social-services",
    pages=(
        KindPage(
            FamilyForm,
            _("Read what a professional wants to send"),
            _("Nothing has been sent yet. You decide whether this text is sent to social services."),
            template="intake/family_page.html",
        ),
        KindPage(
            FamilyReplyForm,
            _("How may we reach you?"),
            _(
                "You may leave this open. Then we know no way of reaching you from you yourself, and may ask the "
                "professional who wrote the text."
            ),
            template="intake/family_reply_page.html",
        ),
    ),
    build=_family_content,
    has_urgency_gate=False,
    is_promised=False,
)
