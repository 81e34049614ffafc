"""What every account must do with objects of each kind.

The tests run against the simulator, and unchanged against a real account where the environment names one
and the credentials for it (`pytest -m account tests/contract`). They touch nothing that they did not make.
"""

import uuid
from collections.abc import Iterator

import pytest

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import ApiError, ConfigurationError, ConflictError, NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.settings import Settings, read_settings
from tests import shell
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, KINDS, Process, occasion, reason
from tests.objects import whole_day, wire


class Run:
    """One run of a test: starts processes, and knows the names that are its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._prefix = f"contract test {uuid.uuid4().hex[:12]} "

    def process(self, kind: Kind) -> Process:
        """Start a process that knows nothing yet."""
        settings = self._settings
        whose = settings.account_id, settings.domain_api_url, settings.sign_in
        return Process(Account(*whose, {each: Expectations() for each in KINDS}, transport=Line()), kind)

    def name(self, word: str) -> str:
        """Return a name that nobody else has."""
        return self._prefix + word

    def made(self, kind: Kind) -> dict[str, str]:
        """Return the names and ids of the objects that this run has made and not deleted."""
        listed, _ = self.process(kind).collection.objects()
        return {each[kind.key]: str(each["id"]) for each in listed if each[kind.key].startswith(self._prefix)}

    def expect(self, kind: Kind, id_: str, content: Wire) -> None:
        """Expect that an object is there and as it should be."""
        found = {**self.process(kind).read(id_).content, "id": id_}  # texts of an object may be escaped
        assert kind.differences(found, content) == []

    def clean_up(self) -> None:
        """Delete what this run has left."""
        for kind in KINDS:
            for id_ in self.made(kind).values():
                process = self.process(kind)
                known = process.writer.read(id_)
                if known is not None:
                    process.writer.delete(id_, known.content)


@pytest.fixture(params=["simulator", pytest.param("account", marks=pytest.mark.account)])
def settings(request: pytest.FixtureRequest) -> Settings:
    if request.param == "account":
        try:
            return read_settings(lambda _key: None, shell.EXPORTED)
        except ConfigurationError as error:
            pytest.skip(f"no real account: {error}")
    simulator = request.getfixturevalue("simulator")
    environment = {
        "LIVEPERSON_ACCOUNT_ID": ACCOUNT,
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        "LIVEPERSON_CLIENT_ID": "simulator-client",
        "LIVEPERSON_CLIENT_SECRET": "simulator-secret",
    }
    return read_settings(lambda _key: None, environment)


@pytest.fixture
def run(settings: Settings) -> Iterator[Run]:
    started = Run(settings)
    yield started
    started.clean_up()


def test_a_created_object_is_read_as_it_was_declared(run: Run, kind: Kind) -> None:
    desired = wire(kind, run.name("one"))

    created = run.process(kind).writer.create(desired)

    run.expect(kind, created.id, desired)
    assert run.made(kind) == {run.name("one"): created.id}


def test_an_id_and_a_revision_are_numbers_as_text(run: Run, kind: Kind) -> None:
    created = run.process(kind).create(run.name("one"))

    assert created.id.isdigit()
    assert created.revision.isdigit()


def test_an_update_changes_every_field(run: Run, kind: Kind) -> None:
    before, after = wire(kind, run.name("before")), wire(kind, run.name("after"), 1)
    process = run.process(kind)
    created = process.writer.create(before)

    updated = process.writer.update(created.id, before, after)

    assert updated.id == created.id
    run.expect(kind, created.id, after)
    assert run.made(kind) == {run.name("after"): created.id}


def test_another_process_may_update_and_delete(run: Run, kind: Kind) -> None:
    before, after = wire(kind, run.name("one")), wire(kind, run.name("one"), 1)
    created = run.process(kind).writer.create(before)

    run.process(kind).writer.update(created.id, before, after)
    run.process(kind).writer.delete(created.id, after)

    assert run.made(kind) == {}


def test_a_write_moves_the_revision(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    created = process.create(run.name("one"))

    updated = process.update(created.id, run.name("one"))

    assert int(updated.revision) > int(created.revision)


@pytest.mark.needs_default("error_body")
def test_a_deleted_object_is_gone(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    created = process.create(run.name("one"))

    process.delete(created.id, run.name("one"))

    assert process.writer.read(created.id) is None
    assert run.process(kind).writer.read(created.id) is None
    assert run.process(kind).collection.get(created.id)[0] is None
    assert run.made(kind) == {}


@pytest.mark.needs_default("error_body")
def test_deleting_what_is_gone_is_done(run: Run, kind: Kind) -> None:
    desired = wire(kind, run.name("one"))
    created = run.process(kind).writer.create(desired)
    run.process(kind).writer.delete(created.id, desired)

    run.process(kind).writer.delete(created.id, desired)

    assert run.made(kind) == {}


@pytest.mark.needs_default("error_body")
def test_updating_what_is_gone_is_a_conflict(run: Run, kind: Kind) -> None:
    desired = wire(kind, run.name("one"))
    created = run.process(kind).writer.create(desired)
    run.process(kind).writer.delete(created.id, desired)

    with pytest.raises(ConflictError, match=f"id {created.id}.* was deleted in LivePerson"):
        run.process(kind).writer.update(created.id, desired, wire(kind, run.name("one"), 1))

    assert run.made(kind) == {}


def test_a_stranger_s_edit_is_a_conflict_and_stays(run: Run, kind: Kind) -> None:
    base, theirs = wire(kind, run.name("one")), wire(kind, run.name("one"), 1)
    created = run.process(kind).writer.create(base)
    run.process(kind).writer.update(created.id, base, theirs)

    with pytest.raises(ConflictError, match="was changed in LivePerson"):
        run.process(kind).writer.update(created.id, base, wire(kind, run.name("one"), 2))

    run.expect(kind, created.id, theirs)


def test_an_equal_object_is_taken_over(run: Run, kind: Kind) -> None:
    desired = wire(kind, run.name("one"))
    first = run.process(kind).writer.create(desired)

    second = run.process(kind).writer.create(desired)

    assert second.id == first.id
    assert run.made(kind) == {run.name("one"): first.id}


def test_a_different_object_of_that_name_is_an_error(run: Run, kind: Kind) -> None:
    first = run.process(kind).create(run.name("one"))

    with pytest.raises(NameTakenError, match=f"id {first.id}.* already exists with other content"):
        run.process(kind).create(run.name("one"), 1)

    assert run.made(kind) == {run.name("one"): first.id}


def test_the_server_refuses_a_second_object_of_a_name(run: Run, kind: Kind) -> None:
    run.process(kind).create(run.name("one"))

    with pytest.raises(ApiError):
        run.process(kind).collection.create([wire(kind, run.name("one"), 1)])

    assert len(run.made(kind)) == 1


def test_a_name_may_be_used_again_after_a_rename(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    first = process.create(run.name("old"))
    process.writer.update(first.id, wire(kind, run.name("old")), wire(kind, run.name("new")))

    second = process.create(run.name("old"), 1)

    assert run.made(kind) == {run.name("old"): second.id, run.name("new"): first.id}


def test_several_objects_are_created_in_one_call(run: Run, kind: Kind) -> None:
    desired = [wire(kind, run.name(word)) for word in ("one", "two", "three")]

    run.process(kind).collection.create(desired)

    assert sorted(run.made(kind)) == sorted(each[kind.key] for each in desired)


def test_a_list_and_a_read_by_id_agree(run: Run, kind: Kind) -> None:
    created = run.process(kind).create(run.name("one"), 1)
    collection = run.process(kind).collection

    listed, _ = collection.objects()
    read, _ = collection.get(created.id)

    item = next(each for each in listed if str(each["id"]) == created.id)
    assert read is not None
    assert {name: read[name] for name in item} == item
    assert kind.is_complete(read)


def test_a_stale_revision_writes_nothing(run: Run, kind: Kind) -> None:
    process = run.process(kind)
    before, after = wire(kind, run.name("one")), wire(kind, run.name("one"), 1)
    created = process.writer.create(before)
    process.writer.update(created.id, before, after)

    with pytest.raises(ApiError):
        process.collection.update({created.id: wire(kind, run.name("one"), 2)}, created.revision)

    run.expect(kind, created.id, after)


def test_the_words_of_many_languages_survive(run: Run, kind: Kind) -> None:
    desired = wire(kind, run.name("Ñandú 祝日 🎄"))

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
    desired = occasion(run.name("one"), events=events)
    changed = occasion(run.name("one"), 1, events=[*events, whole_day("2027-01-01")])
    created = run.process(SPECIAL_OCCASION).writer.create(desired)

    run.process(SPECIAL_OCCASION).writer.update(created.id, desired, changed)

    run.expect(SPECIAL_OCCASION, created.id, changed)


@pytest.mark.parametrize("state", ["Online", "Occupied", "Away"])
def test_every_state_of_a_reason_survives(run: Run, state: str) -> None:
    desired = reason(run.name("one"), state=state)

    created = run.process(STATUS_REASON).writer.create(desired)

    assert run.process(STATUS_REASON).read(created.id).content["state"] == state
