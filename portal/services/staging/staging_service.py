"""Doing what an editor decided of an entry of the registry: facts at once, words as drafts, never anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.services.cms.variants import start_variant, words_of
from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind
from portal.services.models import (
    Choice,
    EntryFacts,
    EntryWords,
    FieldDecision,
    StagedEntry,
    StagedKind,
    StagedState,
)
from portal.services.models.entry_words import rows_of
from portal.services.ptv import AnyRecord, ChannelRecord
from portal.services.staging import ours, ways
from portal.services.staging.comparing import record_of
from portal.services.staging.fields import proposed

KIND_OF: Final[Mapping[str, Kind]] = {
    StagedKind.SERVICE: SERVICES,
    StagedKind.CHANNEL: CHANNELS,
    StagedKind.PLACE: PLACES,
    StagedKind.ORGANISATION: PARTNERS,
}
KEY_LENGTH: Final = 70


@dataclass(frozen=True, slots=True)
class Wish:
    """What is decided of one field."""

    choice: Choice
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """That the catalogue shall have a new entry: the team that checked it, a partner's role, a place's municipality."""

    team: str
    role: str = ""
    municipality: str = ""


def acknowledge(entry: StagedEntry, user: Any) -> None:
    """Notes that an editor has seen the entry and that nothing is to be done until it changes again."""
    StagedEntry.objects.filter(pk=entry.pk).update(state=StagedState.ACKNOWLEDGED)
    log(instance=entry, action="services.registry.acknowledge", user=user)


@transaction.atomic
def decide(
    entry: StagedEntry, wishes: Mapping[str, Wish], *, user: Any, into: EntryFacts | NewEntry | None = None
) -> EntryFacts:
    """Does what was decided and gives the facts. `into`: what an entry without a tie becomes, an entry of ours or a new one.

    Facts that are taken are public at once; words become drafts. Raises ValidationError with sentences where what the
    source says cannot stand in the catalogue, or where the source has changed since the editor looked; nothing is done then.
    """
    held = StagedEntry.objects.select_for_update().get(pk=entry.pk)
    if held.version != entry.version or held.gone_at != entry.gone_at:
        raise ValidationError(_("The source has changed in between. Look at it again."))
    record = record_of(held)
    values = proposed(record)
    taken = {field: values[field] for field, wish in wishes.items() if wish.choice is Choice.TAKE and field in values}
    facts = _facts_of(held, record, into)
    _take_facts(facts, {field: value for field, value in taken.items() if ":" not in field}, user)
    _take_words(facts, {field: value for field, value in taken.items() if ":" in field}, user)
    is_new_here = held.facts is None
    setattr(held, held.tie, facts)
    _note(held, wishes, values, user)
    decided = set(held.decisions.values_list("field", flat=True))
    if values.keys() <= decided and not held.gone_at:
        held.state = StagedState.UNCHANGED
    held.save(update_fields=["state", held.tie])
    if is_new_here:
        ways.ask_again(held.source_id)
    log(instance=held, action="services.registry.decide", user=user, data={"fields": sorted(wishes)})
    return facts


def _facts_of(entry: StagedEntry, record: AnyRecord, into: EntryFacts | NewEntry | None) -> EntryFacts:
    if (known := entry.facts) is not None:
        return known
    model: Any = KIND_OF[entry.kind].facts
    if isinstance(into, NewEntry):
        own: dict[str, str] = {"kind": record.kind.value} if isinstance(record, ChannelRecord) else {}
        own |= {"role": into.role} if entry.kind == StagedKind.ORGANISATION else {}
        own |= {"municipality": into.municipality} if entry.kind == StagedKind.PLACE else {}
        key, today = _free_key(model, entry), timezone.localdate()
        facts: EntryFacts = model(key=key, verified_on=today, verified_by=into.team, **own)
        return facts
    if not isinstance(into, model):
        raise ValidationError(_("Say which entry of the catalogue it is, or begin a new one."))
    if rows_of(StagedEntry).filter(**{entry.tie: into}).exists():
        raise ValidationError(_("That entry follows another entry of the registry."))
    found: EntryFacts = into
    return found


def _free_key(model: Any, entry: StagedEntry) -> str:
    wanted = slugify(entry.name)[:KEY_LENGTH].strip("-") or "ptv"
    taken = set(model.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    return next(
        one for one in [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))] if one not in taken
    )


def _take_facts(facts: EntryFacts, taken: Mapping[str, Any], user: Any) -> None:
    is_new = facts.pk is None
    changed = {
        field: value
        for field, value in taken.items()
        if is_new or not ours.is_same(field, ours.of_facts(facts, field), value)
    }
    if not changed and not is_new:
        return
    for field, value in changed.items():
        ours.put(facts, field, value)
    facts.full_clean()
    facts.save()
    revision = facts.save_revision(user=user, changed=True)
    log(
        instance=facts,
        action="wagtail.create" if is_new else "wagtail.edit",
        user=user,
        revision=revision,
        content_changed=True,
    )


def _take_words(facts: EntryFacts, taken: Mapping[str, Any], user: Any) -> None:
    for language in dict.fromkeys(field.partition(":")[0] for field in taken):
        said = {name.partition(":")[2]: value for name, value in taken.items() if name.startswith(f"{language}:")}
        row: EntryWords | None = words_of(facts).filter(locale__language_code=language).first()
        if row is None:
            row = start_variant(facts, language, source=None, user=user)
        _draft(row, said, user)


def _draft(row: EntryWords, said: Mapping[str, Any], user: Any) -> None:
    newest = row.get_latest_revision_as_object()
    changed = {
        name: value for name, value in said.items() if not ours.is_same(f":{name}", getattr(newest, name), value)
    }
    if not changed:
        return
    if row.locked and row.locked_by_id != getattr(user, "pk", None):
        raise ValidationError(_("Somebody has locked the words of this entry: %(name)s"), params={"name": row.name})
    for name, value in changed.items():
        setattr(newest, name, value)
    revision = newest.save_revision(user=user, clean=False)
    if not row.live and "name" in changed:
        # The listings show the row's own name; nothing of a row that is not live is public.
        rows_of(type(row)).filter(pk=row.pk).update(name=changed["name"])
    log(instance=row, action="wagtail.edit", user=user, revision=revision, content_changed=True)


def _note(entry: StagedEntry, wishes: Mapping[str, Wish], values: Mapping[str, Any], user: Any) -> None:
    for field, wish in wishes.items():
        if wish.choice is Choice.TAKE and field not in values:
            raise ValidationError(_("The source says nothing of a field that was to be taken from it."))
        decision = FieldDecision.objects.filter(entry=entry, field=field).first() or FieldDecision(
            entry=entry, field=field
        )
        decision.choice, decision.reason, decision.until = wish.choice, wish.reason, wish.until
        decision.source_value, decision.drifted = values.get(field), False
        decision.in_use = wish.choice is Choice.TAKE and ":" not in field and _holds(entry, field, values[field])
        decision.read_at, decision.decided_at, decision.decided_by = entry.read_at, timezone.now(), user
        decision.full_clean(exclude=["source_value", "entry"])
        decision.save()


def _holds(entry: StagedEntry, field: str, taken: Any) -> bool:
    """Whether something of a taken fact stands in the catalogue: of the ways there may be none that it has."""
    facts = entry.facts
    return field != ways.WAYS or (facts is not None and ours.still_says(facts, field, taken))


def keep_true(facts: EntryFacts) -> None:
    """Notes for each fact that was taken from the registry whether the facts still say it."""
    tie = next(kind for kind, one in KIND_OF.items() if isinstance(facts, one.facts))
    tie = "partner" if tie == StagedKind.ORGANISATION else tie
    taken = FieldDecision.objects.filter(choice=Choice.TAKE, **{f"entry__{tie}": facts.pk}).exclude(field__contains=":")
    for one in taken:
        in_use = ours.still_says(facts, one.field, one.source_value)
        if in_use != one.in_use:
            FieldDecision.objects.filter(pk=one.pk).update(in_use=in_use)


__all__ = ["NewEntry", "Wish", "acknowledge", "decide", "keep_true"]
