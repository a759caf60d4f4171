"""Where the fields of an entry came from, said to an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.services.cms.registry_words import label_of
from portal.services.kinds import kind_of
from portal.services.models import Choice, EntryFacts, FieldDecision
from portal.services.staging.comparing import has_ended


@dataclass(frozen=True, slots=True)
class Provenance:
    """A field and where it came from, in words."""

    label: str
    said: str


def provenance_of(facts: EntryFacts) -> tuple[Provenance, ...]:
    """Each field on which something was decided, in one query; nothing for an entry that follows none of the registry."""
    staged: Any = getattr(facts, "staged", None)
    if staged is None:
        return ()
    kind = kind_of(facts)
    return tuple(Provenance(label_of(kind, one.field), " ".join(_said(one))) for one in staged.decisions.all())


def _said(one: FieldDecision) -> list[str]:
    day = date_format(timezone.localtime(one.read_at), "j.n.Y")
    if one.choice == Choice.TAKE:
        said = [_("PTV, read on %(day)s.") % {"day": day}]
        if ":" in one.field:
            said.append(_("It was put into a draft."))
        elif not one.in_use:
            said.append(_("It has been changed here since."))
    elif one.choice == Choice.KEEP:
        said = [_("Ours.")]
    else:
        until = date_format(one.until, "j.n.Y") if one.until else ""
        said = [_("Ours until %(day)s: %(reason)s.") % {"day": until, "reason": one.reason.rstrip(".")}]
    if one.drifted:
        said.append(_("The source has changed since."))
    if has_ended(one, timezone.localdate()):
        said.append(_("The day has passed until which ours was to hold. Decide again."))
    return said
