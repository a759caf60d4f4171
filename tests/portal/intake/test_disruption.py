"""During a disruption every page of a form says so, in each variant, and the contact goes in."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from portal.core import outage
from portal.intake.models import Letter
from tests.portal.intake.builders import Visitor, answers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_every_page_says_so_and_the_contact_goes_in(language: str, tmp_path: Path) -> None:
    said = "Telefonerna är tysta" if language == "sv" else "Puhelimet poikki"
    visitor = Visitor(language)
    with override_settings(OUTAGE_FILE=tmp_path / "outage.toml"):
        call_command("outage", "--say-fi", "Puhelimet poikki", "--say-sv", "Telefonerna är tysta", stdout=StringIO())
        hidden = visitor.arrives_at_form()
        assert said in visitor.page().content.decode()
        sent = visitor.sends({**answers(), **hidden})
        assert said in visitor.client.get(sent["Location"]).content.decode()
        assert Letter.objects.count() == 1
        call_command("outage", "--end", stdout=StringIO())
        assert said not in visitor.client.get(sent["Location"]).content.decode()
    outage.forget()
