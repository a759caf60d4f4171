"""Hints of duplicates: found by keyed fingerprints, only for who may open both, and never across the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from portal.desk import fingerprints
from portal.desk.contacts import hints, join
from portal.desk.models import Contact, Fingerprint, FingerprintedContact, Worker
from portal.desk.reading import OpenedLetter, opened
from portal.desk.sides import Line, Side, Sign, line_between, side_of
from portal.intake.content import Way
from portal.intake.people import Circumstances, Person, Sender
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender as FormSender
from tests.desk.builders import carry, contact, drop, signed_in, team, worker
from tests.desk.handling_builders import page, said, structured

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

CHILD = Person(role="child", family_name="Esimerkki", first_names="Onni", personal_id="010115A900X")
PHONE = (Way("call", "040 123 4567", "safe"),)
LONG = "Tarvitsemme apua arkeen, koska emme jaksa enää yksin näin monen asian kanssa."


def by(name: str = "Aino Esimerkki", phone: str = "040 123 4567", **given: Any) -> Contact:
    """A contact that a parent sends, with one way to be reached."""
    given.setdefault("sender", Sender(role="person", name=name))
    return structured(name=name, ways=(Way("call", phone, "safe"),), **given)


def by_teacher(**given: Any) -> Contact:
    given.setdefault("persons", (CHILD,))
    return structured(
        "child_welfare_notice", sender=Sender(role="professional", name="Ope", phone="09 555 0100"), **given
    )


def named(found: Contact, someone: Worker | None = None) -> set[str]:
    return {one.contact.reference for one in hints(found.pk, someone or worker())}


def keep_up() -> int:
    return fingerprints.keep_up(go_on=lambda: True)


def test_the_same_person_who_writes_twice_is_named_and_the_page_says_by_what() -> None:
    first, second, other = by(phone="+358 40 1234567"), by(), by("Kaisa Toinen", "050 765 4321")
    someone = worker()
    assert named(first, someone) == {second.reference}
    assert named(second, someone) == {first.reference}
    shown = page(signed_in(someone), first)
    assert second.reference in shown
    assert "sama puhelinnumero" in shown
    assert other.reference not in shown
    row = AuditEntry.objects.filter(action="contact.read").latest("pk")
    assert row.subject == f"contact:{first.pk}"
    assert str(second.pk) in row.detail


def test_two_professionals_about_one_child_are_named_to_each_others_reader() -> None:
    first = by_teacher()
    second = structured(
        "child_welfare_notice",
        sender=Sender(role="authority", name="Poliisi"),
        persons=(replace(CHILD, first_names="O."),),
    )
    (hint,) = hints(first.pk, worker())
    assert hint.contact == second
    assert hint.signs == (Sign.PERSONAL_ID,)


def test_a_professionals_own_number_is_no_sign() -> None:
    first = by_teacher()
    by_teacher(persons=(replace(CHILD, personal_id="020216A901Y", first_names="Eeli"),))
    assert named(first) == set()


def test_only_open_contacts_that_open_without_a_reason_are_named() -> None:
    ours, theirs = team("ours"), team("theirs")
    first, closed, elsewhere = by(), by(), by()
    Contact.objects.filter(pk__in=[first.pk, closed.pk]).update(team=ours)
    Contact.objects.filter(pk=elsewhere.pk).update(team=theirs)
    someone = worker(teams=[ours])
    assert named(first, someone) == {closed.reference}
    Contact.objects.filter(pk=closed.pk).update(status="closed", assignee=someone)
    assert named(first, someone) == set()
    assert named(first, worker(role="auditor")) == set()


SECRETS: list[dict[str, Any]] = [
    {"must_not_know": "Lapsen isä ei saa tietää."},
    {"sender": Sender(role="private_person", name="Aino Esimerkki", identity_is_secret=True)},
    {"sender": Sender(role="private_person", is_anonymous=True)},
    {"persons": (replace(CHILD, address_is_secret="yes"),)},
    {"circumstances": Circumstances(custody_conflict="yes")},
    {"circumstances": Circumstances(violence_to_child="yes")},
]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_contact_with_a_secret_is_named_nowhere_names_nothing_and_has_no_fingerprint(secret: dict[str, Any]) -> None:
    plain = by(persons=(CHILD,))
    guarded = by(**{"persons": (CHILD,), **secret})
    assert named(plain) == named(guarded) == set()
    assert not guarded.fingerprints.exists()
    assert plain.fingerprints.exists()


def test_one_parents_contact_is_never_named_to_the_others_reader_even_with_one_phone_for_both() -> None:
    mother, father = by(persons=(CHILD,)), by("Mikko Esimerkki", persons=(CHILD,))
    nameless = by("", persons=(CHILD,))
    assert named(mother) == named(father) == named(nameless) == set()
    notice = by_teacher(persons=(CHILD, Person(role="parent", first_names="Mikko", family_name="Esimerkki")))
    assert notice.reference not in named(mother)
    assert named(notice) == set()


def test_a_secret_in_a_later_text_takes_the_hints_away_at_once() -> None:
    first, sender = by(), FormSender.new()
    content = said(name="Aino Esimerkki", ways=PHONE)
    second = contact(sender, content=content, kind="contact")
    assert named(first) == {second.reference}
    later = said(name="Aino Esimerkki", ways=PHONE, must_not_know="Puolisoni")
    drop(sender, content=later, kind="contact", relation="amendment", arrival=timezone.now() + timedelta(seconds=1))
    carry()
    assert named(first) == set()
    keep_up()
    assert not second.fingerprints.exists()
    assert FingerprintedContact.objects.filter(contact=second).exists()


def test_the_table_tells_nothing_and_follows_a_rotation(tmp_path: Path, settings: Settings) -> None:
    call_command("make_keys", directory=tmp_path / "keys", stdout=StringIO())
    settings.PRIVATE_KEY_FILE, settings.PUBLIC_KEYS_FILE = tmp_path / "keys/desk.json", tmp_path / "keys/public.json"
    first, second = by(), by()
    old = {bytes(one) for one in Fingerprint.objects.values_list("mark", flat=True)}
    assert all(len(one) == 16 and b"401234567" not in one for one in old)
    assert keep_up() == 0, "nothing has changed"
    call_command("rotate_keys", stdout=StringIO())
    assert keep_up() == 2
    assert AuditEntry.objects.filter(action="contact.fingerprinted", actor="machine:courier").count() == 2
    new = {bytes(one) for one in Fingerprint.objects.values_list("mark", flat=True)}
    assert len(new) == len(old)
    assert not new & old
    assert named(first) == {second.reference}


def test_closed_contacts_lose_their_fingerprints_and_open_ones_that_have_none_get_them() -> None:
    first, second = by(), by()
    Contact.objects.filter(pk=second.pk).update(status="closed", assignee=worker())
    keep_up()
    assert not second.fingerprints.exists()
    Contact.objects.filter(pk=second.pk).update(status="being_handled")
    assert keep_up() == 1
    assert named(first) == {second.reference}


def test_a_resent_form_is_one_contact_and_no_duplicate() -> None:
    sender = FormSender.new()
    found = contact(sender)
    drop(sender, amends=True, words="Sama asia, tarkemmin.")
    carry()
    keep_up()
    assert Contact.objects.count() == 1
    assert named(found) == set()


def test_what_was_joined_is_named_as_a_part_of_the_contact_that_was_kept() -> None:
    first, second, third = by(), by(), by()
    someone = worker()
    join(first.pk, second.pk, someone, "", entry_id=uuid4())
    assert named(first, someone) == {third.reference}
    assert named(third, someone) == {first.reference}


def test_many_alike_name_five_at_most_and_short_texts_are_no_sign() -> None:
    for _ in range(8):
        contact(words=LONG)
    found = contact(words=LONG)
    assert len(hints(found.pk, worker())) == 5
    short = structured(name="X", ways=(), sender=Sender(role="person"))
    assert named(short) == set()


# --- The line itself, by property ---

NAMES = st.sampled_from(
    ["", "Aino Esimerkki", "esimerkki AINO", "Mikko Esimerkki", "Ope Opettaja", "A\N{COMBINING RING ABOVE}sa"]
)
PHONES = st.sampled_from(["", "040 123 4567", "+358401234567", "050 000 1111", "123", "ei ole"])
IDS = st.sampled_from(["", "010115A900X", "020280-901B", "010180-902C", "roskaa"])
ANSWERS = st.sampled_from(["yes", "no", "unknown", "not_asked"])
PEOPLE = st.builds(
    Person,
    role=st.sampled_from(["person", "child", "unborn_child", "parent", "guardian", "other"]),
    first_names=NAMES,
    personal_id=IDS,
    born_on=st.sampled_from(["", "2015-01-01", "1980-02-02", "2020-13-45"]),
    phone=PHONES,
    address_is_secret=ANSWERS,
)
SENDERS = st.builds(
    Sender,
    role=st.sampled_from(
        ["person", "relative", "helper", "professional", "authority", "private_person", "staff", "not_asked"]
    ),
    name=NAMES,
    phone=PHONES,
    is_anonymous=st.booleans(),
    identity_is_secret=st.booleans(),
)
AT_WORK = ("professional", "authority")
PLAIN = opened(said())
TEXTS = st.builds(
    lambda sender, persons, name, phone, secret, conflict: replace(
        PLAIN,
        sender=sender,
        persons=tuple(persons),
        name=name,
        ways=(Way("call", phone, "safe"),) if phone else (),
        must_not_know=secret,
        circumstances=Circumstances(custody_conflict=conflict),
    ),
    SENDERS, st.lists(PEOPLE, max_size=3), NAMES, PHONES, st.sampled_from(["", "isä"]), ANSWERS,
)  # fmt: skip


def has_secret(text: OpenedLetter) -> bool:
    return bool(
        text.must_not_know
        or text.sender.is_anonymous
        or text.sender.identity_is_secret
        or "yes" in (text.circumstances.custody_conflict, *(one.address_is_secret for one in text.persons))
    )


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_no_pair_that_crosses_the_line_may_ever_be_named(one: OpenedLetter, other: OpenedLetter) -> None:
    line = line_between([side_of(one)], [side_of(other)])
    assert line == line_between([side_of(other)], [side_of(one)])
    if has_secret(one) or has_secret(other):
        assert line is Line.GUARDED
    elif one.sender.role not in AT_WORK and other.sender.role not in AT_WORK and line is None:
        ours, theirs = side_of(one).sender, side_of(other).sender
        assert ours
        assert theirs
        certain = {sign for sign in ours.signs & theirs.signs if sign[0] in (Sign.PERSONAL_ID, Sign.BORN)}
        assert certain or (ours.name == theirs.name != frozenset() and ours.signs & theirs.signs)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_one_guarded_text_guards_every_pair_and_makes_no_mark(
    one: OpenedLetter, two: OpenedLetter, other: OpenedLetter
) -> None:
    sides = [side_of(one), side_of(two), Side(is_guarded=True)]
    assert line_between(sides, [side_of(other)]) is Line.GUARDED
    assert line_between([], [side_of(other)]) is Line.GUARDED
    assert fingerprints.MarkingKey("k", b"k" * 32).marks(sides) == frozenset()
