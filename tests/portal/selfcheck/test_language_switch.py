"""Another language in the middle of a question: what is typed goes along."""

from __future__ import annotations

import re

import pytest

from tests.portal.selfcheck.builders import Visitor, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Kesken jäänyt lause", "liian pitkä " * 1_000])
def test_a_question_keeps_what_is_typed(visitor: Visitor, typed: str) -> None:
    visitor.starts()
    page = visitor.get("1/").content.decode()
    assert 'id="page-form"' in page.split("<main", 1)[1]
    paths = re.findall(r'form="page-form" formaction="([^"]+)"', page)
    assert paths
    for path in paths:
        visitor.language = path.split("/")[1]
        answer = visitor.answers(1, "what-works", typed, form_language=visitor.language)
        assert (answer.status_code, answer["Location"]) == (303, path)
        assert typed.strip() in text_of(visitor.client.get(path))
