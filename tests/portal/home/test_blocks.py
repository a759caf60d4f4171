"""Every block: described, shown as an example in the design system's look, translatable in its words only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import reverse
from wagtail.blocks import Block

from portal.core.county import county
from portal.home.blocks import BodyBlock, CareCardBlock, ContactBlock, RelatedServicesBlock
from portal.home.models import AdvicePage
from portal.home.texts import pieces_of
from tests.portal.home.builders import advice, block, text_block

BLOCKS = list(BodyBlock().child_blocks.items())
HOSTILE = "<script>alert(1)</script>\"'&\u202e😀"


@pytest.mark.parametrize(("name", "one"), BLOCKS)
def test_every_block_is_described_and_has_a_template_and_an_example(name: str, one: Block) -> None:
    assert one.meta.description
    assert one.meta.template == f"home/blocks/{name}.html"
    assert get_template(one.meta.template)
    assert one.is_previewable


@pytest.mark.parametrize(("name", "one"), BLOCKS)
def test_every_example_is_shown_with_the_public_look(name: str, one: Block, cms: Any) -> None:
    response = cms.get(reverse("wagtailadmin_block_preview"), {"id": one.definition_prefix})
    html = response.content.decode()
    assert response.status_code == 200
    assert "build/portal.css" in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    assert len(html.split("<main", 1)[1]) > 120


def full_body() -> list[dict[str, Any]]:
    return [
        text_block("Ensimmäinen kappale on tässä.", heading="Otsikko"),
        block(
            "steps",
            heading="Näin",
            steps=[{"type": "item", "value": {"title": "Eka", "text": "Tee näin."}, "id": "s1"}],
        ),
        block("care_card", level="urgent", heading="Soita, jos", content="<ul><li>hätä on kova</li></ul>"),
        block("contact", channel="advice_phone", text="Kerro asiasi."),
        block("related_services", services=["perheneuvola"]),
        block("quote", text="Apua löytyi.", attribution="Esimerkki: vanhempi"),
        block("details", heading="Entä sitten?", content="<p>Sitten jutellaan.</p>"),
    ]


def test_keys_and_levels_are_never_given_to_translators(tree: Any) -> None:
    page = advice(
        tree.topic, "Kaikki", "kaikki", full_body(), related_service_keys=["perheneuvola"], owner_role="Tiimi"
    )
    texts = {one.text for one in pieces_of(page)}
    assert {"Otsikko", "Kerro asiasi.", "Apua löytyi.", "Tee näin."} <= texts
    assert not texts & {"urgent", "advice_phone", "perheneuvola", "Tiimi"}


def test_the_numbers_of_a_page_are_the_countys(tree: Any, client: Any) -> None:
    page = advice(tree.topic, "Kaikki", "kaikki", full_body())
    html = client.get(page.get_url()).content.decode().split("<main", 1)[1]
    assert county().advice_phone.number.get("fi") in html
    assert county().advice_phone.tel() in html
    assert county().urgent("social_emergency").tel() in html


@pytest.mark.parametrize("level", ["not_urgent", "urgent", "emergency"])
def test_each_level_of_a_care_card_names_its_own_number(level: str) -> None:
    one = CareCardBlock()
    html = one.render(one.to_python({"level": level, "heading": "Soita, jos", "content": "<ul><li>a</li></ul>"}))
    assert "tel:" in html
    assert {"not_urgent": "--calm", "urgent": "--soon", "emergency": "--now"}[level] in html


def test_a_way_that_the_county_no_longer_has_leaves_the_words(settings: Any) -> None:
    one = ContactBlock()
    html = one.render(one.to_python({"channel": "gone", "text": "Kerro asiasi."}))
    assert "Kerro asiasi." in html
    assert "tel:" not in html


def test_services_that_are_gone_are_left_out(db: None) -> None:
    one = RelatedServicesBlock()
    assert "<li" not in one.render(one.to_python({"services": ["gone", ""]}))


def test_what_an_editor_types_is_shown_as_text(tree: Any, client: Any) -> None:
    body = [
        block("text", heading=HOSTILE, content="<p>Teksti</p>"),
        block(
            "steps", heading=HOSTILE, steps=[{"type": "item", "value": {"title": HOSTILE, "text": HOSTILE}, "id": "s"}]
        ),
        block("care_card", level="emergency", heading=HOSTILE, content="<p>a</p>"),
        block("contact", channel="advice_phone", text=HOSTILE),
        block("quote", text=HOSTILE, attribution=HOSTILE),
        block("details", heading=HOSTILE, content="<p>a</p>"),
    ]
    page = advice(tree.topic, HOSTILE, "hostile", body)
    html = client.get(page.get_url()).content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 8


def test_a_page_with_no_blocks_or_very_many_is_shown(tree: Any, client: Any) -> None:
    many = advice(tree.topic, "Monta", "monta", [text_block("Kappale on tämä.")] * 60)
    assert client.get(many.get_url()).status_code == 200
    AdvicePage.objects.filter(pk=many.pk).update(body=json.dumps([]))
    assert client.get(many.get_url()).status_code == 200


def test_a_block_of_a_kind_that_is_gone_is_left_out(tree: Any, client: Any) -> None:
    page = advice(tree.topic, "Vanha", "vanha")
    AdvicePage.objects.filter(pk=page.pk).update(body=json.dumps([block("gone", text="x"), text_block("Kappale jää.")]))
    html = client.get(page.get_url()).content.decode()
    assert "Kappale jää." in html
