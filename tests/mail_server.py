"""A real mail server on loopback, small enough to read, that keeps what it is sent."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

USER, PASSWORD = "house", "p4ss:w/rd-of-the-mail"


@dataclass
class Mailbox:
    """What a server got. port: where it listens. refusing: whether it takes no sender."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refusing: bool = False


class _Session(socketserver.StreamRequestHandler):
    """One client's commands, answered as their standard says."""

    server: _Server

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline().strip():
            word, _, rest = line.partition(b" ")
            if word.upper() == b"AUTH":
                self.server.box.logins.append(base64.b64decode(rest.split()[1]).decode())
            if word.upper() == b"DATA":
                self._say("354 go on")
                self._take()
            self._say(self._answer(word.upper()))
            if word.upper() == b"QUIT":
                return

    def _answer(self, word: bytes) -> str:
        if word == b"MAIL" and self.server.box.refusing:
            return "550 not from you"
        answers = {
            b"EHLO": "250-loopback\r\n250 AUTH PLAIN",
            b"AUTH": "235 welcome",
            b"QUIT": "221 bye",
        }
        return answers.get(word, "250 well")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.server.box.messages.append(message)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    """A server with its mailbox."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.box = Mailbox(self.server_address[1])


@contextmanager
def receiving_mail() -> Iterator[Mailbox]:
    """A server that listens while the context lasts."""
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()
