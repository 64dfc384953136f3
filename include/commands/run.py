"""`make run`: drop a feed, run the landing and the build DAG, and say what came of it."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from include.commands.airflow import prepare_airflow, start_python
from include.commands.progress import Progress
from include.commands.summary import print_summary
from include.errors import PaperhouseError
from include.landing import inbox
from include.release.releases import current_release
from include.settings import Settings, utc_now

_SOURCE = "hf_pages"


def main() -> int:
    """Run the pipeline over the inbox or one file; 0 where everything passed, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--feed", help="a page dump to land; without it, what is in the inbox")
    arguments = parser.parse_args()
    settings = Settings.from_environment()
    try:
        return _run(settings, Path(arguments.feed) if arguments.feed else None)
    except PaperhouseError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\n{error}\n{(error.stdout or '')[-2000:]}", file=sys.stderr)
        return 1


def _run(settings: Settings, feed: Path | None) -> int:
    began_at = utc_now()
    log = settings.home / "airflow" / "logs" / f"run-{began_at:%Y%m%dT%H%M%S}.log"
    name = _drop(settings, feed)
    print(f"Paperhouse at {settings.home}", flush=True)
    prepare_airflow(settings)
    before = current_release(settings)
    progress = Progress(settings, began_at)
    conf = ["--conf", json.dumps({"file": name})] if name else []
    landed = _run_dag(settings, log, progress, f"land_{_SOURCE}", conf)
    built = _run_dag(settings, log, progress, "build_warehouse", [])
    print_summary(settings, progress.entries, before, log)
    refused = any(entry["outcome"] in ("refused", "failed") for entry in progress.entries)
    return 1 if refused or landed or built else 0


def _drop(settings: Settings, feed: Path | None) -> str | None:
    """The one file of the inbox to take, or None for all that lie there."""
    if feed is not None:
        return inbox.drop(settings, _SOURCE, feed)
    if inbox.is_empty(settings, _SOURCE):
        print(f"No FEED and an empty inbox: taking the bundled sample {settings.sample_feed.name}")
        return inbox.drop(settings, _SOURCE, settings.sample_feed)
    return None


def _run_dag(
    settings: Settings, log: Path, progress: Progress, dag_id: str, conf: list[str]
) -> int:
    """Run one DAG to its end, showing its steps as the ledger tells them; its exit code."""
    process = start_python(settings, log, "airflow", "dags", "test", dag_id, *conf, is_awaited=True)
    try:
        while process.poll() is None:
            progress.show()
            time.sleep(0.2)
    except BaseException:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        raise
    progress.show()
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
