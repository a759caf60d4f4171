"""Reply templates and help pages: versions, variants, and a template in the answer without JavaScript."""

from __future__ import annotations

import uuid

import pytest

from portal.demo.desk import texts as demo_texts
from portal.desk import texts
from portal.desk.contacts import NotPossible
from portal.desk.models import DeskMessage, HelpPage, ReplyTemplate
from portal.vault.models import AuditEntry
from tests.desk.builders import contact, lead, signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def template(key: str = "soitto", locale: str = "fi", text: str = "Hei! Soitamme sinulle.", **given: object) -> None:
    ReplyTemplate.objects.create(key=key, locale=locale, title=f"Soitto {locale}", text=text, **given)


def test_a_template_is_put_behind_what_was_written_and_nothing_is_sent() -> None:
    template()
    found, browser = contact(), signed_in()
    sent = {"message_id": str(uuid.uuid4()), "text": "Hyvä Aino,", "template": "soitto:fi", "use_template": "yes"}
    shown = browser.post(f"/contacts/{found.pk}/write/", sent).content.decode()
    assert "Hyvä Aino,\n\nHei! Soitamme sinulle." in shown
    assert sent["message_id"] in shown
    assert not DeskMessage.objects.exists()


@pytest.mark.parametrize("choice", ["", "soitto:sv", "x:y:z", "soitto", "\x00:fi"])
def test_a_template_that_is_not_there_keeps_what_was_written(choice: str) -> None:
    template()
    found, browser = contact(), signed_in()
    sent = {"message_id": str(uuid.uuid4()), "text": "Oma teksti", "template": choice, "use_template": "yes"}
    answer = browser.post(f"/contacts/{found.pk}/write/", sent)
    assert answer.status_code == 200
    assert "Oma teksti" in answer.content.decode()


def test_the_senders_language_comes_first_and_what_is_not_in_use_is_not_offered() -> None:
    template()
    template(locale="sv")
    template(locale="fi-simple")
    template(key="vanha")
    template(key="vanha", version=2, is_in_use=False)
    assert [one[0] for one in texts.template_choices("fi-simple")] == ["soitto:fi-simple", "soitto:fi", "soitto:sv"]


def test_a_lead_makes_a_new_version_and_the_old_one_stays() -> None:
    template()
    boss = lead()
    browser = signed_in(boss)
    sent = {"version": "1", "title": "Soitto", "text": "Uusi teksti", "is_in_use": "on"}
    for _ in range(2):
        assert browser.post("/replies/soitto/fi/", sent).status_code == 302
    assert [one.version for one in texts.versions(ReplyTemplate, "soitto", "fi")] == [2, 1]
    assert AuditEntry.objects.filter(action="text.changed").count() == 1
    answer = browser.post("/replies/soitto/fi/", {**sent, "text": "Kilpaileva"})
    assert answer.status_code == 200
    assert "Kilpaileva" in answer.content.decode()
    with pytest.raises(NotPossible):
        texts.save(ReplyTemplate, texts.Draft("soitto", "fi", "Soitto", "Toinen", 1), boss)


def test_a_worker_reads_the_handbook_in_their_language_or_the_other_one() -> None:
    HelpPage.objects.create(key="paivystys", locale="fi", title="Päivystys", text="Soita 112.\n\nSitten esihenkilölle.")
    HelpPage.objects.create(key="tulkki", locale="fi", title="Tulkki", text="Tilaa tulkki.")
    HelpPage.objects.create(key="tulkki", locale="sv", title="Tolk", text="Boka en tolk.")
    browser = signed_in(worker(language="sv"))
    listed = browser.get("/help/").content.decode()
    assert "Tolk" in listed
    assert "Päivystys" in listed
    assert "/help/new/" not in listed
    assert "Soita 112.\n\nSitten" in browser.get("/help/paivystys/").content.decode()
    assert "Boka en tolk." in browser.get("/help/tulkki/").content.decode()


def test_a_new_page_gets_a_key_of_its_own() -> None:
    browser = signed_in(lead())
    sent = {"version": "0", "locale": "fi", "title": "Tulkin tilaaminen", "text": "Näin tilaat.", "is_in_use": "on"}
    for _ in range(2):
        assert browser.post("/help/new/", sent).status_code == 302
    assert sorted(HelpPage.objects.values_list("key", flat=True)) == ["tulkin-tilaaminen", "tulkin-tilaaminen-2"]
    assert browser.post("/help/tulkin-tilaaminen/sv/", {**sent, "title": "Tolk"}).status_code == 302
    assert browser.get("/help/tulkin-tilaaminen/en/").status_code == 404
    assert browser.post("/help/new/", {**sent, "title": "", "text": "Jää talteen"}).status_code == 200


def test_what_a_text_says_is_words_and_no_markup() -> None:
    HelpPage.objects.create(key="x", locale="fi", title="<b>x</b>", text="<script>alert(1)</script>")
    shown = signed_in().get("/help/x/").content.decode()
    assert "<script>alert" not in shown
    assert "<b>x</b>" not in shown


def test_the_demos_texts_are_whole_and_loading_them_again_changes_nothing_that_a_lead_wrote() -> None:
    demo_texts.load(lambda _line: None)
    assert {(one.key, one.locale) for one in texts.newest(ReplyTemplate)} == {
        (key, locale)
        for key in {one.key for one in texts.newest(ReplyTemplate)}
        for locale in ("fi", "sv", "fi-simple")
    }
    assert len(texts.newest(HelpPage)) == 2 * len({one.key for one in texts.newest(HelpPage)}) > 0
    texts.save(ReplyTemplate, texts.Draft("soitamme", "fi", "Soitto", "Oma teksti", 1), lead())
    demo_texts.load(lambda _line: None)
    assert texts.template_text("soitamme:fi") == "Oma teksti"
    demo_texts.remove(lambda _line: None)
    assert [(one.key, one.text) for one in texts.newest(ReplyTemplate)] == [("soitamme", "Oma teksti")]
    assert not HelpPage.objects.exists()
