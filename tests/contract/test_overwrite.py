"""Somebody else's change is overwritten on request only, and what is overwritten is in the log."""

import logging

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ConflictError, RefusedError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import Console, Process, account, occasion
from tests.objects import whole_day


@pytest.fixture
def process(simulator: Simulator) -> Process:
    return Process(account(simulator), SPECIAL_OCCASION)


@pytest.fixture
def console(simulator: Simulator) -> Console:
    return Console(simulator, SPECIAL_OCCASION)


def test_the_message_says_what_each_side_knows(process: Process, console: Console) -> None:
    id_ = console.create("Holidays", 1)
    console.edit(id_, description="Somebody else's")

    with pytest.raises(ConflictError) as conflict:
        process.writer.update(id_, occasion("Holidays", 1), occasion("Holidays", 2))

    message = str(conflict.value)
    assert f'The special occasion "Holidays" (id {id_}) was changed' in message
    assert 'description: Pulumi knew "Version 1", LivePerson holds "Somebody else\'s"' in message
    assert 'asked for "Version 2"' in message
    assert "Nothing was written" in message
    assert "pulumi refresh" in message
    assert 'on_conflict="overwrite"' in message


def test_of_many_events_the_message_shows_those_that_differ(process: Process, console: Console) -> None:
    days = [whole_day(f"2026-12-{day:02}") for day in range(1, 29)]
    id_ = console.create("Holidays", events=days)
    console.edit(id_, events=[*days[:-1], whole_day("2027-01-01")])

    with pytest.raises(ConflictError) as conflict:
        process.writer.update(id_, occasion("Holidays", events=days), occasion("Holidays", 2, events=days))

    message = str(conflict.value)
    assert "2027-01-01" in message
    assert "2026-12-28" in message
    assert "2026-12-27" not in message


def test_on_request_the_change_is_overwritten_and_logged(
    process: Process, console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = console.create("Holidays", 1)
    console.edit(id_, description="Somebody else's")

    with caplog.at_level(logging.WARNING):
        process.writer.update(id_, occasion("Holidays", 1), occasion("Holidays", 2), overwrite=True)

    assert console.live()["Holidays"]["description"] == "Version 2"
    assert '"Holidays"' in caplog.text
    assert "Somebody else's" in caplog.text


def test_on_request_a_changed_object_is_deleted_and_logged(
    process: Process, console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = console.create("Holidays", 1)
    console.edit(id_, description="Somebody else's")

    with caplog.at_level(logging.WARNING):
        process.writer.delete(id_, occasion("Holidays", 1), overwrite=True)

    assert console.live() == {}
    assert "Somebody else's" in caplog.text


def test_what_is_not_overwritten_in_the_end_is_not_logged(
    simulator: Simulator, process: Process, console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = console.create("Holidays", 1)
    console.edit(id_, description="Somebody else's")
    simulator.control.add_fault("status_before", method="PUT", status=400, times=9)

    with caplog.at_level(logging.WARNING), pytest.raises(RefusedError):
        process.writer.update(id_, occasion("Holidays", 1), occasion("Holidays", 2), overwrite=True)

    assert "overwritten" not in caplog.text
