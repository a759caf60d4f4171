"""A mail server of the tests' own: it takes mail, refuses it, or dies after the last line of a mail."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage


@dataclass
class MailServer:
    """What came in, also what was never acknowledged. `dies` mails are taken and the line is cut; `refuses` are refused.

    Mail to `no_such_box` is refused for good.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    unacknowledged: list[EmailMessage] = field(default_factory=list)
    dies: int = 0
    refuses: int = 0
    no_such_box: str = ""

    @property
    def seen(self) -> list[EmailMessage]:
        """Every mail whose text reached the server."""
        return self.unacknowledged + self.taken


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Listener)
        server = self.server.mail
        self.wfile.write(b"220 tests\r\n")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                if not self._data(server):
                    return
            elif word == b"RCPT" and server.refuses:
                server.refuses -= 1
                self.wfile.write(b"451 later\r\n")
            elif word == b"RCPT" and server.no_such_box and server.no_such_box.encode() in line:
                self.wfile.write(b"550 no such box\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 tests\r\n" if word != b"RSET" else b"250 ok\r\n")

    def _data(self, server: MailServer) -> bool:
        self.wfile.write(b"354 go on\r\n")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        if server.dies:
            server.dies -= 1
            server.unacknowledged.append(message)
            return False
        server.taken.append(message)
        self.wfile.write(b"250 taken\r\n")
        return True


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mail: MailServer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that listens on a free port of this machine."""
    found = MailServer()
    with _Listener(("127.0.0.1", 0), _Conversation) as listener:
        listener.mail = found
        found.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            listener.shutdown()
            thread.join()
