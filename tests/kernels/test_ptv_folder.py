"""Reading from a folder of files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from portal.services.ptv import CannotRead, Fault, FolderRegistry, Kind, Registry, ServiceRecord, Source, registry_at
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12

OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both versions, in every form that a file may have."""

    def write(name: str, content: Any) -> None:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")

    write("a/services.json", {"pageNumber": 1, "itemList": [v11.service(one) for one in range(1, 106)]})
    write("b-place.json", v11.place(1))
    write("c-list.json", [v11.phone_channel(2), v11.organisation(), {"id": v11.an_id(2, 1), "name": "Nimi"}, 7])
    write("d-v12.json", {"page": 1, "items": [v12.service(301), v12.service(302, publishedAt="2026-11-01T00:00:00Z")]})
    write("e-connections.json", {"page": 1, "items": [v12.connection(301, 1), v12.connection(301, 2)]})
    (tmp_path / "notes.txt").write_text("no JSON", encoding="utf-8")
    return tmp_path


def ids_of(registry: Registry, kind: Kind, **options: Any) -> list[str]:
    return [entry.record.source_id for page in registry.pages(kind, **options) for entry in page.entries]


def test_whatever_lies_in_it_is_read_by_its_shape(folder: Path) -> None:
    registry = registry_at(str(folder), contact="")
    assert isinstance(registry, FolderRegistry)
    assert ids_of(registry, Kind.SERVICE) == [v11.an_id(2, one) for one in (*range(1, 106), 301, 302)]
    assert ids_of(registry, Kind.CHANNEL) == [v11.an_id(3, 1), v11.an_id(3, 2)]
    assert ids_of(registry, Kind.ORGANISATION) == [v11.an_id(1, 1)]
    assert len(ids_of(registry, Kind.CONNECTION)) == 2
    assert [one for page in registry.listed(Kind.CHANNEL) for one in page.ids] == ids_of(registry, Kind.CHANNEL)
    assert [page.ids for page in registry.withdrawn(Kind.SERVICE, since=OCTOBER)] == [()]


def test_services_of_v12_find_their_connections_in_other_files(folder: Path) -> None:
    records = [entry.record for page in FolderRegistry(folder).pages(Kind.SERVICE) for entry in page.entries]
    ours = [one for one in records if isinstance(one, ServiceRecord) and one.source is Source.V12]
    assert [[link.channel for link in one.connections] for one in ours] == [[v11.an_id(3, 1), v11.an_id(3, 2)], []]


def test_reading_goes_on_after_any_page(folder: Path) -> None:
    registry = FolderRegistry(folder)
    whole = list(registry.pages(Kind.SERVICE))
    assert [len(page.entries) for page in whole[:2]] == [100, 5]
    assert whole[-1].cursor == ""
    for place, page in enumerate(whole[:-1]):
        assert list(registry.pages(Kind.SERVICE, cursor=page.cursor)) == whole[place + 1 :]


def test_a_file_that_went_away_between_is_passed_over(folder: Path) -> None:
    registry = FolderRegistry(folder)
    cursor = next(registry.pages(Kind.SERVICE)).cursor
    (folder / "a/services.json").unlink()
    assert ids_of(registry, Kind.SERVICE, cursor=cursor) == [v11.an_id(2, 301), v11.an_id(2, 302)]
    assert next(registry.pages(Kind.SERVICE, cursor="0:zzz.json")).entries == ()
    with pytest.raises(ValueError, match="cursor"):
        next(registry.pages(Kind.SERVICE, cursor="1.0"))


def test_only_what_is_new_is_read(folder: Path) -> None:
    assert ids_of(FolderRegistry(folder), Kind.SERVICE, since=OCTOBER) == [v11.an_id(2, 302)]


def test_a_single_entry_and_one_that_is_not_there(folder: Path) -> None:
    registry = FolderRegistry(folder)
    found = registry.entry(Kind.SERVICE, v11.an_id(2, 301))
    assert found is not None
    assert isinstance(found.record, ServiceRecord)
    assert len(found.record.connections) == 2
    assert registry.entry(Kind.SERVICE, v11.an_id(2, 999)) is None
    link = registry.entry(Kind.CONNECTION, f"{v11.an_id(2, 301)}:{v11.an_id(3, 2)}")
    assert link is not None
    with pytest.raises(ValueError, match="No id"):
        registry.entry(Kind.SERVICE, "00000000-0000-0000-0000-000000000000")


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"", b"[" * 100_000, b"1" * 5_000])
def test_a_broken_file_is_a_fault_of_its_own(folder: Path, content: bytes) -> None:
    (folder / "b-place.json").write_bytes(content)
    pages = list(FolderRegistry(folder).pages(Kind.CHANNEL))
    assert [page.fault for page in pages if page.fault] == [Fault.NOT_JSON]
    assert ids_of(FolderRegistry(folder), Kind.CHANNEL) == [v11.an_id(3, 2)]
    with pytest.raises(CannotRead, match=r"b-place\.json: not_json"):
        FolderRegistry(folder).entry(Kind.CHANNEL, v11.an_id(3, 2))


def test_payloads_can_be_stored_as_they_are(folder: Path) -> None:
    payload = json.dumps(v11.place(1)).replace("Kanava", "Ka\\u0000na\\ud800va")
    (folder / "b-place.json").write_text(payload.replace('"languages"', '"x": NaN, "languages"'), encoding="utf-8")
    entry = next(entry for page in FolderRegistry(folder).pages(Kind.CHANNEL) for entry in page.entries)
    assert entry.payload["serviceChannelNames"][0]["value"] == "Kanava 1"
    assert entry.payload["x"] is None
    json.dumps(entry.payload, allow_nan=False).encode()


def test_a_list_that_is_null_is_a_fault(folder: Path) -> None:
    (folder / "f-null.json").write_text('{"itemList": null}', encoding="utf-8")
    faults = {page.fault for page in FolderRegistry(folder).pages(Kind.ORGANISATION)}
    assert faults == {None, Fault.NO_LIST}
