"""Every page of the CMS that needs no more than an address opens for an administrator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from wagtail.documents import get_document_model

LEFT_OUT = frozenset({"wagtailadmin_logout", "wagtailadmin_error_test"})
"""The one signs out, the other is Wagtail's own error on purpose."""


def names(patterns: list[Any], space: str = "") -> Iterator[str]:
    """The names of all patterns, with their namespaces."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name


def addresses() -> list[str]:
    """The addresses under the CMS's path that take no argument."""
    found = set()
    for name in set(names(get_resolver().url_patterns)) - LEFT_OUT:
        try:
            found.add(reverse(name))
        except NoReverseMatch:
            continue
    return sorted(one for one in found if one.startswith(f"/{settings.CMS_PATH}"))


def test_no_address_of_the_cms_fails(tree: Any, cms: Any) -> None:
    assert len(addresses()) > 60
    cms.raise_request_exception = False
    failed = {one: status for one in addresses() if (status := cms.get(one).status_code) >= 500}
    assert not failed


def test_the_tree_of_pages_opens_from_its_root(tree: Any, cms: Any) -> None:
    for pk in (1, tree.homes["fi"].pk):
        assert cms.get(f"/cms/pages/{pk}/").status_code == 200


def test_no_document_can_be_uploaded(db: None, cms: Any) -> None:
    for name in ("paper.pdf", "page.html", "picture.svg"):
        answer = cms.post(
            "/cms/documents/add/", {"title": "x", "file": SimpleUploadedFile(name, b"x"), "collection": 1}
        )
        assert answer.status_code == 200
    assert not get_document_model().objects.exists()
