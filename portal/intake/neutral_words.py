"""The words that a machine may use outside the sealed box: none names a person, a topic or who writes."""

from __future__ import annotations

from django.utils.translation import gettext

from portal.intake.safe_contact import Purpose, Wording


def neutral_text(wording: Wording, *, purpose: Purpose = Purpose.MESSAGE_WAITS, reference: str = "") -> str:
    """The text for a wording, in the active language. The reference stands in a duty mail alone.

    Of the purposes the acknowledgement alone has words of its own; to whom somebody wrote is not said there either.

    Raises ValueError for a wording whose words are a person's own.
    """
    if wording is Wording.NEUTRAL and purpose is Purpose.ACKNOWLEDGEMENT:
        return gettext("The message that you sent has arrived. You know where to read more.")
    if wording is Wording.NEUTRAL:
        return gettext("You have a new message. You know where to read it.")
    if wording is Wording.DUTY:
        return gettext("A contact is waiting at the desk. Reference: %(reference)s") % {"reference": reference}
    raise ValueError(f"{wording.value!r} has no text of its own.")
