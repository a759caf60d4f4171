"""The plain-language pages of the demo: started as a copy of the Finnish one, then written anew."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from portal.demo.public.loading.finnish import is_as_written, write
from portal.home.variants import start_variant


def load_plain(spec: Any, original: Any, locale: Locale) -> str:
    """Starts the plain-language page, writes it and publishes it; says whether it was new, changed or not.

    Raises PublishingRefusedError where the file says what the Finnish one says.
    """
    page = original.get_translation_or_none(locale)
    is_new = page is None
    page = start_variant(original, locale) if is_new else page.specific
    if page.live and is_as_written(page, spec, locale.language_code):
        return "unchanged"
    write(page, spec, locale.language_code)
    page.save_revision().publish()
    return "new" if is_new else "changed"
