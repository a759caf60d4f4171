"""Pictures: alternative text and source are shown, sizes are made at publishing, a visit makes nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file

from tests.portal.home.builders import advice, block


@pytest.fixture
def image(db: None) -> Any:
    return Image.objects.create(title="Ranta", file=get_test_image_file(size=(1000, 500)))


def picture(image: Any, alt: str = "Lapsi rannalla") -> dict[str, Any]:
    return block("picture", image=image.pk, alt_text=alt, source="Esimerkkilä, CC BY 4.0")


def test_publishing_makes_the_size_and_visiting_makes_nothing(tree: Any, image: Any, client: Any) -> None:
    page = advice(tree.topic, "Kuva", "kuva", [picture(image)])
    assert Rendition.objects.count() == 1
    html = client.get(page.get_url()).content.decode()
    assert 'alt="Lapsi rannalla"' in html
    assert "Esimerkkilä, CC BY 4.0" in html
    assert 'width="720"' in html
    assert Rendition.objects.count() == 1


def test_where_no_size_was_made_the_original_is_shown_and_nothing_is_written(
    tree: Any, image: Any, client: Any
) -> None:
    page = advice(tree.topic, "Kuva", "kuva", [picture(image)])
    Rendition.objects.all().delete()
    assert 'width="1000"' in client.get(page.get_url()).content.decode()
    assert Rendition.objects.count() == 0


def test_more_pictures_cost_no_more_queries(tree: Any, image: Any, client: Any) -> None:
    one = advice(tree.topic, "Yksi", "yksi", [picture(image)])
    other = Image.objects.create(title="Metsä", file=get_test_image_file(size=(900, 500)))
    many = advice(tree.topic, "Monta", "monta", [picture(image), picture(other), picture(image)])
    counts = []
    for page in (one, many):
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as caught:
            client.get(page.get_url())
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 12


def test_a_picture_that_was_deleted_is_left_out(tree: Any, image: Any, client: Any) -> None:
    page = advice(tree.topic, "Kuva", "kuva", [picture(image)])
    image.delete()
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert "tp-picture" not in response.content.decode()


def test_the_size_that_a_page_names_is_served_and_may_be_kept(tree: Any, image: Any, client: Any) -> None:
    page = advice(tree.topic, "Kuva", "kuva", [picture(image)])
    address = re.search(r'src="(/media/[^"]+)"', client.get(page.get_url()).content.decode())
    assert address
    response = client.get(address[1], HTTP_ACCEPT_ENCODING="gzip")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Content-Encoding" not in response
    assert b"".join(response.streaming_content).startswith(b"RIFF")


def test_the_upload_itself_may_tell_the_place_and_is_shown_to_editors_only(image: Any, client: Any, cms: Any) -> None:
    assert client.get(image.file.url).status_code == 404
    response = cms.get(image.file.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("name", ["nothing.png", "x.svg", "x.html", "..", "%2e%2e%2fdb.png", "a" * 400 + ".png"])
def test_nothing_else_is_served_from_there(db: None, client: Any, name: str) -> None:
    assert client.get(f"/media/images/{name}").status_code == 404
