"""The national documents that the desk itself makes: the first assessment (1009, 1006) and the pending entry (19001)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone

from portal.core.national_codes import (
    CHILD_WELFARE_REASON,
    MEASURES_AFTER_NOTICE,
    NEED,
    SERVICE_TASK,
    SOCIAL_SERVICE,
    URGENCY_ASSESSMENT,
    WAY_OF_CONTACT,
    code_set,
)
from portal.desk.exports.codes import all_coded, coded
from portal.desk.exports.documents import NationalDocument, finished
from portal.desk.exports.gathered import Assessed, GatheredContact
from portal.desk.exports.report import Report
from portal.desk.exports.said import Said
from portal.desk.exports.tables import ASSESSMENT, CHILD_WELFARE_ASSESSMENT, PENDING_ENTRY, Field, table

YES_AND_NO: Final[Mapping[str, bool]] = {"yes": True, "no": False}
WITHOUT_MATTER: Final = frozenset({"question", "consultation"})
ONE_OF_TWO: Final = "asiakas.henkilotunnus | asiakas.tilapainen_yksilointitunnus"


def assessment_document(contact: GatheredContact) -> NationalDocument | None:
    """The first assessment as 1009 or 1006; None where nobody has made one or no text opens."""
    assessed = contact.assessed
    if assessed is None or not contact.valid_letters or contact.valid_letters[-1].content is None:
        return None
    said = Said(contact.valid_letters[-1].content)
    if assessed.document == CHILD_WELFARE_ASSESSMENT:
        return _with_an_identifier(
            finished(
                CHILD_WELFARE_ASSESSMENT, said, contact.county_codes, lambda said, report: _1006(said, report, assessed)
            )
        )
    return finished(ASSESSMENT, said, contact.county_codes, lambda said, report: _1009(said, report, assessed))


def pending_entry(contact: GatheredContact) -> NationalDocument | None:
    """The entry that the matter is pending (vireilletulo, 19001).

    None where no text opens, and for the kinds that start no matter: a question, a consultation without identity.
    """
    letters = contact.valid_letters
    if contact.kind in WITHOUT_MATTER or not letters or letters[-1].content is None:
        return None
    return finished(
        PENDING_ENTRY,
        Said(letters[-1].content),
        contact.county_codes,
        lambda said, report: _19001(said, report, contact),
    )


def clientships() -> tuple[Field, ...]:
    """The statements on the child's clientships that 1006 knows."""
    return tuple(one for one in table(CHILD_WELFARE_ASSESSMENT).inside("lapsen_asiakkuus") if one.type == "bool")


def _1006(said: Said, report: Report, assessed: Assessed) -> dict[str, Any]:
    children = said.people("child")
    child = children[0] if len(children) == 1 else ""
    return {
        "asiakas": {
            "sukunimi": said.text(f"{child}.family_name"),
            "etunimet": said.text(f"{child}.first_names"),
            "henkilotunnus": said.text(f"{child}.personal_id"),
        }
        if child
        else None,
        "aiemmat_ilmoitukset_ja_yhteydenotot": YES_AND_NO.get(assessed.earlier_notices),
        "lapsen_asiakkuus": {
            **{one.name: True for one in clientships() if one.name in assessed.clientships},
            "muu_tilanne": assessed.other_clientship,
        },
        "ilmoituksen_perustelut": all_coded(CHILD_WELFARE_REASON, assessed.reasons, "ilmoituksen_perustelut", report),
        "tietojen_hankkiminen": assessed.information,
        "toimenpiteet": all_coded(MEASURES_AFTER_NOTICE, assessed.measures, "toimenpiteet", report),
        "kuvaus": assessed.description,
        "arvio_asian_kiireellisyydesta": _urgency(assessed, "arvio_asian_kiireellisyydesta", report),
        "kiireellisyyden_perustelu": assessed.urgency_grounds,
        "lisatiedot": assessed.more,
        "paivamaara": assessed.made_on.isoformat(),
        "laatija": assessed.made_by,
    }


def _1009(said: Said, report: Report, assessed: Assessed) -> dict[str, Any]:
    services = [
        {
            "palvelutehtava": _code(SERVICE_TASK, assessed.service_task, "tarvittavat_palvelut.palvelutehtava", report),
            "sosiaalipalvelu": _code(SOCIAL_SERVICE, one, "tarvittavat_palvelut.sosiaalipalvelu", report),
        }
        for one in assessed.services or ("",)
    ]
    return {
        "yhteydenottotapa": _code(WAY_OF_CONTACT, assessed.way, "yhteydenottotapa", report),
        "asiasisalto": _subject(said, assessed),
        "lastensuojeluasian_syy": all_coded(CHILD_WELFARE_REASON, assessed.reasons, "lastensuojeluasian_syy", report),
        "toimenpiteet": [_name(MEASURES_AFTER_NOTICE, one) for one in assessed.measures],
        "tarvittavat_palvelut": services,
        "sovitut_jatkotoimenpiteet": assessed.next_steps,
        "henkilo_on_yli_seitsemanviisi_vuotias": assessed.aged_75,
        "henkilo_saa_ylinta_hoitotukea": assessed.highest_care_allowance,
        "erityista_tukea_tarvitseva_lapsi": assessed.special_support_child,
        "arvio_asian_kiireellisyydesta": _urgency(assessed, "arvio_asian_kiireellisyydesta", report),
        "kiireellisyyden_perustelu": assessed.urgency_grounds,
    }


def _19001(said: Said, report: Report, contact: GatheredContact) -> dict[str, Any]:
    return {
        "vireilletulopaiva": timezone.localdate(contact.arrival).isoformat(),
        "palvelutehtava": _code(SERVICE_TASK, contact.service_task, "palvelutehtava", report),
        "vireilletulon_syyt": all_coded(NEED, said.needs(), "vireilletulon_syyt", report),
        "kiireellisyys": _urgency(contact.assessed, "kiireellisyys", report) if contact.assessed else None,
    }


def _subject(said: Said, assessed: Assessed) -> str:
    """What the matter is about, in words: the national structure's own form of this field is not known to us."""
    needs = "; ".join(_name(NEED, one) for one in assessed.needs)
    texts = (said.texts("own_words", "situation"), needs, assessed.description, assessed.more)
    return "\n\n".join(text for text in texts if text)


def _urgency(assessed: Assessed, path: str, report: Report) -> dict[str, Any] | None:
    return _code(URGENCY_ASSESSMENT, assessed.urgency, path, report)


def _code(oid: str, key: str, path: str, report: Report) -> dict[str, Any] | None:
    return coded(oid, key, path, report) if key else None


def _name(oid: str, key: str) -> str:
    found = code_set(oid).value(key)
    return str(found.name) if found else key


def _with_an_identifier(document: NationalDocument) -> NationalDocument:
    """Reports that neither of two identifiers is there, where the national document demands one of them."""
    if not document.fields.get("asiakas", {}).get("henkilotunnus"):
        document.report.missing.append(ONE_OF_TWO)
    return document
