"""What every account must do with objects of each kind."""

import pytest

from pulumi_liveperson.client.errors import ApiError, ConflictError, NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.contract.place import Place
from tests.contract.process import Process, occasion, reason
from tests.objects import whole_day, wire

pytestmark = pytest.mark.account


class Run:
    """One run of a test: starts processes, and reads what they have made."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def process(self, kind: Kind) -> Process:
        """Start a process that knows nothing yet."""
        return self._place.process(kind)

    def made(self, kind: Kind) -> dict[str, str]:
        """Return the names and ids of the objects that this run has made and not deleted."""
        listed, _ = self.process(kind).collection.objects()
        return {each[kind.key]: str(each["id"]) for each in listed}

    def expect(self, kind: Kind, id_: str, content: Wire) -> None:
        """Expect that an object is there and as it should be."""
        found = {**self.process(kind).read(id_).content, "id": id_}  # texts of an object may be escaped
        assert kind.differences(found, content) == []


@pytest.fixture
def run(place: Place) -> Run:
    return Run(place)


def test_a_created_object_is_read_as_it_was_declared(run: Run, kind: Kind) -> None:
    desired = wire(kind, "one")

    created = run.process(kind).writer.create(desired)

    run.expect(kind, created.id, desired)
    assert run.made(kind) == {"one": created.id}


def test_an_id_and_a_revision_are_numbers_as_text(run: Run, kind: Kind) -> None:
    created = run.process(kind).create("one")

    assert created.id.isdigit()
    assert created.revision.isdigit()


def test_an_update_changes_every_field(run: Run, kind: Kind) -> None:
    before, after = wire(kind, "before"), wire(kind, "after", 1)
    process = run.process(kind)
    created = process.writer.create(before)

    updated = process.writer.update(created.id, before, after)

    assert updated.id == created.id
    run.expect(kind, created.id, after)
    assert run.made(kind) == {"after": created.id}


def test_another_process_may_update_and_delete(run: Run, kind: Kind) -> None:
    before, after = wire(kind, "one"), wire(kind, "one", 1)
    created = run.process(kind).writer.create(before)

    run.process(kind).writer.update(created.id, before, after)
    run.process(kind).writer.delete(created.id, after)

    assert run.made(kind) == {}


def test_a_write_moves_the_revision(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    created = process.create("one")

    updated = process.update(created.id, "one")

    assert int(updated.revision) > int(created.revision)


@pytest.mark.needs_default("error_body")
def test_a_deleted_object_is_gone(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    created = process.create("one")

    process.delete(created.id, "one")

    assert process.writer.read(created.id) is None
    assert run.process(kind).writer.read(created.id) is None
    assert run.process(kind).collection.get(created.id)[0] is None
    assert run.made(kind) == {}


@pytest.mark.needs_default("error_body")
def test_deleting_what_is_gone_is_done(run: Run, kind: Kind) -> None:
    desired = wire(kind, "one")
    created = run.process(kind).writer.create(desired)
    run.process(kind).writer.delete(created.id, desired)

    run.process(kind).writer.delete(created.id, desired)

    assert run.made(kind) == {}


@pytest.mark.needs_default("error_body")
def test_updating_what_is_gone_is_a_conflict(run: Run, kind: Kind) -> None:
    desired = wire(kind, "one")
    created = run.process(kind).writer.create(desired)
    run.process(kind).writer.delete(created.id, desired)

    with pytest.raises(ConflictError, match=f"id {created.id}.* was deleted in LivePerson"):
        run.process(kind).writer.update(created.id, desired, wire(kind, "one", 1))

    assert run.made(kind) == {}


def test_a_stranger_s_edit_is_a_conflict_and_stays(run: Run, kind: Kind) -> None:
    base, theirs = wire(kind, "one"), wire(kind, "one", 1)
    created = run.process(kind).writer.create(base)
    run.process(kind).writer.update(created.id, base, theirs)

    with pytest.raises(ConflictError, match="was changed in LivePerson"):
        run.process(kind).writer.update(created.id, base, wire(kind, "one", 2))

    run.expect(kind, created.id, theirs)


def test_an_equal_object_is_taken_over(run: Run, kind: Kind) -> None:
    desired = wire(kind, "one")
    first = run.process(kind).writer.create(desired)

    second = run.process(kind).writer.create(desired)

    assert second.id == first.id
    assert run.made(kind) == {"one": first.id}


def test_a_different_object_of_that_name_is_an_error(run: Run, kind: Kind) -> None:
    first = run.process(kind).create("one")

    with pytest.raises(NameTakenError, match=f"id {first.id}.* already exists with other content"):
        run.process(kind).create("one", 1)

    assert run.made(kind) == {"one": first.id}


def test_the_server_refuses_a_second_object_of_a_name(run: Run, kind: Kind) -> None:
    run.process(kind).create("one")

    with pytest.raises(ApiError):
        run.process(kind).collection.create([wire(kind, "one", 1)])

    assert len(run.made(kind)) == 1


def test_a_name_may_be_used_again_after_a_rename(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    first = process.create("old")
    process.writer.update(first.id, wire(kind, "old"), wire(kind, "new"))

    second = process.create("old", 1)

    assert run.made(kind) == {"old": second.id, "new": first.id}


def test_several_objects_are_created_in_one_call(run: Run, kind: Kind) -> None:
    desired = [wire(kind, word) for word in ("one", "two", "three")]

    run.process(kind).collection.create(desired)

    assert sorted(run.made(kind)) == sorted(each[kind.key] for each in desired)


def test_a_list_and_a_read_by_id_agree(run: Run, kind: Kind) -> None:
    created = run.process(kind).create("one", 1)
    collection = run.process(kind).collection

    listed, _ = collection.objects()
    read, _ = collection.get(created.id)

    item = next(each for each in listed if str(each["id"]) == created.id)
    assert read is not None
    assert {name: read[name] for name in item} == item
    assert kind.is_complete(read)


def test_a_stale_revision_writes_nothing(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    before, after = wire(kind, "one"), wire(kind, "one", 1)
    created = process.writer.create(before)
    process.writer.update(created.id, before, after)

    with pytest.raises(ApiError):
        process.collection.update({created.id: wire(kind, "one", 2)}, created.revision)

    run.expect(kind, created.id, after)


def test_the_words_of_many_languages_survive(run: Run, kind: Kind) -> None:
    desired = wire(kind, "Ñandú 祝日 🎄")

    created = run.process(kind).writer.create(desired)

    run.expect(kind, created.id, desired)


@pytest.mark.needs_default("zone_policy")
@pytest.mark.parametrize(
    "events",
    [
        [],
        [{**whole_day("2026-12-24"), "recurrence": ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"]}],
        [
            {
                "meta": {"working": True, "name": "short day"},
                "start": {"dateTime": "2026-12-24", "timeZone": "America/Sao_Paulo"},
                "end": {"dateTime": "2026-12-25", "timeZone": "America/Sao_Paulo"},
                "recurrence": [],
            }
        ],
    ],
    ids=["no events", "nine days", "dates without times"],
)
def test_events_survive(run: Run, events: list[dict[str, object]]) -> None:
    desired = occasion("one", events=events)
    changed = occasion("one", 1, events=[*events, whole_day("2027-01-01")])
    created = run.process(SPECIAL_OCCASION).writer.create(desired)

    run.process(SPECIAL_OCCASION).writer.update(created.id, desired, changed)

    run.expect(SPECIAL_OCCASION, created.id, changed)


@pytest.mark.parametrize("state", ["Online", "Occupied", "Away"])
def test_every_state_of_a_reason_survives(run: Run, state: str) -> None:
    desired = reason("one", state=state)

    created = run.process(STATUS_REASON).writer.create(desired)

    assert run.process(STATUS_REASON).read(created.id).content["state"] == state
