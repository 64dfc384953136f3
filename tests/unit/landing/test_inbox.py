"""The inbox takes whole ordinary files, never touches an original, never overwrites."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from include.errors import ContractBroken
from include.landing import inbox
from include.settings import Settings

SOURCE = "hf_pages"
_ODD_NAMES = [
    pytest.param("two\nlines.txt", id="a line feed"),
    pytest.param("\x1b[31mred.txt", id="a terminal's colour"),
    pytest.param("\U0001f4c4 papers \U0001f989.txt", id="emoji"),
    pytest.param(os.fsdecode(b"caf\xe9.txt"), id="bytes that are no UTF-8"),
    pytest.param("n" * 251 + ".txt", id="the longest name"),
    pytest.param("\U0001f989" * 62 + ".txt", id="the longest name of emoji"),
    pytest.param("it's [a] *dump*?.txt", id="quote and wild cards"),
]


@pytest.fixture
def folder(settings: Settings) -> Path:
    """The inbox, made."""
    made = settings.inbox(SOURCE)
    made.mkdir(parents=True)
    return made


def _refusal() -> ContractBroken:
    return ContractBroken(expected="a date", found="none", where="x", next_step="add it")


def _make_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_text("text")


def _make_link_outside(path: Path) -> None:
    outside = path.parents[2] / "outside.txt"
    outside.write_text("private")
    path.symlink_to(outside)


def _make_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


_ODD_THINGS = [
    pytest.param(_make_folder, id="a folder"),
    pytest.param(os.mkfifo, id="a pipe"),
    pytest.param(_make_link_outside, id="a link outside"),
    pytest.param(_make_dangling_link, id="a dangling link"),
]


def test_a_first_look_makes_the_inbox(settings: Settings) -> None:
    assert inbox.look(settings, SOURCE) == inbox.Look(complete=[], odd=[])
    assert settings.inbox(SOURCE).is_dir()


def test_files_that_lie_still_are_complete_and_sorted(settings: Settings, folder: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text("text")

    assert inbox.look(settings, SOURCE).complete == ["a.txt", "b.txt"]


@pytest.mark.parametrize("name", [".hidden", ".part", "dump.txt.part", "dump.tmp"])
def test_unfinished_and_hidden_names_are_left_alone(
    settings: Settings, folder: Path, name: str
) -> None:
    (folder / name).write_text("text")

    assert inbox.look(settings, SOURCE) == inbox.Look(complete=[], odd=[])


@pytest.mark.parametrize("make", _ODD_THINGS)
def test_what_is_no_file_is_listed_as_odd(
    settings: Settings, folder: Path, make: Callable[[Path], None]
) -> None:
    make(folder / "odd")

    assert inbox.look(settings, SOURCE) == inbox.Look(complete=[], odd=["odd"])


@pytest.mark.parametrize("name", _ODD_NAMES)
def test_a_name_may_be_odd(settings: Settings, folder: Path, name: str) -> None:
    (folder / name).write_text("text")

    assert inbox.look(settings, SOURCE).complete == [name]


def _while_looking(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> list[float]:
    """Instead of waiting, something happens; returns the seconds that would have been waited."""
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        act()

    monkeypatch.setattr("include.landing.inbox.time.sleep", wait)
    return waited


def test_a_file_that_grows_between_two_looks_is_left(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "growing.txt").write_text("half")
    (folder / "still.txt").write_text("whole")
    waited = _while_looking(monkeypatch, lambda: (folder / "growing.txt").write_text("half more"))

    look = inbox.look(replace(settings, quiet_seconds=10), SOURCE)

    assert waited == [10]
    assert look.complete == ["still.txt"]


def test_a_file_that_is_replaced_by_one_as_long_is_left(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "one.txt").write_text("same size")
    state = (folder / "one.txt").stat()

    def replace_it() -> None:
        (folder / ".new").write_text("size same")
        os.utime(folder / ".new", ns=(state.st_atime_ns, state.st_mtime_ns))
        (folder / ".new").replace(folder / "one.txt")

    _while_looking(monkeypatch, replace_it)

    assert inbox.look(replace(settings, quiet_seconds=10), SOURCE).complete == []


def test_a_file_that_comes_or_goes_between_two_looks_is_left(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "going.txt").write_text("text")

    def come_and_go() -> None:
        (folder / "going.txt").unlink()
        (folder / "coming.txt").write_text("text")

    _while_looking(monkeypatch, come_and_go)

    assert inbox.look(replace(settings, quiet_seconds=10), SOURCE).complete == []


def test_files_that_are_old_enough_are_not_waited_for(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "old.txt").write_text("text")
    changed = (folder / "old.txt").lstat().st_ctime
    waited = _while_looking(monkeypatch, lambda: None)
    monkeypatch.setattr("include.landing.inbox.time.time", lambda: changed + 11)

    assert inbox.look(replace(settings, quiet_seconds=10), SOURCE).complete == ["old.txt"]
    assert waited == []


def test_a_file_whose_time_lies_ahead_is_waited_for_and_taken(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "ahead.txt").write_text("text")
    os.utime(folder / "ahead.txt", (4e9, 4e9))
    waited = _while_looking(monkeypatch, lambda: None)

    assert inbox.look(replace(settings, quiet_seconds=10), SOURCE).complete == ["ahead.txt"]
    assert waited == [10]


def test_a_file_taken_while_the_folder_is_read_is_passed_over(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [folder / "gone.txt", folder / "there.txt"]
    names[1].write_text("text")
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(names))

    assert inbox.look(settings, SOURCE).complete == ["there.txt"]


@pytest.mark.parametrize("name", _ODD_NAMES)
def test_a_dropped_file_is_a_copy_and_the_original_stays(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    original = tmp_path / name
    original.write_bytes(b"\x00text")
    before = original.stat()

    dropped = inbox.drop(settings, SOURCE, original)

    assert dropped == name
    assert (settings.inbox(SOURCE) / dropped).read_bytes() == b"\x00text"
    after = original.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("name", ["dump.part", "dump.tmp", ".hidden", "..."])
def test_a_dropped_file_gets_a_name_that_a_look_finds(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("text")

    dropped = inbox.drop(settings, SOURCE, tmp_path / name)

    assert inbox.look(settings, SOURCE).complete == [dropped]


@pytest.mark.parametrize("name", ["dump.txt", "n" * 255], ids=["a short name", "a long name"])
def test_a_dropped_file_replaces_none_that_waits(
    settings: Settings, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("first")
    first = inbox.drop(settings, SOURCE, tmp_path / name)
    (tmp_path / name).write_text("second")
    second = inbox.drop(settings, SOURCE, tmp_path / name)

    assert first != second
    folder = settings.inbox(SOURCE)
    assert [(folder / one).read_text() for one in (first, second)] == ["first", "second"]


def test_a_dropped_file_replaces_no_dangling_link(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    (folder / "dump.txt").symlink_to("nowhere")
    (tmp_path / "dump.txt").write_text("text")

    assert inbox.drop(settings, SOURCE, tmp_path / "dump.txt") != "dump.txt"
    assert (folder / "dump.txt").is_symlink()


@pytest.mark.parametrize(
    ("make", "found"),
    [
        pytest.param(_make_folder, "something that is no file", id="a folder"),
        pytest.param(os.mkfifo, "something that is no file", id="a pipe"),
        pytest.param(lambda _: None, "nothing there", id="nothing"),
    ],
)
def test_only_a_file_can_be_dropped(
    settings: Settings, tmp_path: Path, make: Callable[[Path], None], found: str
) -> None:
    make(tmp_path / "odd")

    with pytest.raises(ContractBroken) as refused:
        inbox.drop(settings, SOURCE, tmp_path / "odd")

    assert refused.value.found == found
    assert not settings.inbox(SOURCE).exists()


@pytest.mark.parametrize("name", _ODD_NAMES)
def test_taken_files_of_one_name_are_all_kept(settings: Settings, folder: Path, name: str) -> None:
    kept = []
    for content in ("one", "two", "three"):
        (folder / name).write_text(content)
        kept.append(inbox.set_done(settings, SOURCE, name))

    assert [path.read_text() for path in kept] == ["one", "two", "three"]
    assert {path.parent for path in kept} == {folder / ".done"}


@pytest.mark.parametrize("name", _ODD_NAMES)
def test_refused_files_of_one_name_are_all_kept_with_their_reasons(
    settings: Settings, folder: Path, name: str
) -> None:
    for content in ("one", "two", "three"):
        (folder / name).write_text(content)
        inbox.set_refused(settings, SOURCE, name, _refusal())

    contents = sorted(path.read_text() for path in (folder / ".refused").iterdir())
    assert contents == sorted(["one", "two", "three", *[f"{_refusal()}\n"] * 3])


def test_a_refused_file_that_is_named_like_a_reason_is_kept(
    settings: Settings, folder: Path
) -> None:
    for name in ("dump.txt.reason.txt", "dump.txt"):
        (folder / name).write_text(name)
        inbox.set_refused(settings, SOURCE, name, _refusal())

    refused = folder / ".refused"
    assert (refused / "dump.txt.reason.txt").read_text() == "dump.txt.reason.txt"
    assert (refused / "dump.txt.2.reason.txt").read_text() == f"{_refusal()}\n"


@pytest.mark.parametrize("make", _ODD_THINGS)
def test_what_is_no_file_is_refused_without_being_opened(
    settings: Settings, folder: Path, make: Callable[[Path], None]
) -> None:
    make(folder / "odd")
    refusing = threading.Thread(
        target=inbox.set_refused, args=(settings, SOURCE, "odd", _refusal()), daemon=True
    )
    refusing.start()
    refusing.join(timeout=30)

    assert not refusing.is_alive()
    assert os.path.lexists(folder / ".refused" / "odd")
    assert (folder / ".refused" / "odd.reason.txt").read_text() == f"{_refusal()}\n"


def test_an_inbox_is_empty_but_for_hidden_names(settings: Settings, folder: Path) -> None:
    (folder / ".done").mkdir()
    assert inbox.is_empty(settings, SOURCE)

    (folder / "coming.part").write_text("half")
    assert not inbox.is_empty(settings, SOURCE)
