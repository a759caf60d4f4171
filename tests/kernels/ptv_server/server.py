"""A registry on this machine: both versions over real HTTP, with faults that can be switched on."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.kernels.ptv_server.payloads_v11 import Payload

KEY: Final = "an-invented-key"
V11: Final = "/api/v11/"
V12: Final = "/api/v12/"
REGISTER: Final = "/register/a-system/"
ZERO: Final = "00000000-0000-0000-0000-000000000000"
IDS: Final = {"connection": ("serviceContentId", "channelContentId")}
NOT_FOUND: Final[Payload] = {"title": "Not found", "status": 404, "reason": "NotPublished"}
Query = dict[str, list[str]]
Answer = tuple[int, Any]


class Trouble(StrEnum):
    """What can go wrong with an answer."""

    ERROR = "error"
    TOO_MANY = "too_many"
    CUT = "cut"
    HALF_JSON = "half_json"
    NULL_LIST = "null_list"
    SLOW = "slow"
    HUGE = "huge"
    NOT_FOUND = "not_found"
    REDIRECT = "redirect"


@dataclass
class Wish:
    """A trouble for answers to addresses with a text in them, so many times."""

    trouble: Trouble
    where: str = ""
    times: int = 1


@dataclass
class World:
    """What the registry holds: lists by their names on the wire ("Service", "service-channel"), and what was withdrawn."""

    entries: dict[str, list[Payload]] = field(default_factory=dict)
    archived: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: dict[str, list[str]] = field(default_factory=dict)
    page_size: int = 1000
    wishes: list[Wish] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every address that was asked for, with the headers."""
    hidden: set[str] = field(default_factory=set)
    """Ids that stand in the lists and are nowhere else."""
    counts_pages: bool = True
    """Whether lists say how many pages they have; null where not."""
    packs: bool = False
    """Whether answers are packed with gzip although nobody asked for it."""
    points: dict[str, list[Payload]] = field(default_factory=dict)
    """Sentences of the accessibility register, by its own ids."""

    def wish(self, address: str) -> Trouble | None:
        """The trouble for an address, which is one less afterwards."""
        for one in self.wishes:
            if one.times > 0 and one.where in address:
                one.times -= 1
                return one.trouble
        return None

    def addresses(self) -> list[str]:
        return [address for address, _ in self.asked]

    def answer(self, address: str, key: str) -> Answer:
        parts = urlsplit(address)
        query = parse_qs(parts.query)
        if parts.path.startswith(REGISTER):
            point = parts.path.removeprefix(REGISTER).removesuffix("/sentences")
            return (200, self.points[point]) if point in self.points else (404, None)
        if parts.path.startswith(V11):
            return self._v11(parts.path.removeprefix(V11), query)
        if not parts.path.startswith(V12):
            return 404, None
        return self._v12(parts.path.removeprefix(V12), query) if key == KEY else (401, {"title": "No key"})

    def _v11(self, path: str, query: Query) -> Answer:
        name, _, rest = path.partition("/")
        entries = [one for one in self.entries.get(name, []) if one["id"] not in self.hidden]
        if rest == "list":
            wanted = query["guids"][0].split(",")
            if ZERO in wanted or len(wanted) > 100:
                return 500, None
            found = [one for one in entries if one["id"] in wanted]
            return (200, found) if found else (404, "not found")
        if rest and "/" not in rest:
            found = [one for one in entries if one["id"] == rest]
            return (500 if rest == ZERO else 404, None) if not found else (200, found[0])
        status, since = query.get("status", [""])[0], query.get("date", [""])[0]
        listed = self.entries.get(name, [])
        items = [{"id": one["id"], "name": "Nimi"} for one in listed if one["modified"] >= since]
        if status:
            gone = {"Archived": self.archived, "Withdrawn": self.withdrawn}[status]
            items = [{"id": one, "name": "Nimi"} for one in gone.get(name, [])]
        number = int(query["page"][0])
        count = max(-(-len(items) // self.page_size), 1) if self.counts_pages else None
        page = items[(number - 1) * self.page_size : number * self.page_size]
        return 200, {"pageNumber": number, "pageSize": self.page_size, "pageCount": count, "itemList": page}

    def _v12(self, path: str, query: Query) -> Answer:
        name, _, rest = path.partition("/")
        keys = IDS.get(name, ("contentId",))
        entries = self.entries.get(name, [])
        if rest == "archived":
            return 200, self._page([{"contentId": one} for one in self.archived.get(name, [])], query)
        if rest == "search":
            since = query.get("publishedAtOrAfter", [""])[0]
            items = [one for one in entries if one["publishedAt"] >= since]
            for key, parameter in (
                ("serviceContentId", "serviceContentIds"),
                ("channelContentId", "channelContentIds"),
            ):
                if parameter in query:
                    items = [one for one in items if one.get(key) in query[parameter]]
            return (200, self._page(items, query)) if len(query.get("serviceContentIds", [])) <= 20 else (400, None)
        found = [one for one in entries if "/".join(one[key] for key in keys) == rest and rest not in self.hidden]
        return (200, found[0]) if found else (404, NOT_FOUND)

    def _page(self, items: list[Payload], query: Query) -> Payload:
        number, size = int(query["page"][0]), min(int(query["pageSize"][0]), self.page_size)
        page = items[(number - 1) * size : number * size]
        pages = -(-len(items) // size) if self.counts_pages else None
        return {"page": number, "pageSize": size, "totalItems": len(items), "totalPages": pages, "items": page}


class Handler(BaseHTTPRequestHandler):
    """Answers from the world of its server, which is `world`."""

    protocol_version = "HTTP/1.1"
    # Head and body in one piece: in two, each answer would wait for the other side's late acknowledgement.
    wbufsize = -1
    world: World

    def do_GET(self) -> None:
        """Answers, or makes the trouble that was wished for."""
        self.world.asked.append((self.path, dict(self.headers)))
        trouble = self.world.wish(self.path)
        status, answer = self.world.answer(self.path, self.headers.get("x-api-key", ""))
        if trouble is Trouble.NULL_LIST:
            answer = {**answer, "itemList" if "itemList" in answer else "items": None}
        body = json.dumps(answer).encode()
        headers = {"Content-Encoding": "gzip"} if self.world.packs else {}
        body = gzip.compress(body) if self.world.packs else body
        ways: dict[Trouble | None, Callable[[], None]] = {
            Trouble.ERROR: lambda: self._send(500, b"<h1>Error</h1>"),
            Trouble.TOO_MANY: lambda: self._send(429, b"", {"Retry-After": "7"}),
            Trouble.NOT_FOUND: lambda: self._send(404, b"<h1>nginx</h1>"),
            Trouble.REDIRECT: lambda: self._send(302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}),
            Trouble.HALF_JSON: lambda: self._send(200, body[: len(body) // 2], headers),
            Trouble.HUGE: lambda: self._send(200, self._huge(body), headers),
            Trouble.CUT: lambda: self._cut(body),
            Trouble.SLOW: self._slow,
        }
        ways.get(trouble, lambda: self._send(status, body, headers))()

    def _huge(self, body: bytes) -> bytes:
        return gzip.compress(b" " * 3_000_000) if self.world.packs else b" " * 3_000_000 + body

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _cut(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _slow(self) -> None:
        self.close_connection = True
        time.sleep(0.4)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class QuietServer(ThreadingHTTPServer):
    """A server that says nothing of readers who went away."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing."""


@contextmanager
def registry_of(world: World) -> Iterator[str]:
    """The address of a running registry with this content."""
    handler: Callable[..., Handler] = type("OneHandler", (Handler,), {"world": world})
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
