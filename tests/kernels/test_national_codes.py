"""National code sets: every file is whole, no code stands twice, and nothing without a source has a code."""

from __future__ import annotations

import pytest

from portal.core.national_codes import (
    CHILD_WELFARE_REASON,
    CHILDS_HOUSING,
    NEED,
    REPORTER,
    SERVICE_TASK,
    URGENCY_ASSESSMENT,
    CodeSet,
    code_set,
    code_sets,
)
from portal.core.needs import SUPPORT_NEEDS

SETS = tuple(code_sets().values())


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.oid)
def test_a_code_set_names_every_value_and_uses_each_key_and_code_once(one: CodeSet) -> None:
    keys = [value.key for value in one.values]
    codes = [value.code for value in one.values if value.code]
    assert len(set(keys)) == len(keys) > 0
    assert len(set(codes)) == len(codes)
    assert all(value.name.by_code["fi"] for value in one.values)
    assert one.version
    assert one.name.by_code["fi"]


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.oid)
def test_a_complete_set_has_all_codes_and_a_name_of_ours_never_has_one(one: CodeSet) -> None:
    if one.is_complete:
        assert one.without_code == ()
    assert [value.key for value in one.values if value.code and value.named_by_us] == []


def test_the_sets_of_the_contact_documents_are_complete_in_both_languages() -> None:
    for oid, count in ((REPORTER, 22), (CHILD_WELFARE_REASON, 29), (NEED, 12)):
        assert len(code_set(oid).values) == count
        assert all(value.name.by_code["sv"] for value in code_set(oid).values)


@pytest.mark.parametrize(
    ("oid", "known"), [(CHILDS_HOUSING, {"3"}), (SERVICE_TASK, {"10", "20"}), (URGENCY_ASSESSMENT, {"3"})]
)
def test_nobody_has_invented_a_code(oid: str, known: set[str]) -> None:
    assert {value.code for value in code_set(oid).values if value.code} == known


def test_the_support_needs_of_the_portal_are_the_national_ones() -> None:
    assert list(SUPPORT_NEEDS) == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "99"]
    assert SUPPORT_NEEDS["2"].get("sv") == "Stödbehov för boende"
    assert SUPPORT_NEEDS["2"].get("fi-simple") == "Asumiseen liittyvä tuen tarve"


def test_a_key_that_a_set_does_not_have_is_nobodys_value() -> None:
    assert code_set(NEED).value("12") is None
    with pytest.raises(KeyError):
        code_set("1.2.246.537.6.1")
