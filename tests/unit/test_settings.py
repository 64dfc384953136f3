"""Settings are read once from the environment, and say which variable is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from include.settings import PROJECT, FreshnessLimits, Settings, utc_now


def test_nothing_set_gives_the_defaults() -> None:
    settings = Settings.from_environment({})

    assert settings == Settings(home=PROJECT / "data")
    assert (settings.retries, settings.threads, settings.quiet_seconds) == (2, 2, 10)


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "PAPERHOUSE_HOME": str(tmp_path / "house"),
            "PAPERHOUSE_RETRIES": "0",
            "PAPERHOUSE_THREADS": " 8 ",
            "PAPERHOUSE_MEMORY_LIMIT": "1GB",
            "PAPERHOUSE_QUIET_SECONDS": "3",
            "PAPERHOUSE_KEPT_RELEASES": "1",
        }
    )

    expected = Settings(
        home=tmp_path / "house",
        retries=0,
        threads=8,
        memory_limit="1GB",
        quiet_seconds=3,
        kept_releases=1,
    )
    assert settings == expected


def test_the_process_environment_counts_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PAPERHOUSE_HOME", str(tmp_path))

    assert Settings.from_environment().home == tmp_path


def test_empty_variables_count_as_not_set() -> None:
    empty = {"PAPERHOUSE_HOME": "", "PAPERHOUSE_RETRIES": " ", "PAPERHOUSE_MEMORY_LIMIT": ""}

    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_a_relative_home_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)

    assert Settings.from_environment({"PAPERHOUSE_HOME": "here"}).home == tmp_path / "here"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("PAPERHOUSE_RETRIES", "two", id="a word"),
        pytest.param("PAPERHOUSE_RETRIES", "-1", id="below nothing"),
        pytest.param("PAPERHOUSE_QUIET_SECONDS", "1.5", id="a fraction"),
        pytest.param("PAPERHOUSE_QUIET_SECONDS", "²", id="a digit that is no number"),
        pytest.param("PAPERHOUSE_THREADS", "0", id="no thread at all"),
        pytest.param("PAPERHOUSE_KEPT_RELEASES", "0", id="no release kept"),
    ],
)
def test_a_wrong_number_is_refused_by_the_variable_s_name(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a whole number") as refused:
        Settings.from_environment({name: text})

    assert repr(text) in str(refused.value)


def test_every_zone_lies_under_home(settings: Settings) -> None:
    zones = [
        *(settings.inbox("hf_pages"), settings.raw("hf_pages"), settings.landing("hf_pages")),
        *(settings.pending("hf_pages"), settings.quarantine("hf_pages"), settings.cache),
        *(settings.builds, settings.ledger, settings.releases, settings.current),
    ]

    assert len(set(zones)) == len(zones)
    assert all(settings.home in zone.parents for zone in zones)


def test_the_project_s_own_files_are_there(settings: Settings) -> None:
    assert (settings.dbt_project / "dbt_project.yml").is_file()
    assert settings.sample_feed.is_file()


def test_the_clock_is_in_utc() -> None:
    offset = utc_now().utcoffset()

    assert offset is not None
    assert not offset


def test_a_date_that_is_none_names_its_variable() -> None:
    with pytest.raises(ValueError, match="PAPERHOUSE_HF_DAILY_START must be a date"):
        Settings.from_environment({"PAPERHOUSE_HF_DAILY_START": "yesterday"})


def test_sets_stand_between_blanks_and_addresses_end_without_a_slash() -> None:
    read = Settings.from_environment(
        {
            "PAPERHOUSE_ARXIV_SETS": "cs:cs:CL  stat:stat:ML",
            "PAPERHOUSE_HF_DAILY_URL": "http://mirror.invalid/",
        }
    )
    assert read.arxiv_sets == ("cs:cs:CL", "stat:stat:ML")
    assert read.hf_daily_url == "http://mirror.invalid"


def test_limits_of_freshness_are_words() -> None:
    name = "PAPERHOUSE_FRESHNESS_DAYS"
    read = Settings.from_environment({name: "hf_pages:8:15 jsonl:2:2"}).freshness
    assert read == (FreshnessLimits("hf_pages", 8, 15), FreshnessLimits("jsonl", 2, 2))
    assert Settings.from_environment({name: "none"}).freshness == ()
    assert [one.source for one in Settings.from_environment({}).freshness] == [
        "hf_daily",
        "arxiv_oai",
    ]


@pytest.mark.parametrize("word", ["hf_daily", "hf_daily:7:4", "hf_daily:x:4", "hf_daily:1:2:3"])
def test_wrong_limits_of_freshness_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="PAPERHOUSE_FRESHNESS_DAYS") as refused:
        Settings.from_environment({"PAPERHOUSE_FRESHNESS_DAYS": f"arxiv_oai:1:2 {word}"})
    assert repr(word) in str(refused.value)
