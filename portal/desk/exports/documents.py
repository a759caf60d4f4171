"""From a letter to the national documents: one mapping for each kind of contact that has one.

What has no field of its own goes, labelled, into the document's field for free text. A child welfare notice concerns
one child, so a letter about several children makes one document for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from portal.core.national_codes import NEED
from portal.desk.exports.codes import all_coded
from portal.desk.exports.fields_of_people import client, contact_details, named_with_phone, reporter
from portal.desk.exports.report import Report, missing_in, without_empty
from portal.desk.exports.said import Said
from portal.desk.exports.tables import (
    CHILD_WELFARE_NOTICE,
    CONTACT,
    DOCUMENT_OF_KIND,
    NEED_NOTICE,
    PRENATAL_NOTICE,
    DocumentTable,
    table,
)

CountyCodes = Mapping[tuple[str, str], str]
Fill = Callable[[Said, Report], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class NationalDocument:
    """One national document with its fields, and the report of what it lacks."""

    table: DocumentTable
    fields: Mapping[str, Any]
    report: Report

    def as_json(self) -> dict[str, Any]:
        """The document as data: number, OID, names, fields, report."""
        return {
            "number": self.table.number,
            "oid": self.table.oid,
            "name": dict(self.table.name.by_code),
            "fields": dict(self.fields),
            "report": self.report.as_json(self.table),
        }


def national_documents(
    content: Mapping[str, Any], arrival: datetime, county_codes: CountyCodes
) -> tuple[NationalDocument, ...]:
    """The documents of one letter (contact-1); none for a kind that has no national document. `arrival` is aware."""
    number = DOCUMENT_OF_KIND.get(content["kind"])
    if number is None:
        return ()
    if number == CHILD_WELFARE_NOTICE:
        fills = [_notice_about(child, arrival) for child in Said(content).people("child") or [""]]
    else:
        fills = [lambda said, report: MAPPINGS[number](said, report, arrival)]
    return tuple(finished(number, Said(content), county_codes, fill) for fill in fills)


def finished(number: str, said: Said, county_codes: CountyCodes, fill: Fill) -> NationalDocument:
    """The document that `fill` makes, with the rest in its free text, without empty fields, and with its report."""
    report = Report(county_codes=county_codes)
    fields = fill(said, report)
    found = table(number)
    if found.free_text:
        texts = (fields.get(found.free_text, ""), said.rest_as_text())
        fields[found.free_text] = "\n\n".join(text for text in texts if text)
    fields = without_empty(fields)
    report.missing.extend(missing_in(found, fields))
    return NationalDocument(found, fields, report)


def day(arrival: datetime) -> str:
    """The day of the arrival in Finland, as YYYY-MM-DD."""
    return timezone.localdate(arrival).isoformat()


def _contact(said: Said, report: Report, arrival: datetime) -> dict[str, Any]:
    """Yhteydenotto (4018). A guardian stands with the child where the contact is about one child only."""
    people = said.people("person", "child")
    clients = [client(said, one) for one in people]
    if people == said.people("child") and len(people) == 1:
        clients[0]["huoltajuus"] = [{"huoltaja": named_with_phone(said, one)} for one in said.people("guardian")]
    return {
        "asiakas": clients,
        "yhteydenottaja": [_with_relation(said, reporter(said, report, "yhteydenottaja", "henkilo"))],
        "yhteydenoton_paivamaara": day(arrival),
        "asiasisalto": all_coded(NEED, said.needs(), "asiasisalto", report),
        "kuvaus_tilanteesta_ja_huolesta": said.texts("own_words", "situation"),
        "yhteydenotto_on_tehty_henkilon_suostumuksella": said.flag("consent.given"),
        "laatija": _keyed_in_by(said),
    }


def _need_notice(said: Said, report: Report, arrival: datetime) -> dict[str, Any]:
    """Ilmoitus sosiaalihuollon tarpeesta (4006)."""
    who = _with_relation(said, reporter(said, report, "ilmoittaja", "henkilo"))
    return {
        "asiakas": [client(said, one) for one in said.people("person", "child")],
        "ilmoittaja": [{**who, **_secrecy(said)}],
        "ilmoittamispaivamaara": day(arrival),
        "asiasisalto": all_coded(NEED, said.needs(), "asiasisalto", report),
        "kuvaus_tilanteesta_ja_huolesta": said.texts("own_words", "situation"),
        "laatija": _keyed_in_by(said),
    }


def _notice_about(child: str, arrival: datetime) -> Fill:
    return lambda said, report: _notice(said, report, child, arrival)


def _notice(said: Said, report: Report, child: str, arrival: datetime) -> dict[str, Any]:
    """Lastensuojeluilmoitus (4009) about one child; an empty path for a letter that names none."""
    others = said.people("guardian", "parent", "other")
    return {
        **(_child(said, child) if child else {}),
        "huoltaja_tai_muu": [named_with_phone(said, one) for one in others],
        "anonyymi_ilmoitus": said.flag("sender.is_anonymous"),
        "ilmoittaja": {**reporter(said, report, "ilmoittaja", "henkilo", is_other=True), **_secrecy(said)},
        "ilmoittamispaivamaara": day(arrival),
        "asiasisalto": said.texts("own_words", "situation"),
        "lapselle_on_kerrottu": said.flag("told.child"),
        "ainakin_toiselle_huoltajalle_on_kerrottu": said.flag("told.guardian"),
        "lisatiedot_kertomisesta": said.text("told.more"),
    }


def _child(said: Said, child: str) -> dict[str, Any]:
    first_names, family_name = said.text(f"{child}.first_names"), said.text(f"{child}.family_name")
    return {
        "asiakas": {
            "nimi": f"{first_names} {family_name}".strip(),
            "hetu": said.text(f"{child}.personal_id"),
            "ika": said.text(f"{child}.age"),
            "turvakielto": said.flag(f"{child}.address_is_secret"),
            "yhteystiedot": contact_details(said, child),
        },
        "tiedot_lapsen_asumisesta": {"lapsen_asumisen_kuvaus": said.text(f"{child}.lives_with")},
    }


def _prenatal_notice(said: Said, report: Report, arrival: datetime) -> dict[str, Any]:
    """Ennakollinen lastensuojeluilmoitus (4019): expectant parents are the clients.

    Where a person and a parent are named, the person is the client and the first parent the other one to be.
    """
    subjects, parents = said.people("person"), said.people("parent")
    other = parents[0] if subjects and parents else ""
    clients = subjects or parents
    who = reporter(said, report, "ilmoittaja", "ammattihenkilo", is_other=True)
    who["ammattihenkilo"]["yhteystiedot"]["sahkopostiosoite"] = said.text("sender.email")
    told_other = said.flag("told.other_parent")
    if said.content["told"]["other_parent"] == "unknown":
        told_other = False  # the national field's own rule: "no" also when it is not known
    return {
        "asiakas": [client(said, one) for one in clients],
        "tulevan_lapsen_toinen_vanhempi": _other_parent(said, other) if other else None,
        "ilmoittaja": [who],
        "ilmoittamispaivamaara": day(arrival),
        "syyt_ennakollisen_lastensuojeluilmoituksen_tekemiseen": all_coded(
            NEED, said.needs(), "syyt_ennakollisen_lastensuojeluilmoituksen_tekemiseen", report
        ),
        "lisatiedot_ennakollisen_lastensuojeluilmoituksen_syista": said.texts("own_words", "situation", "grounds"),
        "perhe__ja_asumistilanne": said.texts("home.family_situation", "home.housing"),
        "aiemmin_annettu_tuki": said.text("home.earlier_support"),
        "lapsen_arvioitu_syntymaaika": said.text("home.expected_birth"),
        "kerrottu_tulevalle_aidille": said.flag("told.expectant_mother"),
        "kerrottu_tulevalle_toiselle_vanhemmalle": told_other,
        "lisatiedot_tuleville_vanhemmille_kertomisesta": said.text("told.more"),
        "laatija": _keyed_in_by(said),
    }


def _other_parent(said: Said, path: str) -> dict[str, Any]:
    return {
        "sukunimi": said.text(f"{path}.family_name"),
        "etunimet": said.text(f"{path}.first_names"),
        "turvakielto": said.flag(f"{path}.address_is_secret"),
        "yhteystiedot": contact_details(said, path),
    }


def _with_relation(said: Said, who: dict[str, Any]) -> dict[str, Any]:
    return {**who, "kuvaus": said.text("sender.relation")}


def _secrecy(said: Said) -> dict[str, Any]:
    return {
        "ilmoittajan_tietojen_salassapito": said.flag("sender.identity_is_secret"),
        "salassapidon_perustelut": said.text("sender.secrecy_grounds"),
    }


def _keyed_in_by(said: Said) -> str:
    """Who wrote down what was said or came on paper (laatija): only where a member of the team is the sender."""
    is_keyed_in = said.content["channel"] != "form" and said.content["sender"]["role"] == "staff"
    return said.text("sender.name") if is_keyed_in else ""


MAPPINGS: Final[Mapping[str, Callable[[Said, Report, datetime], dict[str, Any]]]] = {
    CONTACT: _contact,
    NEED_NOTICE: _need_notice,
    PRENATAL_NOTICE: _prenatal_notice,
}
