"""What Superset keeps in a house: secrets of its own, and settings that read them."""

from __future__ import annotations

import runpy
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from include.palette import PALETTE
from include.settings import PROJECT, Settings
from include.superset.house import secret, superset_home


def test_a_secret_is_made_once_and_differs_by_name_and_house(tmp_path: Path) -> None:
    one, other = (Settings(home=tmp_path / name) for name in ("one", "other"))
    made = secret(one, "key")
    assert len(made) > 40
    assert secret(one, "key") == made
    assert len({made, secret(one, "password"), secret(other, "key")}) == 3


def test_only_its_owner_may_look_into_the_folder(settings: Settings) -> None:
    assert stat.S_IMODE(superset_home(settings).stat().st_mode) == 0o700


@pytest.fixture
def config(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that Superset reads from its settings, in an empty house."""
    monkeypatch.setenv("PAPERHOUSE_HOME", str(settings.home))
    return runpy.run_path(str(PROJECT / "include" / "superset" / "config.py"))


def test_superset_keeps_its_own_records_in_the_house(
    config: dict[str, Any], settings: Settings
) -> None:
    assert config["SECRET_KEY"] == secret(settings, "secret_key")
    assert config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{settings.home}/superset/superset.db"
    assert config["EXTRA_CATEGORICAL_COLOR_SCHEMES"][0]["colors"] == PALETTE


def test_a_query_opens_the_release_and_not_the_pointer(
    config: dict[str, Any], settings: Settings
) -> None:
    for name in ("older", "newer"):
        (settings.releases / name).mkdir(parents=True)
        settings.current.unlink(missing_ok=True)
        settings.current.symlink_to(settings.releases / name)
        uri = make_url(f"duckdb:///{settings.current}/paperhouse.duckdb?access_mode=read_only")
        followed, parameters = config["DB_CONNECTION_MUTATOR"](uri, {"a": 1}, "admin", None, None)
        assert followed.database == f"{settings.releases}/{name}/paperhouse.duckdb"
        assert followed.query == uri.query
        assert parameters == {"a": 1}
