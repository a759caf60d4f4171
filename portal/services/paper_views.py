"""Contact cards to save and handouts to print: what a public page says, in a form that one takes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core.handouts import Handout, handout_page, handout_pdf
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import cacheable, keep_until
from portal.services.addresses import page_url, partner_url, place_url
from portal.services.contact_cards import CONTENT_TYPE, Card, as_vcard
from portal.services.finding import live_words
from portal.services.models import PartnerWords, PlaceWords, ServiceWords
from portal.services.opening import tomorrow
from portal.services.paper import card_of_partner, card_of_place, card_of_service, handout_of_service
from portal.services.presentation import facts_shown, page_alternates
from portal.services.presentation_of_places import partner_context, place_context

CACHE_SECONDS: Final = 300


@require_safe
@cacheable(CACHE_SECONDS)
def service_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The contact card of a service; 404 where the service has no page in this variant, or has ended."""
    words, _live = _in_use(ServiceWords, slug)
    language = current_variant().code
    url = _full(request, page_url, slug)
    return _card(card_of_service(words, facts_shown(words.facts, language), url, language), slug)


@require_safe
@cacheable(CACHE_SECONDS)
def place_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The contact card of a place; 404 as above."""
    words, live = _in_use(PlaceWords, slug)
    place = place_context(words, live=live)["place"]
    return _card(card_of_place(words, place, _full(request, place_url, slug), current_variant().code), slug)


@require_safe
@cacheable(CACHE_SECONDS)
def partner_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The contact card of a partner; 404 as above."""
    words, live = _in_use(PartnerWords, slug)
    partner = partner_context(words, live=live)["partner"]
    return _card(card_of_partner(words, partner, _full(request, partner_url, slug), current_variant().code), slug)


@require_safe
@cacheable(CACHE_SECONDS)
def service_handout(request: HttpRequest, slug: str) -> HttpResponse:
    """The handout of a service as a page to print; 404 as above."""
    handout, live = _handout(request, slug)
    slugs = {one.locale.language_code: one.slug for one in live}
    here = current_variant().code
    alternates = page_alternates(slugs, here, _handout_url, note=lambda _code: "")
    pdf_url = reverse_in("service-handout-pdf", here, slug=slug)
    return keep_until(handout_page(request, handout, pdf_url=pdf_url, alternates=alternates), tomorrow(timezone.now()))


@require_safe
@cacheable(CACHE_SECONDS)
def service_handout_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The handout of a service as a PDF; 404 as above."""
    handout, _live = _handout(request, slug)
    return keep_until(handout_pdf(handout, f"{slug}.pdf"), tomorrow(timezone.now()))


def _handout(request: HttpRequest, slug: str) -> tuple[Handout, list[ServiceWords]]:
    words, live = _in_use(ServiceWords, slug)
    facts = facts_shown(words.facts, current_variant().code)
    return handout_of_service(words, facts, _full(request, page_url, slug)), live


def _handout_url(language: str, slug: str) -> str:
    return reverse_in("service-handout", language, slug=slug)


def _in_use(model: type[Any], slug: str) -> tuple[Any, list[Any]]:
    words, live = live_words(model, slug)
    if words.facts.archived_on is not None:
        raise Http404
    return words, live


def _full(request: HttpRequest, to: Callable[[str, str], str], slug: str) -> str:
    return request.build_absolute_uri(to(current_variant().code, slug))


def _card(card: Card, slug: str) -> HttpResponse:
    response = HttpResponse(as_vcard(card), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    response["X-Robots-Tag"] = "noindex"
    # The lines of hours leave out what is over, so a card is as old as its day.
    return keep_until(response, tomorrow(timezone.now()))
