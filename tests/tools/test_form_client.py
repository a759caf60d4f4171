"""The visitor without a screen reads forms as a browser does."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tools.code import totp
from tools.form_client import values_of


def form(html: str) -> dict[str, object]:
    """What the form in this HTML would send."""
    found = BeautifulSoup(f"<form>{html}</form>", "html.parser").form
    assert found is not None
    return values_of(found)


def test_only_ticked_boxes_and_chosen_options_are_sent() -> None:
    html = """<input type=radio name=a value=1><input type=radio name=a value=2 checked>
    <input type=checkbox name=b value=x checked><input type=checkbox name=b value=y checked>
    <select name=c><option value=1>1<option value=2 selected>2</select><input type=submit name=d value=go>"""
    assert form(html) == {"a": ["2"], "b": ["x", "y"], "c": "2"}


def test_a_textarea_keeps_its_lines_and_loses_only_the_first_break() -> None:
    assert form("<textarea name=t>\n\nhei\n</textarea>") == {"t": "\nhei\n"}


def test_a_code_is_that_of_the_standard() -> None:
    # RFC 6238, appendix B: the secret "12345678901234567890", at 59 s, ends in 287082.
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=59) == "287082"
