"""Words of a service: their rules, and that plain language is never published unchanged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow

from portal.accounts.models import User
from portal.services.models import ChannelHours, NotRewrittenError, ServiceFacts, ServiceWords
from tests.portal.services import builders

pytestmark = pytest.mark.django_db


def test_a_service_has_words_once_in_a_language() -> None:
    words = builders.draft(builders.facts(), "fi")
    again = ServiceWords(
        facts=words.facts,
        locale=words.locale,
        name="Toinen",
        slug="toinen",
        summary="x",
        description="x",
        how_to_start="x",
    )
    with pytest.raises(ValidationError, match=r"Tällä on jo tekstit tällä kielellä\."):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_an_address_belongs_to_one_service_in_a_language_but_may_be_the_same_in_another() -> None:
    first = builders.draft(builders.facts(), "fi", slug="sama")
    builders.draft(first.facts, "fi-simple", slug="sama")
    with pytest.raises(ValidationError, match="Toisella on jo tämä osoite"):
        builders.draft(builders.facts("toinen"), "fi", slug="sama")


@pytest.mark.parametrize("slug", ["Iso", "ä", "a b", "-a", "a--b", "a/b", "", "../x", "a" * 121])
def test_an_address_is_plain_letters_figures_and_hyphens(slug: str) -> None:
    with pytest.raises(ValidationError):
        builders.draft(builders.facts(), "fi", slug=slug)


def test_a_summary_has_at_most_150_characters_and_is_no_copy_of_the_name() -> None:
    facts = builders.facts()
    with pytest.raises(ValidationError):
        builders.draft(facts, "fi", summary="ä" * 151)
    with pytest.raises(ValidationError, match="toistaa nimen"):
        builders.draft(facts, "fi", name="Perhetyö", summary=" perhetyö. ")
    builders.draft(facts, "fi", summary="ä" * 150)


def test_facts_refuse_what_cannot_be_true() -> None:
    for changes in (
        {"topics": ["koira"]},
        {"life_events": ["KE99"]},
        {"group": "muut"},
        {"languages": ["xx"]},
        {"minimum_age": 18, "maximum_age": 3},
        {"needs": ["1", "1"]},
        {"needs": ["4711"]},
        {"needs": "1"},
        {"target_groups": ["XX"]},
        {"service_classes": ["P3.6", "<script>"]},
        {"municipalities": ["091"]},
        {"law_section": "19 §"},
        {"email": "joku"},
    ):
        with pytest.raises(ValidationError):
            builders.facts("rikki", **changes)


def test_a_channel_and_a_place_refuse_what_cannot_be_true() -> None:
    for changes in ({"number": ""}, {"number": "soita"}, {"national": "999"}, {"kind": "chat"}, {"audience": "staff"}):
        with pytest.raises(ValidationError):
            builders.channel("rikki", **changes)
    for changes in (
        {"municipality": "091"},
        {"postal_code": "12"},
        {"latitude": 61.5},
        {"latitude": 99, "longitude": 1},
    ):
        with pytest.raises(ValidationError):
            builders.place("rikki", **changes)


def test_the_database_refuses_hours_that_end_before_they_begin() -> None:
    facts = builders.channel()
    for values in ({"first_day": 4, "last_day": 1}, {"since": "2026-06-02", "until": "2026-06-01"}):
        hours = {"first_day": 0, "last_day": 0, "opens": "09:00", "closes": "10:00", **values}
        with pytest.raises(IntegrityError), transaction.atomic():
            ChannelHours.objects.create(facts=facts, **hours)


def test_facts_with_words_and_languages_with_words_cannot_be_deleted() -> None:
    words = builders.live(builders.facts(), "sv")
    with pytest.raises(ProtectedError):
        words.facts.delete()
    with pytest.raises(ProtectedError):
        words.locale.delete()


def test_a_revision_never_moves_words_to_another_service_or_language() -> None:
    words = builders.live(builders.facts(), "fi")
    other = builders.live(builders.facts("toinen"), "sv")
    restored = words.with_content_json(
        {**words.serializable_data(), "facts": other.facts_id, "locale": other.locale_id}
    )
    assert (restored.facts_id, restored.locale_id) == (words.facts_id, words.locale_id)


def test_a_plain_copy_is_refused_by_publishing_its_revision() -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    with pytest.raises(NotRewrittenError):
        copy.get_latest_revision().publish()
    copy.refresh_from_db()
    assert not copy.live


def test_a_plain_copy_is_refused_by_publishing_the_object() -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    with pytest.raises(NotRewrittenError):
        copy.publish(copy.get_latest_revision())


def test_a_plain_copy_is_refused_when_it_is_scheduled_for_later() -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    copy.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(NotRewrittenError):
        copy.save_revision().publish()


def test_the_scheduled_run_leaves_a_plain_copy_a_draft_and_publishes_the_others() -> None:
    """The standard text became the same after the plain text had been scheduled."""
    soon = timezone.now() + timedelta(days=1)
    facts = builders.facts()
    standard = builders.live(facts, "fi")
    plain = builders.draft(facts, "fi-simple")
    plain.go_live_at = soon
    plain.save_revision().publish()
    other = builders.draft(builders.facts("toinen"), "fi")
    other.go_live_at = soon + timedelta(minutes=1)
    other.save_revision().publish()
    for name in ("summary", "description", "how_to_start"):
        setattr(standard, name, getattr(plain, name))
    standard.save_revision().publish()
    for words in (plain, other):
        revision = words.revisions.get(approved_go_live_at__isnull=False)
        revision.content["go_live_at"] = None
        revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
        revision.save()
    call_command("publish_scheduled")
    plain.refresh_from_db()
    other.refresh_from_db()
    assert (plain.live, other.live) == (False, True)
    assert not plain.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_plain_copy_is_refused_by_the_last_approval_of_a_workflow() -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    user = User.objects.create_superuser("j@esimerkki.example", "a long password 1")
    workflow = Workflow.objects.get(name="Moderators approval")
    assert copy.get_workflow() == workflow
    state = workflow.start(copy, user)
    task = state.current_task_state.task.specific
    assert isinstance(task, GroupApprovalTask)
    with pytest.raises(NotRewrittenError), transaction.atomic():
        task.on_action(state.current_task_state, user, "approve")
    copy.refresh_from_db()
    assert not copy.live


def test_a_plain_copy_of_a_draft_that_nobody_published_is_refused_too() -> None:
    copy = builders.copy_of(builders.draft(builders.facts(), "fi"))
    with pytest.raises(NotRewrittenError):
        copy.get_latest_revision().publish()


def test_plain_words_written_anew_are_published() -> None:
    facts = builders.service()
    assert facts.words.get(locale__language_code="fi-simple").live


def test_plain_words_without_a_standard_twin_are_published() -> None:
    assert builders.live(builders.facts(), "fi-simple").live


def test_a_swedish_text_is_no_copy_even_when_it_is_the_same() -> None:
    standard = builders.live(builders.facts(), "fi")
    builders.copy_of(standard, "sv").get_latest_revision().publish()
    assert ServiceWords.objects.get(facts=standard.facts, locale__language_code="sv").live


def test_exactly_a_fifth_of_shared_sentences_is_too_much() -> None:
    facts = builders.facts()
    shared = "Tämä virke on sama kummassakin."
    fresh = ["Oma virke numero yksi.", "Oma virke numero kaksi.", "Oma virke numero kolme.", "Oma virke numero neljä."]
    standard = ["Toinen virke aivan muuta.", "Kolmas virke aivan muuta."]
    common = {"summary": "Yksi sana.", "how_to_start": "Soita heti."}
    builders.live(
        facts,
        "fi",
        description=f"<p>{shared} {' '.join(standard)}</p>",
        summary="Kuvaus nyt.",
        how_to_start="Kerro meille.",
    )
    words = builders.draft(facts, "fi-simple", description=f"<p>{shared} {' '.join(fresh)}</p>", **common)
    with pytest.raises(NotRewrittenError):
        words.get_latest_revision().publish()
    words.description = f"<p>{shared} {' '.join(fresh)} Oma virke numero viisi.</p>"
    words.save_revision().publish()
    assert ServiceFacts.objects.get().words.get(locale__language_code="fi-simple").live
