"""Pages as they are served and headless Chromium before them; both end with their block."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from include.commands.dashboard import command, environment
from include.settings import PROJECT, Settings

PATIENCE_SECONDS = 60
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
_BUSY = "[data-testid=stSpinner], [data-testid=stStatusWidget], [data-stale=true]"


def browser_programs() -> tuple[str, str] | None:
    """Chromium and its driver, None where this machine lacks one of them."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def served(settings: Settings, log: Path) -> Iterator[str]:
    """Serve the dashboard of a house on a free port of loopback; gives its address."""
    port = free_port()
    with running(command(port), environment(settings), log, f"{port}/_stcore/health"):
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def running(
    command: list[str],
    environment: dict[str, str],
    log: Path,
    health: str,
    patience_seconds: int = PATIENCE_SECONDS,
) -> Iterator[None]:
    """Run a server until the block ends. health: port and path where it says that it is up."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=PROJECT,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
    try:
        _wait_until_healthy(health, process, log, patience_seconds)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=20)


def _wait_until_healthy(
    health: str, process: subprocess.Popen[bytes], log: Path, patience_seconds: int
) -> None:
    port, _, path = health.partition("/")
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)) as asked:
                asked.request("GET", f"/{path}")
                if asked.getresponse().status == 200:
                    return
        except OSError:
            pass  # not up yet
        time.sleep(0.2)
    raise AssertionError(f"the server did not start: {log.read_text()[-2000:]}")


class Browser:
    """Headless Chromium that remembers every request and every line of its console."""

    def __init__(self, programs: tuple[str, str], downloads: Path) -> None:
        options = ChromeOptions()
        options.binary_location = programs[0]
        for option in _OPTIONS:
            options.add_argument(option)
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = Chrome(options=options, service=ChromeService(programs[1]))
        self.driver.set_page_load_timeout(PATIENCE_SECONDS)
        self._asked: dict[str, str] = {}

    def resize(self, width: int, height: int, *, scale: float = 1) -> None:
        """Show pages at a width; below 600 as a phone does."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600},
        )

    def open(self, address: str) -> None:
        """Open an address and wait until its page is drawn."""
        self.driver.get(address)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is being drawn any more."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        calm = 0
        while calm < 3:
            if time.monotonic() > deadline:
                raise AssertionError(f"the page is not drawn: {self.text()[:500]}")
            calm = calm + 1 if self.all("h1") and not self.all(_BUSY) else 0
            time.sleep(0.2)

    def wait_for(self, selector: str, text: str) -> WebElement:
        """The first element of a selector that holds a text, as soon as it is there."""
        script = (
            "return [...document.querySelectorAll(arguments[0])]"
            ".find(one => one.textContent.includes(arguments[1])) || null"
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = self.driver.execute_script(script, selector, text)
            if found is not None:
                element: WebElement = found
                return element
            time.sleep(0.2)
        raise AssertionError(f"no {selector} holds {text!r}; the page says: {self.text()[:500]}")

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self) -> str:
        return str(self.driver.execute_script("return document.body.innerText"))

    def complaints(self) -> list[str]:
        """Errors on the page and lines of the console since the last call."""
        shown = [
            one.text for one in self.all("[data-testid=stException], .stAlert[data-kind=error]")
        ]
        errors = self.all("[data-testid=stAlertContentError]")
        console = [str(line["message"]) for line in self._log("browser")]
        return shown + [one.text for one in errors] + console

    def _log(self, kind: str) -> list[dict[str, object]]:
        """Lines of one of Chromium's logs since the last call."""
        lines: list[dict[str, object]] = self.driver.execute("getLog", {"type": kind})["value"]
        return lines

    def hosts(self) -> set[str]:
        """Every host and port that was asked for anything since the last call."""
        self.messages()
        asked, self._asked = self._asked, {}
        return set(asked.values()) - {""}

    def messages(self) -> list[dict[str, Any]]:
        """What Chromium told of its network since the last call of this or of `hosts`."""
        lines = self._log("performance")
        found: list[dict[str, Any]] = [json.loads(str(one["message"]))["message"] for one in lines]
        for one in found:
            self._note(one["method"], one["params"])
        return found

    def _note(self, method: str, parameters: dict[str, Any]) -> None:
        """Note the host of a request, and strike it out where the page's own rules kept it back."""
        if method == "Network.requestWillBeSent":
            host = urlsplit(parameters["request"]["url"]).netloc
            self._asked[parameters["requestId"]] = host
        elif method == "Network.webSocketCreated":
            self._asked[parameters["requestId"]] = urlsplit(parameters["url"]).netloc
        elif method == "Network.loadingFailed" and parameters.get("blockedReason") == "csp":
            self._asked.pop(parameters["requestId"], None)


@contextmanager
def opened(programs: tuple[str, str], downloads: Path) -> Iterator[Browser]:
    """A browser with a fresh profile; its processes end with the block."""
    browser = Browser(programs, downloads)
    try:
        yield browser
    finally:
        browser.driver.quit()
