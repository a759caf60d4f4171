"""The one door to the registry: GET requests for JSON, with patience. Nothing is ever sent but what is asked for."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final
from urllib.parse import SplitResult, urlencode, urlsplit

from portal.services.ptv.sources import CannotRead, parsed

OK, NOT_FOUND, TOO_MANY = 200, 404, 429
MEGABYTE: Final = 1024 * 1024
CHUNK: Final = 64 * 1024
GZIP: Final = 31
"""How zlib is told of gzip's own frame."""
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

Parameters = Iterable[tuple[str, str]]


class Missing(Exception):
    """The source answered that there is no such thing; `answer` is the JSON that it gave, or None."""

    def __init__(self, answer: Any) -> None:
        super().__init__("Not found.")
        self.answer = answer


class TryAgain(Exception):
    """What may go well a moment later; `after` is in seconds, where the source said it."""

    def __init__(self, reason: str, after: float = 0) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(slots=True)
class Fetcher:
    """Asks one host. `contact` is the county's address for whoever runs the registry; times are in seconds.

    `timeout` is how long nothing may come, `patience` how long one answer may take in all; `limit` is in bytes. After a 429,
    a 5xx, a cut connection or half a text it waits `pause`, twice that, and so on, at most `attempts` times in all.
    """

    base_url: str
    contact: str
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 30
    patience: float = 120
    limit: int = 16 * MEGABYTE
    attempts: int = 5
    pause: float = 1
    longest_pause: float = 60
    sleep: Callable[[float], None] = time.sleep
    _base: SplitResult = field(init=False)
    _connection: HTTPConnection | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Raises ValueError for an address that is neither https nor on this machine, and without a contact."""
        self._base = urlsplit(self.base_url)
        is_near = self._base.scheme == "http" and self._base.hostname in LOOPBACK
        if not self._base.hostname or not (self._base.scheme == "https" or is_near) or self._base.username:
            raise ValueError("The registry's address begins with https:// and holds no password.")
        if not self.contact.strip() or not self.contact.isascii() or not self.contact.isprintable():
            raise ValueError("The registry is told whom to write to.")

    def get(self, path: str, parameters: Parameters = ()) -> Any:
        """The JSON at an address. Raises Missing for 404 and CannotRead when patience has ended."""
        query = urlencode(list(parameters))
        target = f"{self._base.path.rstrip('/')}/{path}" + (f"?{query}" if query else "")
        for attempt in range(1, self.attempts + 1):
            try:
                return self._once(target)
            except TryAgain as problem:
                self.close()
                if attempt == self.attempts:
                    raise CannotRead(f"{path}: {problem} ({attempt} times)") from problem
                self.sleep(min(max(self.pause * 2 ** (attempt - 1), problem.after), self.longest_pause))
        raise CannotRead(f"{path}: never asked")

    def close(self) -> None:
        """Ends the connection; the next question opens another."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _once(self, target: str) -> Any:
        try:
            response, body = self._asked(target)
        except (HTTPException, OSError) as problem:
            raise TryAgain(f"{type(problem).__name__}") from problem
        if response.status == TOO_MANY or response.status >= 500:
            after = response.headers.get("Retry-After", "")
            raise TryAgain(f"HTTP {response.status}", float(after) if after.isascii() and after.isdigit() else 0)
        try:
            answer = parsed(body)
        except ValueError as problem:
            if response.status == OK:
                raise TryAgain("no whole JSON") from problem
            answer = None
        if response.status == NOT_FOUND:
            raise Missing(answer)
        if response.status != OK:
            raise CannotRead(f"{target.partition('?')[0]}: HTTP {response.status}")
        return answer

    def _asked(self, target: str) -> tuple[HTTPResponse, bytes]:
        until = time.monotonic() + self.patience
        connection = self._connection = self._connection or self._opened()
        connection.request("GET", target, headers=self._headers())
        response = connection.getresponse()
        body = bytearray()
        while chunk := response.read(CHUNK):
            body += chunk
            if len(body) > self.limit:
                self.close()
                raise CannotRead(f"{target.partition('?')[0]}: more than {self.limit} bytes")
            if time.monotonic() > until:
                raise TimeoutError
        if response.length:
            raise ConnectionResetError
        return response, self._unpacked(response, bytes(body), target)

    def _unpacked(self, response: HTTPResponse, body: bytes, target: str) -> bytes:
        """The body itself: some servers pack it with gzip although nobody asked them to."""
        if response.headers.get("Content-Encoding", "").strip().lower() != "gzip":
            return body
        try:
            unpacking = zlib.decompressobj(GZIP)
            found = unpacking.decompress(body, self.limit + 1)
        except zlib.error as problem:
            raise TryAgain("no whole gzip") from problem
        if len(found) > self.limit:
            raise CannotRead(f"{target.partition('?')[0]}: more than {self.limit} bytes")
        if not unpacking.eof:
            raise TryAgain("no whole gzip")
        return found

    def _opened(self) -> HTTPConnection:
        make = HTTPSConnection if self._base.scheme == "https" else HTTPConnection
        return make(self._base.hostname or "", self._base.port, timeout=self.timeout)

    def _headers(self) -> dict[str, str]:
        return {"Accept": "application/json", "User-Agent": f"Tukiportti ({self.contact})", **self.headers}
