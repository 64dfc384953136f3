"""`make screenshots`: the pictures for docs/images, taken from the bundled sample.

The sample's abstracts were written for this project, so that pictures may show them. Superset's
picture is taken where its environment is (`make setup-superset`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

from include.release.releases import FILE_NAME
from include.settings import PROJECT, Settings
from tests.e2e.browser import Browser, browser_programs, opened, served
from tests.e2e.sample_house import make_house
from tests.e2e.superset_server import PYTHON, log_in, open_dashboard, served_superset

IMAGES = PROJECT / "docs" / "images"
MOST_BYTES = 300_000
_DESK = (1280, 1000)
_PHONE = (390, 844)
_SUPERSET = (1280, 1720)
_PAPER = "Object-Aware Distillation Pyramid%"


def main() -> int:
    """Take all pictures; 1 where there is no browser or a picture is too large for a page."""
    programs = browser_programs()
    if programs is None:
        print("No Chromium with chromedriver here: apt install chromium-driver", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "house", retries=0, quiet_seconds=0)
        release = make_house(settings, Path(folder) / "pages")
        with opened(programs, Path(folder)) as browser:
            with served(settings, Path(folder) / "dashboard.log") as address:
                taken = _take_all(browser, address, _paper_key(release))
            if PYTHON.exists():
                with served_superset(settings, Path(folder) / "superset.log") as address:
                    taken.append(_take_superset(browser, settings, address))
    large = [path.name for path in taken if path.stat().st_size > MOST_BYTES]
    print("\n".join(f"{path.stat().st_size:>8,} bytes  {path.name}" for path in taken))
    return 1 if large else 0


def _paper_key(release: Path) -> str:
    with duckdb.connect(release / FILE_NAME, read_only=True) as connection:
        ((key,),) = connection.execute(
            "select paper_key from marts.fct_papers where title like ?", [_PAPER]
        ).fetchall()
    return str(key)


def _take_all(browser: Browser, address: str, paper_key: str) -> list[Path]:
    paper = f"?page=paper&paper={paper_key}"
    wanted = {
        "dashboard-overview": ("", (1280, 1120)),
        "dashboard-methods": ("?page=methods&order=evaluated%20on", _DESK),
        "dashboard-paper": (paper, _DESK),
        "dashboard-feed": ("?page=feed", _DESK),
        "dashboard-paper-phone": (paper, _PHONE),
    }
    return [
        _take(browser, f"{address}/{where}", IMAGES / f"{name}.png", size)
        for name, (where, size) in wanted.items()
    ]


def _take(browser: Browser, address: str, target: Path, size: tuple[int, int]) -> Path:
    browser.resize(*size)
    browser.open(address)
    return _save(browser, target)


def _take_superset(browser: Browser, settings: Settings, address: str) -> Path:
    browser.resize(*_SUPERSET)
    log_in(browser, settings, address)
    open_dashboard(browser, address)
    return _save(browser, IMAGES / "superset.png")


def _save(browser: Browser, target: Path) -> Path:
    # A chart draws itself once more after its page has settled.
    browser.driver.execute_async_script("setTimeout(arguments[0], 1500)")
    target.parent.mkdir(parents=True, exist_ok=True)
    browser.driver.save_screenshot(str(target))
    return target


if __name__ == "__main__":
    sys.exit(main())
