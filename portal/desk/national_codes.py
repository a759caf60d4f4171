"""National codes that the county fills in at the desk, where the portal's files do not know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.national_codes import CodeSet, CodeValue, code_set, code_sets
from portal.desk.contacts.writing import DESK, actor
from portal.desk.models import NationalCode, Worker
from portal.vault import service as vault


@dataclass(frozen=True, slots=True)
class OpenCode:
    """A value whose code the files do not know, with what the county has filled in; `filled` is empty for nothing."""

    code_set: CodeSet
    value: CodeValue
    filled: str

    @property
    def field_name(self) -> str:
        """The value's name in a form: the set's OID and our key."""
        return f"{self.code_set.oid}:{self.value.key}"


def county_codes() -> Mapping[tuple[str, str], str]:
    """The codes that the county has filled in, by (OID, our key). One query."""
    return {(one.oid, one.key): one.code for one in NationalCode.objects.all()}


def open_codes() -> tuple[OpenCode, ...]:
    """Every value whose code the files do not know, set by set. One query."""
    filled = county_codes()
    return tuple(
        OpenCode(one, value, filled.get((one.oid, value.key), ""))
        for one in code_sets().values()
        for value in one.without_code
    )


def fill(codes: Mapping[str, str], worker: Worker) -> int:
    """How many values have another code than before. An empty code takes away what stood.

    `codes` are by OpenCode.field_name; others are left as they are. All are saved or none: raises ValidationError by
    field name for a code that is none, or that another value of its set has. One audit row for each change.
    """
    known = {one.field_name: one for one in open_codes()}
    changed = [(known[name], code) for name, code in codes.items() if name in known and known[name].filled != code]
    with transaction.atomic(using=DESK):
        for one, _code in changed:
            NationalCode.objects.filter(oid=one.code_set.oid, key=one.value.key).delete()
        for one, code in changed:
            if code:
                _save(one, code, worker)
            vault.record(
                actor=actor(worker), action="code.filled", subject=f"code:{one.field_name}", detail={"code": code}
            )
    return len(changed)


def _save(one: OpenCode, code: str, worker: Worker) -> None:
    """Adds the code. Raises ValidationError by field name."""
    if any(value.code == code for value in code_set(one.code_set.oid).values):
        raise ValidationError({one.field_name: _("Another value of this code set has the same code.")})
    row = NationalCode(oid=one.code_set.oid, key=one.value.key, code=code, by=worker)
    try:
        row.full_clean()
    except ValidationError as problem:
        raise ValidationError({one.field_name: problem.messages}) from None
    row.save()
