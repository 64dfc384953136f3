"""Requests that change something take turns in the API server, where its records are in SQLite.

Airflow notes who asked for a change on the event loop itself, waiting there for the right to write.
Where another request of the same server holds that right, it needs the loop to finish and give it
back: both, and with them the scheduler and every task, stood still until the patience of
`database.py` was over. One change at a time cannot meet itself. Reads go past.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from airflow.plugins_manager import AirflowPlugin

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
_READS = ("GET", "HEAD", "OPTIONS")


class OneWriter:
    """ASGI middleware: a request of another method than those of `_READS` waits for the one before.

    Its body has come whole before it takes its turn, so that nobody waits for a slow sender.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._turn = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READS:
            await self._app(scope, receive, send)
            return
        came = [await receive()]
        while came[-1].get("more_body", False):
            came.append(await receive())

        async def replay() -> Message:
            return came.pop(0) if came else await receive()

        async with self._turn:
            await self._app(scope, replay, send)


_MIDDLEWARES = [{"name": "one writer", "middleware": OneWriter}]


class OneWriterPlugin(AirflowPlugin):
    """How Airflow finds it: by the folder of plugins that the embedded default names."""

    name = "one_writer"
    fastapi_root_middlewares = _MIDDLEWARES
