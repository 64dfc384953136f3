"""Superset as `make superset` serves it, and its dashboard before a reader who has logged in."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from include.commands.superset import PASSWORD_FILE, USER, environment, make_bundle
from include.settings import PROJECT, Settings
from include.superset.dashboard import charts, dashboard
from include.superset.house import secret
from tests.e2e.browser import Browser, free_port, running

PYTHON = PROJECT / ".venv-superset" / "bin" / "python"
_SET_UP_SECONDS = 600
_DRAWING_SECONDS = 180


@contextmanager
def served_superset(settings: Settings, log: Path) -> Iterator[str]:
    """Import what the project says now and serve it on a free port; gives the address."""
    make_bundle(settings)
    port = free_port()
    command = [str(PYTHON), "-m", "include.commands.superset", "serve", "--port", str(port)]
    with running(command, environment(settings), log, f"{port}/health", _SET_UP_SECONDS):
        yield f"http://127.0.0.1:{port}"


def log_in(browser: Browser, settings: Settings, address: str) -> None:
    """Log in as the one user."""
    browser.driver.get(f"{address}/login/")
    browser.wait_for("button", "Sign in")
    (name,), (password,) = (browser.all(f"input#{what}") for what in ("username", "password"))
    name.send_keys(USER)
    password.send_keys(secret(settings, PASSWORD_FILE) + "\n")
    browser.wait_for("a", "Dashboards")


def complaints(browser: Browser) -> list[str]:
    """Lines of the console since the last call, without two of Superset's own making.

    Its tracking image is kept out by its settings, and its login form lacks an attribute.
    """
    own = ("scarf.sh", "[DOM] Input elements should have autocomplete attributes")
    return [line for line in browser.complaints() if not any(one in line for one in own)]


@dataclass(frozen=True)
class Answer:
    """What a chart was sent. status: of HTTP. rows: as the server counts them."""

    status: int
    rows: int
    error: str | None


def open_dashboard(browser: Browser, address: str) -> list[Answer]:
    """Open the dashboard and wait until each chart is drawn; gives the answers they were sent."""
    browser.driver.get(f"{address}/superset/dashboard/{dashboard()['slug']}/?standalone=1")
    answers: dict[str, Answer] = {}
    deadline = time.monotonic() + _DRAWING_SECONDS
    while len(answers) < len(charts()) or browser.all(".loading, [data-test=loading-indicator]"):
        answers |= _answers(browser)
        if time.monotonic() > deadline:
            raise AssertionError(f"{answers} is all; the page says: {browser.text()[:1500]}")
        time.sleep(0.5)
    return list(answers.values())


def _answers(browser: Browser) -> dict[str, Answer]:
    """Answers to charts that have come since the last call, by request."""
    ended: dict[str, Answer] = {}
    for message in browser.messages():
        if message["method"] != "Network.responseReceived":
            continue
        parameters = message["params"]
        if "/api/v1/chart/data" in parameters["response"]["url"]:
            number = parameters["requestId"]
            ended[number] = _answer(browser, number, parameters["response"]["status"])
    return ended


def _answer(browser: Browser, request: str, status: int) -> Answer:
    body = browser.driver.execute_cdp_cmd("Network.getResponseBody", {"requestId": request})
    content: dict[str, Any] = json.loads(body["body"])
    results = content.get("result") or [{}]
    return Answer(status, results[0].get("rowcount", 0), results[0].get("error"))
