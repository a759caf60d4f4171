"""Groups that stand in several national documents: a client, an address, who makes the contact."""

from __future__ import annotations

from typing import Any

from portal.core.national_codes import REPORTER
from portal.desk.exports.codes import coded
from portal.desk.exports.report import Report
from portal.desk.exports.said import Said


def client(said: Said, path: str) -> dict[str, Any]:
    """A client (asiakas) as 4018, 4006 and 4019 have it."""
    return {
        "sukunimi": said.text(f"{path}.family_name"),
        "etunimet": said.text(f"{path}.first_names"),
        "henkilotunnus": said.text(f"{path}.personal_id"),
        "turvakielto": said.flag(f"{path}.address_is_secret"),
        "yhteystiedot": contact_details(said, path),
    }


def contact_details(said: Said, path: str) -> dict[str, Any]:
    """A person's address and phone (yhteystiedot)."""
    return {
        "osoite": [
            {
                "lahiosoite": said.text(f"{path}.street"),
                "postinumero": said.text(f"{path}.postcode"),
                "postitoimipaikka": said.text(f"{path}.city"),
            }
        ],
        "puhelinnumero": said.text(f"{path}.phone"),
    }


def named_with_phone(said: Said, path: str) -> dict[str, Any]:
    """A guardian or another close person: names and phone."""
    return {
        "sukunimi": said.text(f"{path}.family_name"),
        "etunimet": said.text(f"{path}.first_names"),
        "yhteystiedot": {"puhelinnumero": said.text(f"{path}.phone")},
    }


def reporter(said: Said, report: Report, group: str, person: str, *, is_other: bool = False) -> dict[str, Any]:
    """Who makes the contact (yhteydenottaja, ilmoittaja); `is_other` where it is never the client.

    The form asks a sender's name as one text, and nobody splits it: the family name and first names stand only where
    the sender is the person whom the contact is about. Elsewhere they are missing, and the name is in the free text.
    """
    details: dict[str, Any] = {"puhelinnumero": said.text("sender.phone")}
    who: dict[str, Any] = {
        "tehtavanimike": said.text("sender.title"),
        "organisaatio": said.text("sender.unit"),
        "yhteystiedot": details,
    }
    if not is_other and said.content["sender"]["role"] == "person" and (themselves := said.people("person")):
        who["sukunimi"] = said.text(f"{themselves[0]}.family_name")
        who["etunimet"] = said.text(f"{themselves[0]}.first_names")
        _without_the_name_again(said, f"{who['etunimet']} {who['sukunimi']}".strip())
        details["puhelinnumero"] = details["puhelinnumero"] or said.text(f"{themselves[0]}.phone")
    return {person: who, "taho": reporter_code(said, report, group)}


def reporter_code(said: Said, report: Report, group: str) -> dict[str, Any] | None:
    """What the sender is by the national list (1243); None where it was not asked."""
    key = str(said.content["sender"]["reporter"])
    code = coded(REPORTER, key, f"{group}.taho", report) if key else None
    if code:
        said.take("sender.reporter")
    return code


def _without_the_name_again(said: Said, full_name: str) -> None:
    """Takes the sender's whole name where it says no more than the two fields do."""
    if said.content["sender"]["name"] == full_name:
        said.take("sender.name")
    if said.content["name"] == full_name:
        said.take("name")
