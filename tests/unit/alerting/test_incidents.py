"""Each trouble is told once, until what had failed succeeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from include.alerting.incidents import end_incidents, incidents_folder, tell_once
from include.settings import Settings
from tests.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture
def told(settings: Settings, receiver: Receiver) -> Settings:
    """A house that tells a receiver of its troubles."""
    return replace(settings, alert_webhook=receiver.address)


def test_an_incident_is_told_once(told: Settings, receiver: Receiver) -> None:
    assert [tell_once(told, "a.task", "full", {"text": f"n. {n}"}) for n in range(3)] == [
        True,
        False,
        False,
    ]
    assert [one["text"] for one in receiver.received] == ["n. 0"]


def test_another_trouble_and_another_place_are_incidents_of_their_own(
    told: Settings, receiver: Receiver
) -> None:
    for place, trouble in (("a.task", "one"), ("a.task", "two"), ("b.task", "one")):
        assert tell_once(told, place, trouble, {"text": f"{place} {trouble}"})
    assert len(receiver.received) == 3


def test_what_succeeded_and_fails_again_is_told_again(told: Settings, receiver: Receiver) -> None:
    tell_once(told, "a.task", "one", {"text": "first"})
    tell_once(told, "b.task", "one", {"text": "other"})
    end_incidents(told, "a.task")
    tell_once(told, "a.task", "one", {"text": "second"})
    tell_once(told, "b.task", "one", {"text": "other again"})
    assert [one["text"] for one in receiver.received] == ["first", "other", "second"]


def test_an_alert_that_reached_nobody_does_not_count_as_told(
    told: Settings, receiver: Receiver
) -> None:
    receiver.status = 500
    tell_once(told, "a.task", "one", {"text": "lost"})
    receiver.status = 200
    tell_once(told, "a.task", "one", {"text": "arrived"})
    tell_once(told, "a.task", "one", {"text": "too much"})
    assert [one["text"] for one in receiver.received] == ["lost", "arrived"]


def test_a_house_that_cannot_be_written_tells_nevertheless(
    told: Settings, receiver: Receiver
) -> None:
    told.home.mkdir()
    incidents_folder(told).write_text("in the way")
    tell_once(told, "a.task", "one", {"text": "told"})
    assert [one["text"] for one in receiver.received] == ["told"]
