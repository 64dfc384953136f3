"""Changes take turns in the API server; reads do not wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from include.orchestration.plugins.one_writer import Message, OneWriter, Receive, Send


class App:
    """Takes a moment for each request, reads its body, and keeps how many were inside at once."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Message, receive: Receive, _: Send) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.bodies.append((await receive()).get("body", b"") if scope["type"] == "http" else b"")
        await asyncio.sleep(0.01)
        self.inside -= 1


def sender(*parts: bytes, pause_seconds: float = 0) -> Callable[[], Awaitable[dict[str, Any]]]:
    """A client that sends a body in parts."""
    left = list(parts)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause_seconds)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    return receive


async def drop(_: Message) -> None:
    """Nobody reads the answer."""


def run_together(app: App, *methods: str) -> None:
    async def main() -> None:
        turns = OneWriter(app)
        scopes = [{"type": "http", "method": method} for method in methods]
        await asyncio.gather(*(turns(scope, sender(b"x"), drop) for scope in scopes))

    asyncio.run(main())


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_a_change_waits_for_the_one_before(method: str) -> None:
    app = App()
    run_together(app, *[method] * 5)
    assert app.most == 1
    assert app.bodies == [b"x"] * 5


def test_reads_wait_for_nobody() -> None:
    app = App()
    run_together(app, "GET", "POST", "HEAD", "OPTIONS")
    assert app.most == 4


def test_a_slow_sender_keeps_nobody_waiting() -> None:
    """Its body comes whole, and after that of one who came later."""
    app = App()

    async def main() -> None:
        turns, scope = OneWriter(app), {"type": "http", "method": "POST"}
        slow = asyncio.create_task(turns(scope, sender(b"a", b"b", pause_seconds=0.05), drop))
        await asyncio.sleep(0.01)
        await turns(scope, sender(b"quick"), drop)
        await slow

    asyncio.run(main())
    assert app.bodies == [b"quick", b"a"]


def test_what_is_no_request_goes_past() -> None:
    app = App()
    asyncio.run(OneWriter(app)({"type": "lifespan"}, sender(), drop))
    assert app.bodies == [b""]


def test_a_request_that_fails_gives_its_turn_back() -> None:
    async def fail(scope: Message, receive: Receive, send: Send) -> None:
        raise ValueError("this one fails")

    async def main() -> None:
        turns, scope = OneWriter(fail), {"type": "http", "method": "POST"}
        for _ in range(2):
            with pytest.raises(ValueError, match="this one fails"):
                await asyncio.wait_for(turns(scope, sender(b""), drop), 5)

    asyncio.run(main())
