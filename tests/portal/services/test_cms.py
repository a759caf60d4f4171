"""A service as an editor meets it: one row, one form that shows the other half, and variants that begin."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail.models import Workflow, WorkflowState

from portal.services.models import ServiceFacts, ServiceWords
from tests.portal.services import builders
from tests.portal.services.cms_forms import form_of, listed

pytestmark = pytest.mark.django_db
LIST = "/cms/services/"


def test_one_row_of_the_listing_is_one_service_with_the_state_of_its_variants(editor: Client) -> None:
    facts = builders.facts()
    builders.live(facts, "fi").save_revision()
    builders.draft(facts, "sv")
    rows = listed(editor, f"{LIST}results/")
    assert list(rows) == ["kotipalvelu"]
    row = rows["kotipalvelu"]
    assert "Julkaistu, uudempi luonnos kesken" in row
    assert "Luonnos" in row
    assert f"/cms/services/start/{facts.pk}/fi-simple/" in row


def test_the_listing_costs_the_same_with_3_and_with_40_services(editor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(LIST).status_code == 200
        return len(captured)

    builders.many(3)
    cost()
    few = cost()
    builders.many(37, begin=3)
    assert cost() == few


def test_the_listing_is_searched_by_key_and_by_name_in_any_language(editor: Client) -> None:
    builders.service("perhetyo")
    builders.service("toinen")
    for query in ("perhetyo", "kotiapu perhetyo sv"):
        assert list(listed(editor, f"{LIST}results/?q={query}")) == ["perhetyo"]


def test_a_variant_begins_as_a_draft_with_the_newest_text_of_another(editor: Client) -> None:
    facts = builders.facts()
    standard = builders.live(facts, "fi")
    standard.description = "<p>Uusin teksti, jota ei ole vielä julkaistu.</p>"
    standard.save_revision()
    address = f"/cms/services/start/{facts.pk}/sv/"
    assert f'value="{standard.pk}" selected' in editor.get(address).content.decode()
    builders.locale("sv")
    response = editor.post(address, {"source": standard.pk})
    words = ServiceWords.objects.get(facts=facts, locale__language_code="sv")
    assert response["Location"] == f"/cms/service-words/edit/{words.pk}/"
    assert "Uusin teksti" in words.description
    assert not words.live
    assert (words.first_published_at, words.live_revision, words.locked) == (None, None, False)
    assert words.revisions.count() == 1
    assert words.get_latest_revision().user.email == "editors@esimerkki.example"


def test_a_variant_that_exists_is_refused_in_words_and_stays_as_it_is(editor: Client) -> None:
    facts = builders.service()
    before = ServiceWords.objects.get(facts=facts, locale__language_code="sv").description
    address = f"/cms/services/start/{facts.pk}/sv/"
    page = editor.post(address, {"source": facts.words.get(locale__language_code="fi").pk}).content.decode()
    assert "Tällä on jo tekstit tällä kielellä." in page
    assert ServiceWords.objects.get(facts=facts, locale__language_code="sv").description == before
    assert editor.get(address).status_code == 302


def test_the_first_words_begin_empty_and_two_services_never_share_an_address(editor: Client) -> None:
    builders.locale("fi")
    builders.draft(builders.facts("a"), "fi", slug="b")
    facts = builders.facts("b")
    assert editor.post(f"/cms/services/start/{facts.pk}/fi/", {"source": ""}).status_code == 302
    assert facts.words.get().slug == "b-2"


@pytest.mark.parametrize(
    "address", ["/cms/services/start/999/fi/", "/cms/services/start/{pk}/en/", "/cms/services/start/{pk}/xx/"]
)
def test_a_variant_of_nothing_is_a_404(editor: Client, address: str) -> None:
    assert editor.get(address.format(pk=builders.facts().pk), follow=True).status_code == 404


def test_who_may_not_add_words_begins_none(client: Client) -> None:
    facts = builders.facts()
    someone = builders.signed_in("Nobody")
    assert someone.post(f"/cms/services/start/{facts.pk}/fi/", {"source": ""}).status_code in {302, 403}
    assert not ServiceWords.objects.exists()


def test_the_form_of_the_words_shows_the_facts_and_leads_there_and_back(editor: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="fi")
    page = editor.get(f"/cms/service-words/edit/{words.pk}/").content.decode()
    assert "079 100 2030" in page
    assert f'href="/cms/services/edit/{facts.pk}/"' in page
    page = editor.get(f"/cms/services/edit/{facts.pk}/").content.decode()
    assert f'href="/cms/service-words/edit/{words.pk}/"' in page


def test_a_taken_address_is_refused_in_words(publisher: Client) -> None:
    builders.live(builders.facts("a"), "fi", slug="varattu")
    words = builders.live(builders.facts("b"), "fi")
    for action in ({"action-publish": "1"}, {}):
        page = publisher.post(f"/cms/service-words/edit/{words.pk}/", form_of(words, slug="varattu", **action))
        assert page.status_code == 200
        assert "Toisella on jo tämä osoite tällä kielellä." in page.content.decode()


def test_words_are_published_by_the_form(publisher: Client) -> None:
    words = builders.draft(builders.facts(), "fi")
    response = publisher.post(
        f"/cms/service-words/edit/{words.pk}/", form_of(words, name="Uusi nimi", **{"action-publish": "1"})
    )
    assert response.status_code == 302
    words.refresh_from_db()
    assert (words.live, words.name) == (True, "Uusi nimi")


def test_an_editor_may_write_and_hand_in_but_not_publish(editor: Client) -> None:
    words = builders.draft(builders.facts(), "fi")
    editor.post(f"/cms/service-words/edit/{words.pk}/", form_of(words, **{"action-publish": "1"}))
    words.refresh_from_db()
    assert not words.live
    editor.post(f"/cms/service-words/edit/{words.pk}/", form_of(words, **{"action-submit": "1"}))
    assert WorkflowState.objects.get().object_id == str(words.pk)


def test_a_plain_copy_is_saved_as_a_draft_and_refused_by_the_form(publisher: Client) -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    address = f"/cms/service-words/edit/{copy.pk}/"
    assert publisher.post(address, form_of(copy)).status_code == 302
    page = publisher.post(address, form_of(copy, **{"action-publish": "1"}))
    assert page.status_code == 200
    assert "Vähintään viidesosa näistä virkkeistä" in page.content.decode()
    copy.refresh_from_db()
    assert not copy.live


def test_a_workflow_approval_of_a_plain_copy_is_refused_in_words(publisher: Client) -> None:
    copy = builders.copy_of(builders.live(builders.facts(), "fi"))
    state = Workflow.objects.get(name="Moderators approval").start(copy, None)
    task_state = state.current_task_state
    address = reverse("services_words:workflow_action", args=[copy.pk, "approve", task_state.pk])
    response = publisher.post(address, {"comment": ""}, follow=True)
    assert "Vähintään viidesosa näistä virkkeistä" in response.content.decode()
    copy.refresh_from_db()
    task_state.refresh_from_db()
    assert not copy.live
    assert task_state.status == task_state.STATUS_IN_PROGRESS


def test_a_workflow_approval_publishes_words_written_anew(publisher: Client) -> None:
    words = builders.draft(builders.facts(), "fi")
    state = Workflow.objects.get(name="Moderators approval").start(words, None)
    address = reverse("services_words:workflow_action", args=[words.pk, "approve", state.current_task_state.pk])
    publisher.post(address, {"comment": ""})
    words.refresh_from_db()
    assert words.live


def test_nothing_is_copied_and_words_never_begin_without_a_service(publisher: Client) -> None:
    for name in ("services_facts:copy", "services_words:copy"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1])
    for address in ("/cms/service-words/", "/cms/service-words/add/"):
        assert publisher.get(address)["Location"] == LIST
        assert publisher.post(address, {"name": "x"})["Location"] == LIST
    assert publisher.get("/cms/service-words/preview/", follow=True).status_code == 404


def test_the_roles_delete_neither_facts_nor_words(publisher: Client) -> None:
    facts = builders.service()
    for address in (f"/cms/services/delete/{facts.pk}/", f"/cms/service-words/delete/{facts.words.first().pk}/"):
        publisher.post(address)
    assert ServiceFacts.objects.count() == 1
    assert ServiceWords.objects.count() == 3


def test_an_administrator_is_told_that_a_service_is_not_deleted() -> None:
    facts = builders.service()
    administrator = builders.signed_in("Administrator")
    response = administrator.post(f"/cms/services/delete/{facts.pk}/", follow=True)
    assert "Palveluluettelosta ei poisteta mitään." in response.content.decode()
    assert ServiceFacts.objects.filter(pk=facts.pk).exists()


def test_words_are_previewed_with_the_facts_of_now(publisher: Client) -> None:
    words = builders.draft(builders.facts(), "fi")
    address = f"/cms/service-words/preview/{words.pk}/"
    publisher.post(address, form_of(words, name="Esikatseltu nimi"))
    page = publisher.get(address).content.decode()
    assert "Esikatseltu nimi" in page
    assert "079 100 2030" in page


def test_history_and_comparison_of_words_open(publisher: Client) -> None:
    words = builders.live(builders.facts(), "fi")
    words.name = "Toinen nimi"
    words.save_revision()
    first, second = words.revisions.order_by("pk").values_list("pk", flat=True)
    for address in (
        f"/cms/service-words/history/{words.pk}/",
        f"/cms/service-words/history/{words.pk}/revisions/compare/{first}...{second}/",
        f"/cms/service-words/history/{words.pk}/revisions/{first}/revert/",
        f"/cms/service-words/usage/{words.pk}/",
        f"/cms/services/history/{words.facts_id}/",
        f"/cms/services/usage/{words.facts_id}/",
        f"/cms/service-words/unpublish/{words.pk}/",
    ):
        assert publisher.get(address).status_code == 200, address
