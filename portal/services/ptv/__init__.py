"""Reading of the national service registry (Palvelutietovaranto, PTV) up to neutral records.

A kernel: it knows no framework and no database. Two wires (v11 without a key, v12 with one) and a folder of files come in;
records that know neither come out. Use:

    registry = registry_at("https://api.palvelutietovaranto.suomi.fi/api/v11/", contact="ict@…")
    for kind in registry.kinds:
        for page in registry.pages(kind, since=last_read, cursor=kept):
            for entry in page.entries:
                ...  # entry.payload is what came (storable as JSON), entry.record what was made of it
            ...      # keep page.cursor in the same transaction; after the last page it is empty

* A record is a ServiceRecord, ChannelRecord, PlaceRecord (a channel that is a place), OrganisationRecord or
  ConnectionRecord; an entry of which nothing can be made is Unreadable, and the rest goes on.
* What was not understood is in `record.problems` and in no other field. `Hours.certain` says nothing where hours were not
  wholly understood; `Hours.opening` says what was understood, for an editor.
* `record.version` and `record.field_versions` change with the content only: not with the order of lists, with the instant
  of modification, or with v12 in place of v11. `record.as_data()` is the record as JSON can hold it.
* Nothing follows from a page with a `fault`, from `absent` ids or from CannotRead about what exists. Before an entry that
  no longer comes is held for withdrawn, ask `registry.entry(kind, id)`: None says so.
* v12: connections changed since an instant are read as Kind.CONNECTION; their services are then read with `entry`.
"""

from __future__ import annotations

from pathlib import Path

from portal.services.ptv.accessibility_register import AccessibilityRegister
from portal.services.ptv.feasts import Feast
from portal.services.ptv.fetching import Fetcher
from portal.services.ptv.folder import FolderRegistry
from portal.services.ptv.http_v11 import V11Registry
from portal.services.ptv.http_v12 import V12Registry
from portal.services.ptv.parts import (
    Accessibility,
    AccessibilityGroup,
    Address,
    AddressUse,
    Area,
    Charge,
    Coverage,
    Email,
    Law,
    Phone,
    PhoneUse,
    Problem,
    Producer,
    Provision,
    TextLists,
    Texts,
    WebPage,
    What,
)
from portal.services.ptv.records import (
    AnyRecord,
    ChannelKind,
    ChannelRecord,
    ConnectionRecord,
    Kind,
    OrganisationRecord,
    PlaceRecord,
    Record,
    ServiceRecord,
    Source,
    Unreadable,
)
from portal.services.ptv.sources import CannotRead, Entry, Fault, IdPage, Page, Registry, read
from portal.services.ptv.timetables import FeastHours, Hours

__all__ = [
    "Accessibility",
    "AccessibilityGroup",
    "AccessibilityRegister",
    "Address",
    "AddressUse",
    "AnyRecord",
    "Area",
    "CannotRead",
    "ChannelKind",
    "ChannelRecord",
    "Charge",
    "ConnectionRecord",
    "Coverage",
    "Email",
    "Entry",
    "Fault",
    "Feast",
    "FeastHours",
    "Fetcher",
    "FolderRegistry",
    "Hours",
    "IdPage",
    "Kind",
    "Law",
    "OrganisationRecord",
    "Page",
    "Phone",
    "PhoneUse",
    "PlaceRecord",
    "Problem",
    "Producer",
    "Provision",
    "Record",
    "Registry",
    "ServiceRecord",
    "Source",
    "TextLists",
    "Texts",
    "Unreadable",
    "V11Registry",
    "V12Registry",
    "WebPage",
    "What",
    "read",
    "registry_at",
]


def registry_at(address: str, *, contact: str, key: str = "", county: str = "", accessibility: str = "") -> Registry:
    """The source at an address: a folder of files, v12 where a key is given or the address names it, else v11.

    `contact` is the county's address for whoever runs the registry. v11's address ends in /api/v11, v12's is the host with
    or without /api/v12. `accessibility`: the accessibility register's address for v12, which does not carry its sentences.
    Raises ValueError for an address that is neither https nor a folder's, CannotRead for no such folder.
    """
    base = address.rstrip("/")
    is_v12 = "://" in address and (bool(key) or base.endswith("/v12"))
    if accessibility and not is_v12:
        raise ValueError("Only version 12 needs the accessibility register: version 11 and files carry its sentences.")
    if "://" not in address:
        return FolderRegistry(Path(address))
    if not is_v12:
        return V11Registry(Fetcher(base, contact), county=county)
    base = base if base.endswith("/v12") else f"{base}/api/v12"
    # The key goes to the registry alone.
    register = AccessibilityRegister(Fetcher(accessibility, contact)) if accessibility else None
    fetcher = Fetcher(base, contact, headers={"x-api-key": key} if key else {})
    return V12Registry(fetcher, county=county, accessibility=register)
