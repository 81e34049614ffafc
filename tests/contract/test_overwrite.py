"""Somebody else's change is overwritten on request only, and what is overwritten is in the log."""

import logging

import pytest

from pulumi_liveperson.client.errors import ConflictError, RejectedError
from tests.contract.process import OF_OCCASIONS, Console, Process, occasion
from tests.objects import whole_day

pytestmark = OF_OCCASIONS


@pytest.mark.account
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


@pytest.fixture
def edited(console: Console, caplog: pytest.LogCaptureFixture) -> str:
    """The id of an object that somebody else has changed; from then on the log is kept."""
    caplog.set_level(logging.WARNING)
    id_ = console.create("Holidays", 1)
    console.edit(id_, description="Theirs")
    return id_


@pytest.mark.account
@pytest.mark.needs_default("text_form")
def test_on_request_the_change_is_overwritten_and_logged(
    process: Process, console: Console, edited: str, caplog: pytest.LogCaptureFixture
) -> None:
    process.update(edited, "Holidays", 1, 2, overwrite=True)

    assert console.live() == console.of(Holidays=2)
    assert '"Holidays"' in caplog.text
    assert "Theirs" in caplog.text


@pytest.mark.account
@pytest.mark.needs_default("text_form")
def test_on_request_a_changed_object_is_deleted_and_logged(
    process: Process, console: Console, edited: str, caplog: pytest.LogCaptureFixture
) -> None:
    process.delete(edited, "Holidays", 1, overwrite=True)

    assert console.live() == {}
    assert "Theirs" in caplog.text


def test_what_is_not_overwritten_in_the_end_is_not_logged(
    process: Process, console: Console, edited: str, caplog: pytest.LogCaptureFixture
) -> None:
    console.control.add_fault("status_before", method="PUT", status=400, times=9)

    with pytest.raises(RejectedError):
        process.update(edited, "Holidays", 1, 2, overwrite=True)

    assert "overwritten" not in caplog.text
