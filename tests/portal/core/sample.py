"""A page with everything the ground floor offers, for pictures and for measuring; exists in tests only."""

from __future__ import annotations

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from portal.core.forms import (
    CheckboxesWidget,
    LineField,
    OptionLooks,
    OwnWordsField,
    PortalForm,
    RadiosWidget,
    SelectWidget,
    TextWidget,
)
from portal.core.frame import Alternate, Frame, NavigationLink, bare_frame
from portal.core.responses import cacheable, neutral
from portal.core.urls import localized_urlpatterns, public_urlpatterns


class SampleForm(PortalForm):
    autocomplete = "off"

    own_words = OwnWordsField(
        max_length=20_000, label="Kerro omin sanoin", help_text="Voit kirjoittaa juuri niin kuin haluat."
    )
    name = LineField(max_length=80, required=False, label="Nimi tai nimimerkki", widget=TextWidget(width=20))
    way = forms.ChoiceField(
        label="Miten saamme ottaa sinuun yhteyttä?",
        choices=[("call", "Soittamalla"), ("text", "Tekstiviestillä"), ("none", "Ei mitenkään")],
        widget=RadiosWidget(
            looks=OptionLooks(
                hints={"text": "Viestissä ei lue, mistä asiasta on kyse."},
                reveals={"call": "phone"},
                divider_before="none",
            )
        ),
    )
    phone = LineField(max_length=40, required=False, label="Puhelinnumero", widget=TextWidget(width=20))
    times = forms.MultipleChoiceField(
        label="Milloin?", required=False, choices=[("am", "Aamulla"), ("pm", "Illalla")], widget=CheckboxesWidget()
    )
    municipality = forms.ChoiceField(
        label="Kunta", choices=[("", "Valitse kunta"), ("951", "Koivuranta")], widget=SelectWidget()
    )
    form_token = forms.CharField(required=False, widget=forms.HiddenInput)


PAGE = """{% extends base %}{% load components i18n %}
{% block title %}Sample{% endblock %}
{% block breadcrumb %}{% include "core/components/breadcrumbs.html" with items=trail only %}{% endblock %}
{% block before_main %}{% include "core/components/back_link.html" with href="/fi/" only %}{% endblock %}
{% block main %}
{% include "core/components/form_errors.html" with form=form only %}
<h1 class="govuk-heading-l">Kun oma jaksaminen on koetuksella</h1>
<p class="govuk-body-l">Vanhemman väsymys on tavallista. Apua saa, eikä sitä tarvitse ansaita.</p>
{% captured body %}<p class="govuk-body">Soita neuvontapuhelimeen, jos haluat jutella.</p>{% endcaptured %}
{% include "core/components/care_card.html" with level="calm" heading="Soita neuvontaan, jos olet väsynyt" html=body only %}
{% include "core/components/care_card.html" with level="soon" heading="Soita tänään, jos et jaksa hoitaa lasta" html=body only %}
{% include "core/components/care_card.html" with level="now" heading="Soita 112, jos joku on vaarassa" html=body only %}
{% include "core/components/contact_block.html" with heading="Perheneuvola" phone="079 100 3000" tel="tel:0791003000" hours="ma–pe 9–15" email="perhe@esimerkkila.example" address="Koivutie 1, Koivuranta" only %}
{% include "core/components/inset_text.html" with text="Voit vastata niin pitkään kuin haluat." only %}
{% include "core/components/warning_text.html" with text="Tämä ei korvaa lastensuojeluilmoitusta." only %}
{% include "core/components/details.html" with summary_text="Miksi kysymme tätä?" text="Jotta oikea ihminen vastaa sinulle." only %}
{% include "core/components/notification_banner.html" with text="Vastauksesi on tallessa 60 minuuttia." only %}
{% include "core/components/panel.html" with title_text="Viestisi on perillä" text="Viite AB12" heading_level=2 only %}
{% include "core/components/summary_list.html" with rows=rows only %}
<p class="govuk-body">{% include "core/components/tag.html" with text="Uusi" only %}</p>
<form method="post" novalidate>{% csrf_token %}{{ form }}
{% include "core/components/button.html" with text="Jatka" only %}
{% include "core/components/button.html" with text="Ohita" classes="govuk-button--secondary" only %}</form>
{% endblock %}
"""


def frame(request: HttpRequest) -> Frame:
    bare = bare_frame(request)
    return Frame(
        county_name=bare.county_name,
        service_name=bare.service_name,
        home_url=bare.home_url,
        navigation=(
            NavigationLink("Jaksaminen", "/fi/jaksaminen/", is_current=True),
            NavigationLink("Kasvatus ja arki", "/fi/kasvatus/"),
            NavigationLink("Palvelut", "/fi/palvelut/"),
            NavigationLink("Pyydä apua", "/fi/pyyda-apua/"),
        ),
        urgent_numbers=bare.urgent_numbers,
        advice_phone=bare.advice_phone,
        named_links={
            "accessibility": NavigationLink("Saavutettavuusseloste", "/fi/saavutettavuus/"),
            "privacy": NavigationLink("Tietosuoja", "/fi/tietosuoja/"),
            "rights": NavigationLink("Oikeutesi", "/fi/oikeudet/"),
            "feedback": NavigationLink("Palaute", "/fi/palaute/"),
        },
    )


def page(request: HttpRequest, base: str) -> HttpResponse:
    form = SampleForm(request.POST or None)
    context = {
        "base": base,
        "form": form,
        "frame": frame(request),
        "trail": [{"text": "Etusivu", "href": "/fi/"}, {"text": "Jaksaminen"}],
        "rows": [
            {
                "key": {"text": "Miten voit?"},
                "value": {"text": "Pohdituttaa"},
                "actions": {
                    "items": [{"text": "Muuta", "href": "#x", "visually_hidden_text": "vastausta: Miten voit?"}]
                },
            }
        ],
        "alternates": (
            Alternate("fi", "Suomi", "/fi/x/", is_current=True),
            Alternate(
                "sv",
                "Svenska",
                "/sv/",
                is_same_page=False,
                note="Sidan finns inte på svenska ännu. Länken går till startsidan.",
            ),
            Alternate("fi-simple", "Selkosuomi", "/fi-simple/x/"),
        ),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


@cacheable(60)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        engines["django"]
        .from_string(
            '{% extends "core/base.html" %}{% block title %}Julkinen{% endblock %}{% block main %}<h1>Julkinen</h1>{% endblock %}'
        )
        .render({"frame": frame(request)}, request)
    )


@neutral
def step(request: HttpRequest) -> HttpResponse:
    return page(request, "core/neutral_base.html")


def plain(request: HttpRequest) -> HttpResponse:
    return page(request, "core/base.html")


def cms(request: HttpRequest) -> HttpResponse:
    return HttpResponse("an editor's page")


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("a value that somebody wrote")


def no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database is gone")


def accepts(request: HttpRequest) -> HttpResponse:
    form = SampleForm(request.POST)
    return HttpResponse(form.data.get("own_words", "")) if request.method == "POST" else HttpResponseRedirect("/fi/")


urlpatterns = [
    path("fi/sample/", plain),
    path("fi/sample/public/", public),
    path("fi/sample/step/", step),
    path("fi/sample/breaks/", breaks),
    path("fi/sample/no-database/", no_database),
    path("fi/sample/accepts/", accepts),
    path("cms/sample/", cms),
    path("sv/sample/breaks/", breaks),
    path("fi-simple/sample/breaks/", breaks),
    path("accounts/login/", cms, name="account_login"),
    path("", include("portal.core.urls")),
    *public_urlpatterns,
    *i18n_patterns(*localized_urlpatterns),
]
handler400 = "portal.core.failures.bad_request"
handler404 = "portal.core.failures.not_found"
handler500 = "portal.core.failures.server_error"
