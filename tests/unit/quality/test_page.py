"""The quality page needs nothing from outside, runs nothing and shows what was seen."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from include import ledger
from include.landing.quarantine import Quarantine
from include.quality.page import write_quality_page
from include.settings import Settings, utc_now
from tests.unit.pages import delivery_of

_HOSTILE = (
    '<script>alert(\'x\')</script>{{ 7 * 6 }}{% raw %}" onmouseover="x" &amp;'
    " \u202egnp.exe \x1b[2J <img src=http://evil.example/x.png>"
)
_ESCAPED = (
    "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{ 7 * 6 }}{% raw %}&#34; onmouseover="
    "&#34;x&#34; &amp;amp; \\u202egnp.exe \\x1b[2J &lt;img src=http://evil.example/x.png&gt;"
)


class _Tags(HTMLParser):
    """Collects every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def _result(**changed: Any) -> dict[str, Any]:
    return {
        "data_set": "marts.fct_papers",
        "expectation": "never empty",
        "column_name": "title",
        "severity": "critical",
        "outcome": "met",
        "observed": "0 of 3 rows against it",
        "unexpected_count": 0,
        "notes": "",
    } | changed


def _manifest(**changed: Any) -> dict[str, Any]:
    delivery = delivery_of().to_json() | {"record_count": 3, "refused_count": 0}
    return {
        "release_id": "20260311T120000-abc123",
        "released_at": "2026-03-11T12:00:00+00:00",
        "deliveries": [delivery],
        "row_counts": {"fct_papers": 12345},
        "watermarks": [],
        "extraction_quality": [{"status": "not measured", "extractor_version": "e1"}],
        "code_version": "c1",
        "extractor_version": "e1",
        "base_release": None,
    } | changed


def _record_gate(settings: Settings, *results: dict[str, Any], **changed: Any) -> None:
    content = {
        "gate": "marts",
        "subject": _manifest()["release_id"],
        "is_open": True,
        "judged_at": utc_now(),
        "results": list(results),
    }
    ledger.record(settings, "gate", ledger.new_entry_id(utc_now()), content | changed)


def _page(settings: Settings, tmp_path: Path, manifest: dict[str, Any] | None = None) -> str:
    target = tmp_path / "quality" / "index.html"
    write_quality_page(settings, target, manifest or _manifest())
    return target.read_text(encoding="utf-8")


@pytest.fixture
def hostile_page(settings: Settings, tmp_path: Path) -> str:
    """A page on which everything that comes from outside means harm."""
    delivery = delivery_of(_HOSTILE)
    quarantine = Quarantine(settings, delivery)
    quarantine.refuse(reason=_HOSTILE, line_start=7, line_end=7, text=_HOSTILE)
    quarantine.close(raw_file=Path("x"), parser_version="1", refusal=None)
    _record_gate(
        settings,
        _result(observed=_HOSTILE, notes=_HOSTILE, outcome="not met", severity="warning"),
        _result(expectation=_HOSTILE, column_name=_HOSTILE, data_set=_HOSTILE),
    )
    with ledger.step(settings, "publish", _manifest()["release_id"]) as note:
        note.text = _HOSTILE
    deliveries = [delivery.to_json() | {"record_count": 3, "refused_count": 1}]
    return _page(settings, tmp_path, _manifest(deliveries=deliveries))


def test_hostile_text_is_shown_and_not_obeyed(hostile_page: str) -> None:
    assert hostile_page.count(_ESCAPED) >= 8
    assert "<script" not in hostile_page
    assert "\x1b" not in hostile_page
    assert "\u202e" not in hostile_page


def test_the_page_takes_nothing_from_outside(hostile_page: str) -> None:
    tags = _Tags()
    tags.feed(hostile_page)
    links = [
        (tag, attributes[name])
        for tag, attributes in tags.seen
        for name in ("src", "href", "srcset", "action", "data", "background")
        if name in attributes
    ]

    assert links == [("a", "../docs/index.html")]
    assert not {"script", "link", "iframe", "img", "object", "base"} & {one for one, _ in tags.seen}
    assert not re.search(r"@import|url\(", hostile_page)
    assert not any(name.startswith("on") for _, attributes in tags.seen for name in attributes)


def test_all_met_is_said_at_the_top(settings: Settings, tmp_path: Path) -> None:
    _record_gate(settings, _result(), _result(column_name=None))
    page = _page(settings, tmp_path)

    assert "All gates are open: each of 2 expectations was met." in page
    assert "<h2>Warnings</h2>" not in page
    assert "None: every line of every delivery was read." in page
    assert "Marts gate of build 20260311T120000-abc123" in page
    assert "<code>title</code>: never empty" in page
    assert "<b>12,345</b>" in page
    assert "Not measured for extractor <code>e1</code>" in page
    assert "2026-03-11 12:00 UTC" in page


def test_warnings_are_shown_with_their_numbers(settings: Settings, tmp_path: Path) -> None:
    warned = _result(
        outcome="not met", severity="warning", observed="4 rows against it", notes="Usually none."
    )
    _record_gate(settings, _result(), warned)
    page = _page(settings, tmp_path)

    assert "1 of 2 expectations met,\n1 warning worth reading below" in page
    assert "<h2>Warnings</h2>" in page
    assert page.count("4 rows against it") == 2
    assert "Usually none." in page
    assert '<span class="badge warn">warning</span>' in page


def test_an_expectation_that_could_not_run_is_shown_as_bad(
    settings: Settings, tmp_path: Path
) -> None:
    _record_gate(settings, _result(outcome="could not run"))

    assert '<span class="badge bad">could not run</span>' in _page(settings, tmp_path)


def test_only_the_newest_run_of_this_release_s_gates_is_shown(
    settings: Settings, tmp_path: Path
) -> None:
    key = delivery_of().delivery_key
    _record_gate(settings, _result(observed="an older run"))
    _record_gate(settings, _result(observed="the newest run"))
    _record_gate(settings, _result(observed="of another build"), subject="another")
    _record_gate(settings, _result(observed="of its delivery"), gate="landing", subject=key)
    page = _page(settings, tmp_path)

    assert "the newest run" in page
    assert "an older run" not in page
    assert "of another build" not in page
    assert page.index("Landing gate of dump.txt") < page.index("Marts gate of build")


def test_refused_records_are_shown_with_file_and_line(settings: Settings, tmp_path: Path) -> None:
    quarantine = Quarantine(settings, delivery_of())
    for number in range(60):
        quarantine.refuse(
            reason="an orphan", line_start=number, line_end=number, text=f"#{number} " + "y" * 300
        )
    quarantine.close(raw_file=Path("x"), parser_version="1", refusal=None)
    deliveries = [delivery_of().to_json() | {"record_count": 3, "refused_count": 60}]
    page = _page(settings, tmp_path, _manifest(deliveries=deliveries))

    assert page.count("an orphan") == 50
    assert "<td>dump.txt</td>" in page
    assert "#49 yyy" in page
    assert "y" * 201 not in page


def test_a_quarantine_that_was_emptied_since_is_passed_over(
    settings: Settings, tmp_path: Path
) -> None:
    deliveries = [delivery_of().to_json() | {"record_count": 3, "refused_count": 2}]

    assert "<h2>Refused records</h2>" in _page(settings, tmp_path, _manifest(deliveries=deliveries))


def test_measured_quality_is_shown_with_its_figures(settings: Settings, tmp_path: Path) -> None:
    measured = {
        "status": "measured",
        "measure": "introduced methods",
        "precision": 0.91234,
        "recall": 0.8,
        "f1": 0.85,
        "f1_low": 0.8,
        "f1_high": 0.9,
        "paper_count": 116,
        "measured_date": "2026-03-12",
    }
    page = _page(settings, tmp_path, _manifest(extraction_quality=[measured]))

    assert "<td>0.912</td>" in page
    assert "116 labelled papers, 2026-03-12" in page


def test_many_deliveries_are_cut_and_counted(settings: Settings, tmp_path: Path) -> None:
    one = delivery_of().to_json() | {"record_count": 3, "refused_count": 0}
    page = _page(settings, tmp_path, _manifest(deliveries=[one] * 1_201))

    assert "The first 200 of 1,201" in page
    assert "1,201\ndeliveries." in page


def test_the_tables_of_expectations_have_fixed_columns(settings: Settings, tmp_path: Path) -> None:
    _record_gate(settings, _result())
    page = _page(settings, tmp_path)

    assert "table.seen { table-layout: fixed;" in page
    assert '<table class="seen">' in page


def test_freshness_is_shown_as_it_was(settings: Settings, tmp_path: Path) -> None:
    watermark = {
        "source": "hf_daily",
        "last_delivery_date": "2026-03-04",
        "delivery_count": 1_200,
        "record_count": 3,
        "age_days": 7.25,
        "late_after_days": 4,
        "silent_after_days": 7,
        "freshness_status": "silent",
    }
    without: dict[str, Any] = {"source": "hf_pages", "freshness_status": "no limit"}
    without |= {"late_after_days": None, "silent_after_days": None}
    page = _page(settings, tmp_path, _manifest(watermarks=[watermark, watermark | without]))

    assert '<span class="badge bad">silent</span>' in page
    assert '<td class="number">7.2</td>' in page
    assert "<td>4 days</td><td>7 days</td>" in page
    assert page.count("it may stay silent") == 1
