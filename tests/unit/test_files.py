"""Files are whole or absent, and a lock holds between processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from include import files
from include.errors import ContractBroken
from include.settings import PROJECT

_HOLD_THE_LOCK = """
import sys
from pathlib import Path
from include.files import locked
with locked(Path(sys.argv[1]), purpose="hold"):
    print("held", flush=True)
    sys.stdin.read()
"""


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_bytes_are_written_with_their_folders(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "a" / "b" / "file", b"content")

    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"content"


def test_nothing_is_left_beside_a_written_file(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "file", b"old")
    files.write_bytes(tmp_path / "file", b"new")

    assert (tmp_path / "file").read_bytes() == b"new"
    assert _names(tmp_path) == ["file"]


def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "old").write_text("old")

    with pytest.raises(IsADirectoryError):
        files.write_bytes(tmp_path / "taken", b"new")

    assert _names(tmp_path) == ["taken"]
    assert (tmp_path / "taken" / "old").read_text() == "old"


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.copy_file(tmp_path / "absent", tmp_path / "target")

    assert _names(tmp_path) == []


def test_a_copy_has_the_bytes_and_the_original_stays(tmp_path: Path) -> None:
    original = tmp_path / "original"
    original.write_bytes(b"\x00\xff")
    files.copy_file(original, tmp_path / "deep" / "copy")

    assert (tmp_path / "deep" / "copy").read_bytes() == original.read_bytes() == b"\x00\xff"


@pytest.mark.parametrize(
    "name", ["n" * 255, "é" * 127, "\U0001f4c4" * 63], ids=["ascii", "two bytes", "emoji"]
)
def test_the_longest_names_can_be_written(tmp_path: Path, name: str) -> None:
    files.write_bytes(tmp_path / name, b"x")

    assert _names(tmp_path) == [name]


@pytest.mark.parametrize(
    ("name", "suffix", "expected"),
    [
        pytest.param("short", ".txt", "short.txt", id="short enough"),
        pytest.param("n" * 300, ".2", "n" * 253 + ".2", id="cut for its suffix"),
        pytest.param("é" * 200, "", "é" * 127, id="no character cut in two"),
        pytest.param("\udcff" * 300, ".2", "\udcff" * 253 + ".2", id="bytes that are no UTF-8"),
    ],
)
def test_a_name_is_cut_to_what_a_file_system_takes(name: str, suffix: str, expected: str) -> None:
    assert files.shortened(name, suffix) == expected
    assert len(os.fsencode(files.shortened(name, suffix))) <= 255


def test_json_comes_back_as_it_was_written(tmp_path: Path) -> None:
    content = {"text": "中文 \udcff \x1b", "none": None, "list": [1, 2.5], "bool": True}
    files.write_json(tmp_path / "file.json", content)

    assert files.read_json(tmp_path / "file.json") == content


def test_json_keeps_moments_as_text_and_keys_in_order(tmp_path: Path) -> None:
    files.write_json(tmp_path / "file.json", {"b": datetime(2026, 3, 11, tzinfo=UTC), "a": 1})

    text = (tmp_path / "file.json").read_text()
    assert text.index('"a"') < text.index('"b"')
    assert files.read_json(tmp_path / "file.json")["b"] == "2026-03-11 00:00:00+00:00"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'{"half": ', id="cut off"),
        pytest.param(b"", id="empty"),
        pytest.param(b'"\xff"', id="no UTF-8"),
        pytest.param(None, id="absent"),
    ],
)
def test_damaged_json_is_a_broken_contract(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ContractBroken, match="a readable JSON file") as broken:
        files.read_json(path)

    assert broken.value.where == str(path)


def test_a_hash_is_that_of_prefix_and_bytes(tmp_path: Path) -> None:
    content = b"x" * (3 << 20)
    (tmp_path / "file").write_bytes(content)

    assert files.sha256_of(tmp_path / "file") == hashlib.sha256(content).hexdigest()
    with_prefix = hashlib.sha256(b"hf_pages\0" + content).hexdigest()
    assert files.sha256_of(tmp_path / "file", prefix=b"hf_pages\0") == with_prefix


def test_a_folder_s_bytes_are_those_of_all_its_files(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / "one", b"123")
    files.write_bytes(tmp_path / "deep" / "two", b"4567")

    assert files.folder_bytes(tmp_path) == 7
    assert files.folder_bytes(tmp_path / "absent") == 0


def test_a_lock_that_another_process_holds_is_refused_until_it_ends(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD_THE_LOCK, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with (
            pytest.raises(ContractBroken, match="another process") as refused,
            files.locked(lock, purpose="publish a release"),
        ):
            pytest.fail("two processes held one lock")
        other.communicate()

    assert "the only one to publish a release" in str(refused.value)
    with files.locked(lock, purpose="publish a release"):
        assert lock.exists()


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside"), files.locked(tmp_path / "l", purpose="x"):
        raise RuntimeError("inside")

    with files.locked(tmp_path / "l", purpose="x"):
        assert (tmp_path / "l").exists()
