"""A version changes when a file that counts changes, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from include.settings import PROJECT
from include.transform import versions

_EXTRACTOR_FILE = "dbt_project/macros/a_rule.sql"
_CODE_FILE = "include/release/publish.py"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in place of this one."""
    for name in (_EXTRACTOR_FILE, _CODE_FILE, "dbt_project/seeds/ref_words.csv", "README.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(versions, "PROJECT", tmp_path)
    return tmp_path


def _both() -> tuple[str, str]:
    return versions.code_version(), versions.extractor_version()


def test_the_project_s_versions_are_short_and_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _both() == _both()
    assert all(len(version) == 12 for version in _both())


def test_every_folder_that_counts_is_there() -> None:
    folders = {*versions._CODE_FOLDERS, *versions._EXTRACTOR_FOLDERS}

    assert folders
    assert [name for name in folders if not (PROJECT / name).is_dir()] == []


@pytest.mark.parametrize(
    ("name", "code_changes", "extractor_changes"),
    [
        pytest.param(_EXTRACTOR_FILE, True, True, id="a macro"),
        pytest.param("dbt_project/seeds/ref_words.csv", True, True, id="a seed"),
        pytest.param("dbt_project/macros/deep/new_rule.sql", True, True, id="a new file"),
        pytest.param(_CODE_FILE, True, False, id="publishing"),
        pytest.param("include/commands/status.py", False, False, id="a command"),
        pytest.param("README.md", False, False, id="prose"),
        pytest.param("dbt_project/macros/notes.md", False, False, id="prose beside macros"),
        pytest.param("dbt_project/target/macros/a.sql", False, False, id="what dbt made"),
        pytest.param("include/release/__pycache__/a.py", False, False, id="what Python made"),
    ],
)
def test_a_changed_file_changes_the_versions_it_counts_for(
    project: Path, name: str, code_changes: bool, extractor_changes: bool
) -> None:
    before = _both()
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("changed")
    code, extractor = _both()

    assert (code != before[0], extractor != before[1]) == (code_changes, extractor_changes)


def test_a_file_renamed_or_emptied_into_its_neighbour_counts(project: Path) -> None:
    before = _both()
    path = project / _EXTRACTOR_FILE
    renamed = path.rename(path.with_name("b_rule.sql"))
    assert _both() != before

    renamed.rename(path)
    assert _both() == before


def test_the_place_of_the_project_does_not_count(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _both()
    monkeypatch.setattr(versions, "PROJECT", project.rename(project.with_name("elsewhere")))

    assert _both() == before
