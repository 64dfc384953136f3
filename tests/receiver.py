"""A real receiver of alerts on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

# Part of the receiver's address, as chat programs have it; it may stand in no log.
SECRET = "T0K3N-of-the-webhook"


@dataclass
class Receiver:
    """What a receiver got. status: what it answers."""

    address: str
    received: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append(json.loads(body))
            self.send_response(state.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        state = Receiver(f"http://127.0.0.1:{server.server_port}/{SECRET}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
