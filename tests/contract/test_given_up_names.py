"""A new resource has the name that another one gives up in the same update: each has an object in the end."""

from collections.abc import Hashable
from functools import partial

import pytest

from pulumi_liveperson.client.errors import ConflictError, NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.holders import StateEntry
from tests.contract.process import Console, Process
from tests.objects import wire

pytestmark = pytest.mark.account


@pytest.fixture
def id_(console: Console) -> str:
    """The object of a resource of the state, which the program calls "new" now."""
    return console.create("old")


def rename(process: Process, id_: str) -> None:
    process.rename(id_, "old", "new", resource="renamed")


def check(process: Process, before: str, after: str) -> None:
    """Let a process hear what a resource of the state is called now, as a check does."""
    process.writer._expectations.expect_rename(before, after)


def both(kind: Kind, version: int = 0) -> dict[str, object]:
    return {"old": wire(kind, "old", version), "new": wire(kind, "new")}


@pytest.mark.parametrize("version", [0, 1], ids=["equal", "different"])
def test_a_create_waits_for_the_update_that_frees_its_name(
    process: Process, console: Console, id_: str, version: int
) -> None:
    check(process, "old", "new")

    done = process.at_once(partial(process.create, "old", version), partial(rename, process, id_))

    assert [each.exception() for each in done] == [None, None]
    assert console.live() == both(console.kind, version)
    assert console.id_of("new") == id_


def test_a_create_whose_name_is_not_freed_fails_and_the_next_update_completes(
    process: Process, other_process: Process, console: Console, id_: str
) -> None:
    check(process, "old", "new")

    with pytest.raises(NameTakenError, match=r"which declares another .* but was not updated yet"):
        process.create("old")

    assert process.count("POST") == 0
    rename(process, id_)
    other_process.create("old")
    assert console.live() == both(console.kind)


def test_a_create_waits_until_the_engine_has_reported_the_resource_that_has_its_name(
    process: Process, console: Console, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine checks resources at the same time, so the rename may become known after the create."""
    holders, waits = process.writer._expectations.holders, []
    holders._entries = lambda: [StateEntry("renamed", id_)]

    def report(seconds: float) -> None:
        if seconds <= 0:
            return
        waits.append(seconds)
        if len(waits) == 3:
            holders.check("renamed", is_new=False)
            check(process, "old", "new")
            rename(process, id_)

    monkeypatch.setattr(process.account.retries.clock, "sleep", report)
    process.writer.create(wire(console.kind, "old", 1), resource="created")

    assert console.live() == both(console.kind, 1)
    assert console.id_of("new") == id_


def test_a_create_waits_for_a_resource_that_the_engine_reports_while_its_name_is_looked_up(
    process: Process, console: Console, id_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    holders = process.writer._expectations.holders
    holders._entries = lambda: [StateEntry("renamed", id_)]
    look_up = holders.is_free
    reports: list[str] = []
    waits: list[float] = []

    def report(resource: Hashable, id_: str) -> bool:
        if not reports:
            reports.append(id_)
            check(process, "old", "new")
            holders.check("renamed", is_new=False)
        return look_up(resource, id_)

    def wait(seconds: float) -> None:
        if seconds > 0 and not waits:
            waits.append(seconds)
            rename(process, id_)

    monkeypatch.setattr(holders, "is_free", report)
    monkeypatch.setattr(process.account.retries.clock, "sleep", wait)
    process.writer.create(wire(console.kind, "old", 1), resource="created")

    assert console.live() == both(console.kind, 1)
    assert console.id_of("new") == id_


def test_a_create_fails_if_the_engine_does_not_report_the_resource_that_has_its_name(
    process: Process, console: Console, id_: str
) -> None:
    process.writer._expectations.holders._entries = lambda: [StateEntry("removed", id_)]

    with pytest.raises(NameTakenError, match="already exists with other content"):
        process.create("old", 1)

    assert console.live() == {"old": wire(console.kind, "old")}


def test_an_object_that_a_create_took_over_is_not_renamed(
    process: Process, console: Console, id_: str
) -> None:
    assert process.writer.create(wire(console.kind, "old"), resource="created").id == id_

    with pytest.raises(ConflictError, match="was taken over by another resource of this update"):
        rename(process, id_)

    assert console.live() == {"old": wire(console.kind, "old")}


def test_an_object_that_was_updated_is_not_taken_over(process: Process, console: Console, id_: str) -> None:
    rename(process, id_)

    with pytest.raises(NameTakenError, match="belongs to another resource of this update"):
        process.create("new")

    assert console.live() == {"new": wire(console.kind, "new")}


def test_a_create_takes_over_what_a_resource_of_another_name_had(
    process: Process, console: Console, id_: str
) -> None:
    check(process, "another", "one")

    assert process.writer.create(wire(console.kind, "old"), resource="new").id == id_
    process.delete(id_, "old", resource="former")

    assert list(console.live()) == ["old"]
