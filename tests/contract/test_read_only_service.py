"""The read only service answers a refresh, where a stack wants that, and nothing a write depends on."""

from collections.abc import Callable

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import ConfigurationError, ConflictError, NameTakenError
from pulumi_liveperson.client.kinds.kind import Kind
from tests.contract.process import FOREIGN, Console, Process, account
from tests.contract.ways import EACH_WAY, STATIC, USER
from tests.objects import wire

READ_ONLY = "/readonly/api/account/"
LAG = 5  # revisions by which the replica is behind


def reader(simulator: Simulator, kind: Kind, sign_in: SignIn = STATIC, *, read_only: bool = True) -> Process:
    """Return a process of a stack that lets the read only service answer a refresh."""
    return Process(account(simulator, sign_in, read_only_service=read_only), kind)


@pytest.fixture
def refresher(simulator: Simulator, kind: Kind) -> Process:
    return reader(simulator, kind)


@pytest.fixture(params=["whole", "ignored"])
def list_select(request: pytest.FixtureRequest, simulator: Simulator) -> str:
    """Whether lists hold whole objects, so that none is read by its id."""
    simulator.control.set_knobs(list_select=request.param)
    return str(request.param)


def at_replica(console: Console) -> list[bool]:
    """Tell of each request about configuration whether the read only service answered it."""
    return [each["path"].startswith(READ_ONLY) for each in console.requests()]


def fall_behind(console: Console, revisions: int = LAG) -> None:
    """Let the replica show what was `revisions` ago."""
    console.control.set_knobs(read_replica_lag=f"{revisions}rev")


@pytest.mark.needs_default("read_replica_lag")
@pytest.mark.usefixtures("list_select")
def test_a_refresh_asks_the_read_only_service_alone(refresher: Process, console: Console) -> None:
    ids = [console.create(name) for name in ("A", "B")]

    seen = [refresher.writer.read(id_) for id_ in ids]

    assert [each is not None and each.content[console.kind.key] for each in seen] == ["A", "B"]
    assert set(at_replica(console)) == {True}


@pytest.mark.usefixtures("list_select")
def test_without_the_option_nothing_asks_the_read_only_service(simulator: Simulator, kind: Kind) -> None:
    console, process = Console(simulator, kind), reader(simulator, kind, read_only=False)

    process.writer.read(console.create("A"))

    assert set(at_replica(console)) == {False}


WRITES: dict[str, Callable[[Process, str], object]] = {
    "create": lambda process, _id: process.create("B"),
    "update": lambda process, id_: process.update(id_, "A"),
    "delete": lambda process, id_: process.delete(id_, "A"),
}
EACH_WRITE = pytest.mark.parametrize("write", WRITES)


@EACH_WRITE
@pytest.mark.parametrize("reads_first", [True, False])
@pytest.mark.usefixtures("list_select")
def test_a_write_never_depends_on_the_read_only_service(
    refresher: Process, console: Console, write: str, *, reads_first: bool
) -> None:
    id_ = console.create("A")
    if reads_first:
        refresher.writer.read(id_)
    console.control.clear_requests()

    WRITES[write](refresher, id_)

    assert at_replica(console)
    assert set(at_replica(console)) == {False}


@EACH_WRITE
def test_a_write_whose_answer_is_lost_looks_at_the_read_write_service(
    refresher: Process, console: Console, write: str
) -> None:
    id_ = console.create("A")
    refresher.writer.read(id_)
    fall_behind(console)
    console.control.clear_requests()
    method = {"create": "POST", "update": "PUT", "delete": "DELETE"}[write]
    console.control.add_fault("drop_after", method=method, path="/configuration/")

    WRITES[write](refresher, id_)

    assert set(at_replica(console)) == {False}
    assert len(console.requests(method)) == 1


@pytest.mark.parametrize("write", ["update", "delete"])
@pytest.mark.usefixtures("stale_check", "list_select")
def test_an_edit_that_a_lagging_refresh_did_not_show_is_not_lost(
    refresher: Process, console: Console, write: str
) -> None:
    id_ = console.create("A")
    fall_behind(console, 1)
    console.edit(id_)

    seen = refresher.read(id_)
    with pytest.raises(ConflictError, match=r'"A".* was changed in LivePerson'):
        WRITES[write](refresher, id_)

    assert console.kind.differences(seen.content, wire(console.kind, "A")) == []  # as it was before
    assert console.live() == {"A": wire(console.kind, "A", FOREIGN)}


def test_an_update_of_our_own_that_a_lagging_refresh_did_not_show_is_not_undone(
    simulator: Simulator, refresher: Process, console: Console
) -> None:
    id_ = console.create("A")
    refresher.update(id_, "A")
    fall_behind(console, 1)

    seen = reader(simulator, console.kind).read(id_)
    known = reader(simulator, console.kind).writer.update(id_, seen.content, wire(console.kind, "A", 1))

    assert console.live() == {"A": wire(console.kind, "A", 1)}
    assert known.id == id_


def test_a_create_of_our_own_that_a_lagging_refresh_did_not_show_is_taken_over(
    simulator: Simulator, kind: Kind, console: Console
) -> None:
    made = reader(simulator, kind).create("A")
    fall_behind(console)

    assert reader(simulator, kind).writer.read(made.id) is None
    assert reader(simulator, kind).create("A").id == made.id
    with pytest.raises(NameTakenError):
        reader(simulator, kind).create("A", 1)

    assert console.live() == {"A": wire(kind, "A")}


@pytest.mark.needs_default("read_replica_lag")
@EACH_WAY
def test_every_way_to_sign_in_opens_the_read_only_service(
    simulator: Simulator, console: Console, sign_in: SignIn
) -> None:
    assert reader(simulator, console.kind, sign_in).writer.read(console.create("A")) is not None


@pytest.mark.needs_default("list_select", "skill_list_select", "error_body")
def test_a_session_that_is_lost_is_opened_again_for_a_refresh(
    simulator: Simulator, console: Console, kind: Kind
) -> None:
    process = reader(simulator, kind, USER)
    process.account.token()
    simulator.control.reset()  # forgets all sessions

    assert process.writer.read("44100") is None
    assert [each["status"] for each in console.requests()] == [401, 200]


@pytest.mark.needs_default("error_body")
def test_a_read_only_service_that_fails_is_asked_again(refresher: Process, console: Console) -> None:
    console.control.add_fault("status_before", path=READ_ONLY, status=503)

    assert refresher.writer.read("44100") is None
    assert set(at_replica(console)) == {True}


def test_writes_need_no_read_only_service(simulator: Simulator, refresher: Process, console: Console) -> None:
    host = simulator.url.removeprefix("http://")
    body = f'{{"baseURIs": [{{"service": "accountConfigReadWrite", "baseURI": "{host}"}}]}}'
    simulator.control.add_fault("body", path="/service/baseURI.json", body=body, times=9)
    simulator.control.add_fault("status_before", path="/accountConfigReadOnly/", status=404, times=9)

    refresher.create("A")
    with pytest.raises(ConfigurationError, match="no host of the service accountConfigReadOnly"):
        refresher.writer.read("44100")

    assert list(console.live()) == ["A"]
