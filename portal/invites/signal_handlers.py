"""What this room does when Django starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.intake.service import ContactKind, KindPage, contact_kinds
from portal.invites.forms import AskerForm, InviteForm
from portal.invites.service import INVITE, invite_content


def connect() -> None:
    """Registers the invite among the kinds of contact."""
    contact_kinds.register(
        INVITE,
        ContactKind(
            code=INVITE,
            name=_("Invite to a joint mapping"),
            start_page="invite-start",
            pages=(
                KindPage(AskerForm, _("Who asks for the meeting?"), template="invites/asker_page.html"),
                KindPage(
                    InviteForm,
                    _("What is the meeting for?"),
                    _(
                        "The intake team reads this and calls the people together with you. Nobody else gets it from us."
                    ),
                    template="invites/invite_page.html",
                ),
            ),
            build=invite_content,
        ),
    )
