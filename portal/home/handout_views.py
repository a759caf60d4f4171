"""The handout of a topic: its advice pages by name, with a QR code that leads to the topic's own page."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.handouts import Handout, Part, handout_page, handout_pdf
from portal.core.locales import VARIANTS, current_variant, reverse_in
from portal.core.responses import cacheable
from portal.home.models import TopicPage
from portal.home.presentation import live_children

CACHE_SECONDS: Final = 300
UNKNOWN: Final = date(2000, 1, 1)


@require_safe
@cacheable(CACHE_SECONDS)
def topic_handout(request: HttpRequest, slug: str) -> HttpResponse:
    """The handout of a topic as a page to print; 404 where no live topic has this address in the variant."""
    page = _topic(slug)
    rows = TopicPage.objects.live().filter(translation_key=page.translation_key)
    slugs = dict(rows.values_list("locale__language_code", "slug"))
    here = current_variant().code
    alternates = tuple(
        Alternate(one.code, one.own_name, reverse_in("topic-handout", one.code, slug=slugs[one.code]), one.code == here)
        for one in VARIANTS
        if one.code in slugs
    )
    pdf_url = reverse_in("topic-handout-pdf", here, slug=slug)
    return handout_page(request, _handout(request, page), pdf_url=pdf_url, alternates=alternates)


@require_safe
@cacheable(CACHE_SECONDS)
def topic_handout_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The handout of a topic as a PDF; 404 as above."""
    return handout_pdf(_handout(request, _topic(slug)), f"{slug}.pdf")


def _topic(slug: str) -> Any:
    pages = TopicPage.objects.live().filter(locale__language_code=current_variant().code, slug=slug)
    page = pages.select_related("locale").first()
    if page is None:
        raise Http404
    return page


def _handout(request: HttpRequest, page: Any) -> Handout:
    advice = tuple(f"{one.title}. {getattr(one, 'summary', '')}".strip(" .") + "." for one in live_children(page))
    return Handout(
        title=page.title,
        summary=page.summary,
        parts=(Part(_("Advice on this topic"), advice), _phone()),
        url=request.build_absolute_uri(page.get_url(request) or "/"),
        made_on=page.reviewed_on or UNKNOWN,
    )


def _phone() -> Part:
    phone = county().advice_phone
    return Part(str(phone.label), (f"{phone.number}, {phone.hours}",))
