"""The same content is one letter with one receipt; changed content is an amendment; nothing is dropped."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from portal.intake.flow import Writing
from portal.intake.kinds import HELP_REQUEST, contact_kinds
from portal.intake.letter_box import _is_primary_key
from portal.intake.models import Draft, Letter
from portal.intake.receipts import FormKeys, letter_id, typed_reference
from portal.intake.service import start_contact
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import WORDS, Visitor, answers, assessment, hidden_fields, opened, words_on
from tests.postgres import running_cluster

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


def test_a_double_click_gives_the_same_receipt_and_one_letter() -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    cookies = dict(visitor.client.cookies.items())
    first = visitor.sends(data)
    words = words_on(visitor.client.get(first["Location"]))
    visitor.client.cookies.update(cookies)
    second = visitor.sends(data)
    assert second["Location"] == first["Location"]
    assert words_on(visitor.client.get(second["Location"])) == words
    assert Letter.objects.count() == 1


def test_the_same_post_without_any_cookie_gives_the_same_receipt_too() -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    first = visitor.sends(data)
    stranger = Visitor(draft_id=visitor.draft_id)
    second = stranger.sends(data)
    assert second["Location"] == first["Location"]
    assert Letter.objects.count() == 1


def test_an_edited_post_is_an_amendment_and_both_open(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    visitor.sends(data)
    edited = visitor.sends({**data, "own_words": "Unohdin sanoa yhden asian."})
    assert edited.status_code == 303
    first, second = Letter.objects.order_by("arrival")
    assert (second.relation, second.belongs_to) == ("amendment", first.reference)
    assert (second.reference, second.box_key, second.form_token) == (first.reference, first.box_key, first.form_token)
    assert opened(first, desk_key)["own_words"] == WORDS
    assert opened(second, desk_key)["own_words"] == "Unohdin sanoa yhden asian."
    receipt = visitor.client.get(edited["Location"])
    assert (
        words_on(receipt).split() == FormKeys(first.form_token, bytes.fromhex(data["form_nonce"])).words("fi").split()
    )


def test_an_amendment_sent_twice_is_one_amendment() -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    visitor.sends(data)
    edited = {**data, "name": "Toinen"}
    assert visitor.sends(edited)["Location"] == visitor.sends(edited)["Location"]
    assert Letter.objects.count() == 2


def test_words_stay_in_the_language_they_were_first_given_in() -> None:
    visitor = Visitor("fi")
    data = {**answers(), **visitor.arrives_at_form()}
    words = words_on(visitor.client.get(visitor.sends(data)["Location"]))
    swede = Visitor("sv", draft_id=visitor.draft_id)
    again = swede.client.get(swede.sends({**data, "name": "Annan"})["Location"])
    assert words_on(again) == words
    assert len(set(Letter.objects.values_list("box_key", flat=True))) == 1


def test_two_tabs_of_one_form_are_one_contact() -> None:
    visitor = Visitor()
    first_tab = visitor.arrives_at_form()
    second_tab = visitor.hidden()
    visitor.sends({**answers(), **first_tab})
    visitor.sends({**answers(), **second_tab})
    assert Letter.objects.count() == 1


def test_the_receipt_is_the_same_after_the_letter_has_left_the_portal() -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    first = visitor.sends(data)
    Letter.objects.all().delete()
    assert visitor.client.get(first["Location"]).status_code == 200


def test_an_attached_assessment_is_in_the_letter_and_part_of_what_makes_it_the_same(
    desk_key: PrivateKey, rf: object
) -> None:
    visitor = Visitor()
    _take_along(visitor)
    page = visitor.page().content.decode()
    assert "Miten arki sujuu?" in page
    data = {**answers(), **visitor.hidden(), "attach_0": "yes"}
    first = visitor.sends(data)
    second = visitor.sends(data)
    assert first["Location"] == second["Location"]
    content = opened(Letter.objects.get(), desk_key)
    assert content["documents"] == [assessment().as_json()]
    left_out = visitor.sends({**data, "attach_0": "no"})
    assert left_out["Location"] != first["Location"]
    assert Letter.objects.count() == 2


def test_an_assessment_that_was_not_wanted_stays_out(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    _take_along(visitor)
    visitor.sends({**answers(), **visitor.hidden(), "attach_0": "no"})
    assert opened(Letter.objects.get(), desk_key)["documents"] == []


def test_the_choice_about_the_assessment_must_be_made() -> None:
    visitor = Visitor()
    _take_along(visitor)
    refused = visitor.sends({**answers(), **visitor.hidden()})
    assert 'href="#id_attach_0"' in visitor.client.get(refused["Location"]).content.decode()
    assert Letter.objects.count() == 0


def test_the_draft_and_what_it_came_from_go_with_the_letter() -> None:
    visitor = Visitor()
    visitor.begins()
    source = visitor.draft_id
    _take_along(visitor, came_from=[source])
    assert Draft.objects.count() == 2
    sent = visitor.sends({**answers(), **visitor.hidden(), "attach_0": "yes"})
    assert Draft.objects.count() == 0
    assert {name for name, one in sent.cookies.items() if not one.value} == {
        f"tp-d-{source}",
        f"tp-d-{visitor.draft_id}",
    }


def test_only_the_primary_key_counts_as_already_here() -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    visitor.sends(data)
    letter = Letter.objects.get()
    with pytest.raises(IntegrityError) as same_id:
        Letter.objects.bulk_create([letter])
    assert _is_primary_key(same_id.value)


@pytest.mark.parametrize(
    "broken", [{"urgency": "soon"}, {"relation": "amendment"}, {"digest": b"short"}, {"language": "en"}, {"kind": ""}]
)
@pytest.mark.django_db(transaction=True)
def test_every_other_broken_rule_is_an_error(broken: dict[str, object]) -> None:
    letter = Letter(
        **{
            "id": uuid4(),
            "form_token": uuid4(),
            "digest": bytes(32),
            "kind": "help_request",
            "language": "fi",
            "urgency": "normal",
            "arrival": timezone.now(),
            "schema_version": "contact-1",
            "reference": "00000-00000",
            "box_key": bytes(32),
            "sealed": b"x",
            **broken,
        }
    )
    with pytest.raises(IntegrityError) as error:
        letter.save(force_insert=True)
    assert not _is_primary_key(error.value)


def test_the_letters_id_says_nothing_that_the_digest_does_not() -> None:
    keys = FormKeys.new()
    assert letter_id(keys.digest({"a": 1})) == letter_id(keys.digest({"a": 1}))
    assert letter_id(keys.digest({"a": 1})) != letter_id(keys.digest({"a": 2}))
    assert letter_id(keys.digest({"a": 1})) != letter_id(FormKeys.new().digest({"a": 1}))


def test_a_reference_is_found_however_it_is_typed() -> None:
    reference = FormKeys.new().reference
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", reference)
    for typed in (
        reference.lower(),
        reference.replace("-", " "),
        f" {reference.replace('-', '')}\n",
        reference.replace("0", "O").replace("1", "l"),
    ):
        assert typed_reference(typed) == reference
    for wrong in ("", "UUUUU-UUUUU", "ABC", reference + "0"):
        assert typed_reference(wrong) is None


def test_what_a_form_carries_opens_only_with_its_own_form() -> None:
    kind = contact_kinds.get(HELP_REQUEST)
    assert kind is not None
    writing = Writing(kind, FormKeys.new(), urgency="today")
    other = Writing(kind, FormKeys.new())
    visitor = Visitor(draft_id="a" * 26)
    mixed = {
        "form_token": str(other.keys.token),
        "form_nonce": other.keys.nonce.hex(),
        "form_carried": writing.carried(),
    }
    response = visitor.sends({**answers(), **mixed})
    assert response.status_code == 410
    assert WORDS.splitlines()[0] in response.content.decode()


def test_fifty_posts_of_one_form_or_message_at_once_are_one_letter(tmp_path: Path) -> None:
    file = tmp_path / "box.sqlite3"
    assert _parallel_posts("make", DATABASE_URL=f"sqlite:///{file}", VAR_DIR=str(tmp_path)) == "1 20 1 1"
    with sqlite3.connect(file) as connection:
        found = connection.execute("SELECT relation, count(*) FROM intake_letter GROUP BY relation").fetchall()
    assert dict(found) in [{"": 4 + more, "amendment": 19, "message": 1} for more in (0, 1)]


@pytest.mark.postgres
def test_fifty_posts_are_one_letter_under_the_real_role_of_the_portal() -> None:
    with running_cluster() as cluster:
        assert _parallel_posts(**cluster.portal_environment()) == "1 20 1 1"
        with cluster.connect("postgres", "portal") as connection:
            found = connection.execute("SELECT relation, count(*) FROM intake_letter GROUP BY relation").fetchall()
    assert dict(found) in [{"": 4 + more, "amendment": 19, "message": 1} for more in (0, 1)]


def _parallel_posts(*words: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.intake.parallel_posts", *words],
        cwd=ROOT,
        # All posts come from one address within a minute.
        env={**os.environ, "SEND_LIMIT_PER_MINUTE": "1000", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _take_along(visitor: Visitor, came_from: list[str] | None = None) -> None:
    """Starts a contact with an assessment, as the room of questionnaires does."""
    response = start_contact(
        visitor.client.get("/fi/pyyda-apua/").wsgi_request,
        kind="help_request",
        documents=[assessment()],
        came_from=came_from or [],
    )
    visitor.draft_id = response["Location"].split("/b/")[1].split("/")[0]
    visitor.client.cookies.update(response.cookies)
    visitor.passes_gate()
    assert "form_token" in hidden_fields(visitor.page())
