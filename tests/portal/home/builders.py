"""Builders of pages in the states that tests need."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from portal.accounts.models import User
from portal.home.models import AdvicePage, HomePage, TopicPage
from portal.home.variants import start_variant

FIRST = "Kun olet väsynyt, lepää hetki heti."
SECOND = "Pyydä apua ihmiseltä, johon luotat aina."
PLAIN_TEXTS = ("Moni vanhempi on väsynyt.", "Sinä voit soittaa meille.", "Me kuuntelemme sinua rauhassa.")


@dataclass
class Tree:
    """The three front pages, and one Finnish topic with one advice page, all live."""

    homes: dict[str, Any]
    topic: Any
    advice: Any


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def text_block(*paragraphs: str, heading: str = "") -> dict[str, Any]:
    return block("text", heading=heading, content="".join(f"<p>{one}</p>" for one in paragraphs))


def body_of(*blocks: dict[str, Any]) -> str:
    return json.dumps(list(blocks))


def published(page: Any) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def tree() -> Tree:
    root = Page.get_first_root_node()
    home = HomePage(
        title="Tukiportti", slug="etusivu", summary="Täältä löydät neuvoja arkeen.", locale=locale("fi"), live=False
    )
    root.add_child(instance=home)
    published(home)
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname = home, "testserver"
    site.save()
    homes = {
        "fi": home,
        "sv": other_home(home, "sv", "Framsidan är den här", "Här hittar du råd för vardagen."),
        "fi-simple": other_home(home, "fi-simple", "Etusivu on tämä", "Hei ja tervetuloa tänne."),
    }
    topic = TopicPage(
        title="Jaksaminen",
        slug="jaksaminen",
        summary="Kun voimat loppuvat, täältä saa apua.",
        locale=locale("fi"),
        live=False,
    )
    home.add_child(instance=topic)
    published(topic)
    return Tree(homes, topic, advice(topic))


def other_home(home: Any, code: str, title: str, summary: str) -> Any:
    page = home.copy_for_translation(locale(code))
    page.title, page.summary = title, summary
    return published(page)


def advice(topic: Any, title: str = "Väsynyt vanhempi", slug: str = "vasynyt", blocks: Any = (), **fields: Any) -> Any:
    page = AdvicePage(
        title=title,
        slug=slug,
        summary="Vanhemman väsymys on merkki kuormasta.",
        body=body_of(*(blocks or [text_block(FIRST, SECOND, heading="Ensin lepoa")])),
        locale=locale("fi"),
        live=False,
        **fields,
    )
    topic.add_child(instance=page)
    return published(page)


def translation_of(page: Any) -> Translation:
    """Starts the Swedish translation of a page; every piece is still without one."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    return Translation.objects.update_or_create(source=source, target_locale=locale("sv"), defaults={"enabled": True})[
        0
    ]


def translate_pieces(translation: Translation) -> None:
    """Gives every piece without a translation one: its text with "sv " in front."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        data = segment.string.data
        words = f"{data}-sv" if segment.context.path == "slug" else f"sv {data}"
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words},
        )


def swedish(page: Any) -> Any:
    """The live, wholly translated Swedish page."""
    translation = translation_of(page)
    translate_pieces(translation)
    translated, _made = translation.source.create_or_update_translation(translation.target_locale, publish=False)
    translated.get_latest_revision().publish()
    return page.get_translation(translation.target_locale).specific


def plain_draft(page: Any) -> Any:
    """The plain-language draft as it is started: the Finnish text."""
    return start_variant(page, locale("fi-simple"))


def rewrite(page: Any, title: str, summary: str, *texts: str) -> Any:
    """The page with its texts written anew, unsaved."""
    page.title, page.summary = title, summary
    if isinstance(page, AdvicePage):
        page.body = body_of(text_block(*(texts or PLAIN_TEXTS)))
    return page


def plain(page: Any, title: str = "Olen väsynyt vanhempi", summary: str = "Onko sinulla vähän voimia?") -> Any:
    """The live plain-language page, written anew."""
    return published(rewrite(plain_draft(page), title, summary))


def change_first_sentence(page: Any, words: str = "Kun väsymys painaa, levähdä ihan heti.") -> Any:
    """The live Finnish page with its first sentence changed; block ids stay."""
    raw = page.body.get_prep_value()
    raw[0]["value"]["content"] = raw[0]["value"]["content"].replace(FIRST, words)
    page.body = json.dumps(raw)
    return published(page)


def editor(email: str = "toimittaja@esimerkki.example", **fields: Any) -> User:
    return User.objects.create_user(email, "a long password 1", **fields)


def signed_in(user: User) -> Client:
    """A browser that has shown a second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def text_of(page: Any) -> str:
    """The first text of a live page, as the database holds it."""
    return str(AdvicePage.objects.get(pk=page.pk).body[0].value["content"].source)


def as_it_was(page: Any) -> bool:
    """Whether a live Swedish page still says what it said before its Finnish page changed."""
    row = AdvicePage.objects.get(pk=page.pk)
    return bool(row.live) and f"sv {FIRST}" in text_of(page) and "levähdä" not in text_of(page)
