"""The Finnish pages of the demo: the originals."""

from __future__ import annotations

import json
from typing import Any

from wagtail.models import Locale

from portal.demo.public.loading.content import stream_of
from portal.home.models import AdvicePage, ProcessPage

WITH_BODY = (AdvicePage, ProcessPage)
OWNER_ROLE = "Lapsiperheiden palvelujen verkkotoimitus"


def load_finnish(spec: Any, locale: Locale, parent: Any) -> tuple[Any, str]:
    """The live Finnish page of the spec, and whether it is new, changed or as it was."""
    page = spec.model.objects.filter(translation_key=spec.translation_key, locale=locale).first()
    is_new = page is None
    if is_new:
        page = spec.model(locale=locale, translation_key=spec.translation_key, live=False, **fields_of(spec, "fi"))
        set_body(page, spec, "fi")
        parent.add_child(instance=page)
    elif page.live and is_as_written(page, spec, "fi"):
        return page, "unchanged"
    else:
        write(page, spec, "fi")
    page.save_revision().publish()
    page.refresh_from_db()
    return page, "new" if is_new else "changed"


def fields_of(spec: Any, code: str) -> dict[str, Any]:
    """The plain fields of the page in a variant: its words, and the facts that all variants share."""
    words = spec.words(code)
    slug = words["slug"] if spec.parent or code == "fi" else f"{words['slug']}-{code}"
    texts = {name: words[name].strip() for name in ("title", "summary", "search_description")}
    return {**texts, "slug": slug, "owner_role": OWNER_ROLE, **spec.facts}


def set_body(page: Any, spec: Any, code: str, ids_of: str = "") -> None:
    """Puts the blocks of the content file into the page's body; Swedish ones carry the ids of the Finnish ones."""
    if isinstance(page, WITH_BODY):
        name = f"{spec.kind}/{spec.key}/{ids_of or code}"
        page.body = json.dumps(stream_of(name, spec.words(code)["body"]))
    for name, value in spec.streams(code, ids_of or code).items():
        setattr(page, name, value)


def write(page: Any, spec: Any, code: str) -> None:
    """Sets everything that the content file says on the page, unsaved."""
    for name, value in fields_of(spec, code).items():
        setattr(page, name, value)
    set_body(page, spec, code)


def is_as_written(page: Any, spec: Any, code: str) -> bool:
    """Whether the page says what the content file says."""
    wanted = spec.model()
    write(wanted, spec, code)
    streams = ["body"] if isinstance(page, WITH_BODY) else list(spec.streams(code, code))
    if any(getattr(page, name).get_prep_value() != getattr(wanted, name).get_prep_value() for name in streams):
        return False
    return all(getattr(page, name) == value for name, value in fields_of(spec, code).items())
