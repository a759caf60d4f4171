"""The professionals' page, and that what stands there stands nowhere else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.professionals import PROFESSIONALS, kept_services
from portal.services.models import ServiceChannel, ServiceFacts
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
PAGE = {
    "fi": "/fi/ammattilaiselle/palvelut/",
    "sv": "/sv/for-yrkespersoner/tjanster/",
    "fi-simple": "/fi-simple/ammattilaiselle/palvelut/",
}
LIST = "/fi/ammattilaiselle/palvelut/lista/"
CANARY = "079 777 0007"
OF_STAFF = "079 777 0008"


def professional() -> tuple[User, Client]:
    user = User.objects.create_user("kuraattori@tyo.example")
    user.groups.add(Group.objects.get_or_create(name=PROFESSIONALS)[0])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = Client()
    client.force_login(user)
    return user, client


def for_professionals(of: ServiceFacts, number: str = CANARY, audience: str = "professionals", days: int = 30) -> None:
    channel = builders.channel(
        f"c{number[-4:]}", number=number, audience=audience, expires_on=timezone.localdate() + timedelta(days=days)
    )
    ServiceChannel.objects.create(facts=of, channel=channel, sort_order=0)


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


@pytest.mark.parametrize("code", PAGE)
def test_a_professional_sees_the_numbers_of_professionals_and_never_those_of_staff(code: str) -> None:
    facts = builders.service()
    for_professionals(facts)
    for_professionals(facts, OF_STAFF, "staff")
    page = text(professional()[1], PAGE[code])
    assert CANARY in page
    assert OF_STAFF not in page
    assert f"kotipalvelu-{code}/" in page


def test_consult_numbers_stand_first() -> None:
    facts = builders.service()
    for_professionals(facts)
    main = text(professional()[1], PAGE["fi"]).split("<main", 1)[1]
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", main)
    assert headings[0] == "Konsultaationumerot"
    assert main.index(CANARY) < main.index("Oma listasi")


def test_an_expired_number_disappears_by_itself() -> None:
    facts = builders.service()
    for_professionals(facts, days=0)
    _user, client = professional()
    assert CANARY in text(client, PAGE["fi"])
    facts.channel_links.get(channel__number=CANARY).channel.__class__.objects.filter(number=CANARY).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    )
    assert CANARY not in text(client, PAGE["fi"])


@pytest.mark.parametrize("path", [*PAGE.values(), PAGE["fi"] + "?page=2"])
def test_who_has_not_signed_in_is_led_to_where_one_signs_in(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"] == f"/{path.split('/')[1]}/p/"
    assert "no-store" in response["Cache-Control"]


def test_nobody_may_keep_or_index_the_page() -> None:
    response = professional()[1].get(PAGE["fi"])
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, noarchive"
    assert 'content="noindex, noarchive"' in response.content.decode()


def test_an_editor_and_an_administrator_are_no_professionals() -> None:
    for role in ("Editors", "Administrator"):
        assert builders.signed_in(role).get(PAGE["fi"]).status_code == 302


def test_a_number_of_professionals_stands_on_no_public_page_and_a_public_page_is_the_same_for_who_is_signed_in() -> (
    None
):
    facts = builders.service()
    for_professionals(facts)
    place = builders.place()
    partner = builders.partner()
    for one in (place, partner):
        builders.said(one, "fi")
    builders.channel("kumppanin", number=CANARY, audience="professionals", expires_on=date(2099, 1, 1), partner=partner)
    builders.channel("paikan", number=CANARY, audience="professionals", expires_on=date(2099, 1, 1), place=place)
    _user, client = professional()
    assert text(client, PAGE["fi"]).count(CANARY) >= 3
    anonymous = Client()
    for path in (
        "/fi/", "/fi/palvelut/", "/fi/palvelut/kotipalvelu-fi/", "/sv/tjanster/kotipalvelu-sv/", "/fi/paikat/perhekeskus-fi/",
        "/fi/kumppanit/lyhty-fi/", "/fi/palvelut/kotipalvelu-fi/tuloste/", "/fi/palvelut/kotipalvelu-fi/yhteystiedot.vcf",
    ):  # fmt: skip
        seen, own = anonymous.get(path), client.get(path)
        assert seen.status_code == own.status_code, path
        assert seen.content == own.content, path
        assert CANARY not in seen.content.decode(), path
        if seen.status_code == 200:
            assert "public" in seen["Cache-Control"], path
        assert "public" not in own["Cache-Control"], path


def test_the_own_list_is_changed_by_a_post_and_keeps_the_key_alone() -> None:
    builders.service()
    user, client = professional()
    assert client.get(LIST).status_code == 405
    assert client.post(LIST, {"key": "kotipalvelu", "do": "keep"})["Location"] == PAGE["fi"]
    client.post(LIST, {"key": "kotipalvelu", "do": "keep"})
    assert kept_services(user) == ["kotipalvelu"]
    assert "Poista listaltasi" in text(client, PAGE["fi"])
    assert "kotipalvelu-sv/" in text(client, PAGE["sv"])
    client.post(LIST, {"key": "kotipalvelu", "do": "drop"})
    assert kept_services(user) == []


@pytest.mark.parametrize("key", ["", "ei-ole", "x" * 5000, "<script>", "\x00"])
def test_a_key_of_no_service_changes_nothing(key: str) -> None:
    user, client = professional()
    assert client.post(LIST, {"key": key, "do": "keep"}).status_code == 302
    assert kept_services(user) == []


def test_nobody_changes_a_list_without_signing_in_or_from_another_site() -> None:
    builders.service()
    assert Client().post(LIST, {"key": "kotipalvelu", "do": "keep"})["Location"] == "/fi/p/"
    user, _client = professional()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post(LIST, {"key": "kotipalvelu", "do": "keep"}).status_code == 403
    assert kept_services(user) == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", "99999", ""])
def test_a_page_of_services_that_there_is_not_is_a_404(number: str) -> None:
    assert professional()[1].get(f"{PAGE['fi']}?page={number}").status_code == 404


def test_the_page_costs_the_same_queries_with_more_services_and_channels() -> None:
    facts = builders.service()
    for_professionals(facts)
    _user, client = professional()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(client, PAGE["fi"])
        return len(captured)

    queries()
    few = queries()
    for number in range(5):
        for_professionals(builders.service(f"palvelu-{number}"), f"079 777 1{number:03}")
    assert queries() == few
    assert few <= 30
