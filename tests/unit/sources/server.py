"""A real HTTP server on loopback that answers what a test tells it to, faults included."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer. headers: beside the length. cut_after: bytes after which the line is cut.

    hangs: says nothing until the server closes.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    hangs: bool = False


@dataclass
class Asked:
    """What came in. paths: with their queries, in order. tokens: their Authorization headers."""

    url: str = ""
    paths: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[str, int], Reply]) -> Iterator[Asked]:
    """Serve until the block ends. answer: gives the reply to a path and the number of its call."""
    asked, closing = Asked(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.paths.append(self.path)
            asked.tokens.append(self.headers.get("Authorization"))
            reply = answer(self.path, len(asked.paths))
            if reply.hangs:
                closing.wait(30)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: reply.cut_after])
            if reply.cut_after is not None:
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    asked.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield asked
    finally:
        closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
