"""The steps of landing: safe to repeat, lose nothing, and say what they refuse."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from include import ledger
from include.errors import ContractBroken, GateClosed
from include.files import read_json
from include.landing import inbox, layout, steps
from include.landing.delivery import Delivery, sidecar_of
from include.ledger import NothingToDo
from include.settings import Settings
from include.sources import hf_pages
from tests.unit.pages import FIXTURES, page, paper

SOURCE = "hf_pages"
DAY = date(2026, 3, 11)
NOON = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


def _drop(settings: Settings, content: bytes, name: str = "dump.txt") -> Path:
    folder = settings.inbox(SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def _land(settings: Settings, waiting: str, day: date = DAY, moment: datetime = NOON) -> Path:
    """All steps but the gate, which has tests of its own below."""
    raw_file = steps.keep_raw(settings, SOURCE, waiting, day, moment)
    steps.parse(settings, SOURCE, waiting, raw_file)
    return Path(steps.accept(settings, SOURCE, waiting, raw_file))


def _find_one(settings: Settings) -> str:
    (waiting,) = steps.find(settings, SOURCE)
    return waiting


def _outcomes(settings: Settings) -> dict[str, str]:
    return {one["step"]: one["outcome"] for one in ledger.entries(settings, "step")}


def test_a_dropped_page_lands_and_is_done(settings: Settings) -> None:
    _drop(settings, page(paper_count=3))
    landed = _land(settings, _find_one(settings))

    assert pq.read_metadata(landed).num_rows == 3
    assert layout.footer_of(landed)["parser_version"] == hf_pages.PARSER_VERSION
    assert layout.footer_of(landed)["nonblank_lines"] == "11"
    assert inbox.is_empty(settings, SOURCE)
    assert (settings.inbox(SOURCE) / ".done" / "dump.txt").exists()
    assert set(_outcomes(settings).values()) == {"done"}
    assert steps.find(settings, SOURCE) == []


def test_the_same_bytes_again_are_nothing_to_do(settings: Settings) -> None:
    _drop(settings, page(paper_count=3))
    landed = _land(settings, _find_one(settings))
    before = landed.stat().st_mtime_ns

    _drop(settings, page(paper_count=3), "other_name.txt")
    with pytest.raises(NothingToDo, match="came on 2026-03-11 already"):
        _land(settings, _find_one(settings), date(2026, 3, 12))

    assert landed.stat().st_mtime_ns == before
    assert len(layout.landing_files(settings, SOURCE)) == 1
    assert len(list((settings.inbox(SOURCE) / ".done").iterdir())) == 2


def test_the_same_bytes_on_an_earlier_day_move_the_landing_file(settings: Settings) -> None:
    _drop(settings, page(paper_count=3))
    later = _land(settings, _find_one(settings), date(2026, 3, 12))
    _drop(settings, page(paper_count=3))
    earlier = _land(settings, _find_one(settings), date(2026, 3, 11))

    assert not later.exists()
    assert list(layout.landing_files(settings, SOURCE).values()) == [earlier]
    assert earlier.parent.name == "delivery_date=2026-03-11"
    assert len(layout.raw_files(settings, SOURCE)) == 1


def test_one_named_file_is_found_without_a_look_at_the_others(settings: Settings) -> None:
    _drop(settings, page(paper_count=1), "other.txt")

    found = steps.find(settings, SOURCE, "named.txt")
    assert found == [str(settings.inbox(SOURCE) / "named.txt")]


def test_what_is_no_file_is_refused_when_it_is_found(settings: Settings) -> None:
    folder = settings.inbox(SOURCE)
    folder.mkdir(parents=True)
    (folder / "folder").mkdir()
    (folder / "link").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    _drop(settings, page(paper_count=1))

    assert steps.find(settings, SOURCE) == [str(folder / "dump.txt")]
    refused = sorted(path.name for path in (folder / ".refused").iterdir())
    reasons = [f"{name}.reason.txt" for name in ("folder", "link", "pipe")]
    assert refused == sorted(["folder", "link", "pipe", *reasons])
    (entry,) = ledger.entries(settings, "step")
    assert entry["counts"] == {"found": 1, "refused": 3, "raw_waiting": 0}


def test_raw_files_that_were_never_landed_are_found(settings: Settings) -> None:
    waiting = _drop(settings, page(paper_count=2))
    raw_file = steps.keep_raw(settings, SOURCE, str(waiting), DAY, NOON)
    waiting.unlink()

    assert _find_one(settings) == raw_file
    assert pq.read_metadata(_land(settings, raw_file)).num_rows == 2
    assert steps.find(settings, SOURCE) == []


def test_the_same_bytes_at_an_earlier_moment_of_the_day_are_landed_with_it(
    settings: Settings,
) -> None:
    """Also by the next run, where one was killed when it had kept the earlier moment."""
    earlier = NOON - timedelta(hours=2)
    _drop(settings, page(paper_count=2))
    landed = _land(settings, _find_one(settings))
    waiting = _drop(settings, page(paper_count=2), "again.txt")
    raw_file = steps.keep_raw(settings, SOURCE, str(waiting), DAY, earlier)
    waiting.unlink()

    assert _find_one(settings) == raw_file
    assert _land(settings, raw_file) == landed
    assert pq.read_table(landed)["delivered_at"].unique().to_pylist() == [earlier]
    assert steps.find(settings, SOURCE) == []


def test_a_new_parser_lands_raw_files_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _drop(settings, page(paper_count=2))
    landed = _land(settings, _find_one(settings))
    monkeypatch.setattr(hf_pages, "PARSER_VERSION", "next")

    (raw_file,) = layout.raw_files(settings, SOURCE).values()
    assert _find_one(settings) == str(raw_file)
    assert _land(settings, str(raw_file)) == landed
    assert layout.footer_of(landed)["parser_version"] == "next"
    assert steps.find(settings, SOURCE) == []


def test_the_same_bytes_under_a_new_parser_are_landed_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _drop(settings, page(paper_count=2))
    _land(settings, _find_one(settings))
    monkeypatch.setattr(hf_pages, "PARSER_VERSION", "next")
    waiting = _drop(settings, page(paper_count=2))

    assert layout.footer_of(_land(settings, str(waiting)))["parser_version"] == "next"


@pytest.mark.parametrize(
    ("steps_done", "expected_rows"), [(1, 2), (2, 2), (3, 2)], ids=["raw", "parsed", "accepted"]
)
def test_a_run_that_was_killed_is_healed_by_the_next(
    settings: Settings, steps_done: int, expected_rows: int
) -> None:
    waiting = str(_drop(settings, page(paper_count=2)))
    raw_file = steps.keep_raw(settings, SOURCE, waiting, DAY, NOON)
    if steps_done > 1:
        steps.parse(settings, SOURCE, waiting, raw_file)
    if steps_done > 2:
        steps.accept(settings, SOURCE, waiting, raw_file)
        steps.accept(settings, SOURCE, waiting, raw_file)

    for found in steps.find(settings, SOURCE)[:1]:
        _land(settings, found)
    (landed,) = layout.landing_files(settings, SOURCE).values()
    assert pq.read_metadata(landed).num_rows == expected_rows
    assert steps.find(settings, SOURCE) == []
    assert list(settings.pending(SOURCE).iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("empty", "an empty file", id="empty"),
        pytest.param("no_date", "a line with the page's date", id="no date"),
        pytest.param("furniture_without_date", "a line with the page's date", id="no papers"),
        pytest.param("blank_lines_only", "a line with the page's date", id="blank lines"),
        pytest.param("february_30", "a day that exists", id="no such day"),
        pytest.param("utf_16", "text in UTF-8", id="UTF-16"),
    ],
)
def test_a_page_that_cannot_be_read_is_set_aside_with_its_reason(
    settings: Settings, name: str, reason: str
) -> None:
    _drop(settings, (FIXTURES / f"{name}.txt").read_bytes())
    with pytest.raises(ContractBroken, match=reason):
        _land(settings, _find_one(settings))

    refused = settings.inbox(SOURCE) / ".refused"
    assert reason in (refused / "dump.txt.reason.txt").read_text()
    assert (refused / "dump.txt").read_bytes() == (FIXTURES / f"{name}.txt").read_bytes()
    assert steps.find(settings, SOURCE) == []
    assert layout.landing_files(settings, SOURCE) == {}
    assert "refused" in _outcomes(settings).values()


def test_a_page_that_cannot_be_read_stays_in_raw_for_a_better_parser(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _drop(settings, (FIXTURES / "no_date.txt").read_bytes())
    with pytest.raises(ContractBroken):
        _land(settings, _find_one(settings))

    (raw_file,) = layout.raw_files(settings, SOURCE).values()
    (summary,) = settings.quarantine(SOURCE).glob("*.json")
    assert "the page's date" in read_json(summary)["delivery_refused_because"]
    assert list(settings.pending(SOURCE).iterdir()) == []
    monkeypatch.setattr(hf_pages, "PARSER_VERSION", "next")
    assert _find_one(settings) == str(raw_file)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: path.mkdir(), id="a folder"),
        pytest.param(os.mkfifo, id="a pipe"),
        pytest.param(lambda path: path.symlink_to("nowhere"), id="a dangling link"),
        pytest.param(lambda path: path.symlink_to("/"), id="a link to a folder outside"),
    ],
)
def test_a_named_thing_that_is_no_file_is_set_aside(
    settings: Settings, make: Callable[[Path], None]
) -> None:
    folder = settings.inbox(SOURCE)
    folder.mkdir(parents=True)
    make(folder / "odd.txt")
    (waiting,) = steps.find(settings, SOURCE, "odd.txt")

    with pytest.raises(ContractBroken, match="an ordinary file"):
        steps.keep_raw(settings, SOURCE, waiting, DAY, NOON)

    assert os.path.lexists(folder / ".refused" / "odd.txt")
    assert (folder / ".refused" / "odd.txt.reason.txt").exists()


def test_a_bug_in_the_parser_is_no_refusal(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    waiting = str(_drop(settings, page(paper_count=2)))
    raw_file = steps.keep_raw(settings, SOURCE, waiting, DAY, NOON)
    monkeypatch.setattr(hf_pages, "parse", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        steps.parse(settings, SOURCE, waiting, raw_file)

    assert Path(waiting).exists()
    assert _outcomes(settings)["parse hf_pages"] == "failed"


def _check(settings: Settings, content: bytes) -> Path:
    """Land a page with its gate; returns the raw file, whatever the gate says."""
    waiting = str(_drop(settings, content))
    raw_file = steps.keep_raw(settings, SOURCE, waiting, DAY, NOON)
    steps.parse(settings, SOURCE, waiting, raw_file)
    steps.check(settings, SOURCE, waiting, raw_file)
    return Path(raw_file)


def test_a_sound_page_passes_its_gate(settings: Settings) -> None:
    raw_file = _check(settings, page(paper_count=3))

    (gate,) = ledger.entries(settings, "gate")
    assert gate["is_open"]
    assert gate["subject"] == raw_file.stem
    (entry,) = [one for one in ledger.entries(settings, "step") if "gate" in one["step"]]
    assert entry["text"].startswith(f"{len(gate['results'])} of {len(gate['results'])} expect")
    assert [path.suffix for path in settings.pending(SOURCE).iterdir()] == [".parquet"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("paper_count", "refused_count"),
    [pytest.param(3, 3, id="3 refused"), pytest.param(80, 4, id="less than 5 % refused")],
)
def test_a_page_with_few_refused_records_passes(
    settings: Settings, paper_count: int, refused_count: int
) -> None:
    extra = "".join(f"A Title Alone {number}\n\n" for number in range(refused_count))
    raw_file = _check(settings, page(paper_count=paper_count, extra=extra))

    summary = read_json(settings.quarantine(SOURCE) / f"{raw_file.stem}.json")
    assert summary["refused_count"] == refused_count


@pytest.mark.parametrize(
    ("content", "expected", "refused_count"),
    [
        pytest.param(
            page(paper_count=3, extra="".join(f"A Title Alone {n}\n\n" for n in range(4))),
            "at most 5 % or 3 records refused",
            4,
            id="too many refused",
        ),
        pytest.param(page(paper_count=0), "at least 1 row", None, id="no paper, nothing refused"),
    ],
)
def test_a_closed_gate_sets_the_page_aside_and_keeps_raw_and_quarantine(
    settings: Settings, content: bytes, expected: str, refused_count: int | None
) -> None:
    with pytest.raises(GateClosed, match=expected) as closed:
        _check(settings, content)

    (raw_file,) = layout.raw_files(settings, SOURCE).values()
    assert raw_file.read_bytes() == content
    assert "landing gate of" in closed.value.where
    refused = settings.inbox(SOURCE) / ".refused"
    assert expected in (refused / "dump.txt.reason.txt").read_text()
    summary = read_json(settings.quarantine(SOURCE) / f"{raw_file.stem}.json")
    assert expected in summary["delivery_refused_because"]
    assert "PARSER_VERSION" in summary["how_to_replay"]
    assert summary.get("refused_count") == refused_count
    assert list(settings.pending(SOURCE).iterdir()) == []
    assert layout.landing_files(settings, SOURCE) == {}


def test_a_page_that_its_gate_refused_is_not_found_again(settings: Settings) -> None:
    with pytest.raises(GateClosed):
        _check(settings, page(paper_count=0))

    assert steps.find(settings, SOURCE) == []


def test_a_landing_needs_the_sidecar_of_its_raw_file(settings: Settings) -> None:
    waiting = str(_drop(settings, page(paper_count=1)))
    raw_file = steps.keep_raw(settings, SOURCE, waiting, DAY, NOON)
    sidecar_of(Path(raw_file)).unlink()

    with pytest.raises(ContractBroken):
        steps.parse(settings, SOURCE, waiting, raw_file)


def test_a_delivery_keeps_its_first_name_in_the_sidecar(settings: Settings) -> None:
    _drop(settings, page(paper_count=1, extra=paper(2)), "first.txt")
    landed = _land(settings, _find_one(settings))

    (raw_file,) = layout.raw_files(settings, SOURCE).values()
    assert Delivery.read_sidecar(raw_file).original_name == "first.txt"
    assert landed.stem == raw_file.stem
