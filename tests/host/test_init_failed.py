"""What is kept of a resource whose object was written, where a step after that has failed."""

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT
from tests.host.our_host import OurHosts
from tests.host.pulumi_host import HostError, Kept, Props, Resource
from tests.unit.declarations import reason

KIND = "StatusReason"
FIRST = reason(text="First", order=10)
SECOND = reason(text="Second", order=20)


@pytest.fixture
def hosts(our_hosts: OurHosts, simulator: Simulator) -> OurHosts:
    simulator.control.set_knobs(order_policy="append")
    return our_hosts


def order(simulator: Simulator) -> list[str]:
    """Return the texts of the reasons in their live order."""
    found = simulator.control.objects(ACCOUNT, "status-reasons")
    return [each["text"] for each in sorted(found, key=lambda each: int(each["order"]))]


def kept(failed: pytest.ExceptionInfo[HostError]) -> Kept:
    assert failed.value.kept is not None
    assert failed.value.kept.reasons == [str(failed.value)]
    assert str(failed.value).endswith("itself was written. Run `pulumi up` again to move it to its position.")
    return failed.value.kept


def without_order(declared: Props) -> Props:
    return {name: value for name, value in declared.items() if name != "order"}


def test_a_created_reason_that_could_not_be_moved_is_kept_and_moved_by_the_next_update(
    hosts: OurHosts, simulator: Simulator
) -> None:
    simulator.control.set_knobs(order_in_create="ignored")
    host = hosts.start()
    host.create(KIND, SECOND)
    simulator.control.add_fault("status_before", method="PUT", path="status-reasons", status=400)

    with pytest.raises(HostError, match="was answered 400 Bad Request") as failed:
        host.create(KIND, FIRST)

    left = kept(failed)
    assert order(simulator) == ["Second", "First"]
    assert without_order(left.outputs) == left.outputs
    assert left.outputs["text"] == "First"

    host = hosts.start()
    host.check(KIND, SECOND, SECOND)
    finished = host.update(Resource(KIND, left.id, FIRST, left.outputs), FIRST)
    assert finished.outputs["order"] == 10
    assert order(simulator) == ["First", "Second"]


def test_an_updated_reason_that_could_not_be_moved_is_kept_and_moved_by_the_next_update(
    hosts: OurHosts, simulator: Simulator
) -> None:
    simulator.control.set_knobs(order_counts="before")
    host = hosts.start()
    names = {"First": 10, "Second": 20, "Third": 30}
    first, *_ = [host.create(KIND, reason(text=text, order=place)) for text, place in names.items()]
    moved = reason(text="Between", order=25)
    for kind in ("delay", "status_before"):
        simulator.control.add_fault(kind, method="PUT", path="status-reasons", status=400, seconds=0.0)

    with pytest.raises(HostError, match="was answered 400 Bad Request") as failed:
        host.update(first, moved)

    left = kept(failed)
    assert order(simulator) == ["Between", "Second", "Third"]
    assert left.id == first.id
    assert without_order(left.outputs) == left.outputs
    assert left.outputs["text"] == "Between"

    host = hosts.start()
    for text in ("Second", "Third"):
        stays = reason(text=text, order=names[text])
        host.check(KIND, stays, stays)
    host.update(Resource(KIND, left.id, first.inputs, left.outputs), moved)
    assert order(simulator) == ["Second", "Between", "Third"]


def test_an_update_that_was_not_recorded_is_finished_by_another(
    hosts: OurHosts, simulator: Simulator
) -> None:
    host = hosts.start()
    created = host.create(KIND, reason(text="Only", order=10))
    moved = reason(text="Other", order=5)
    host.update(created, moved)

    again = hosts.start().update(created, moved)  # as after the engine was killed

    assert again.outputs["text"] == "Other"
    assert [each["text"] for each in simulator.control.objects(ACCOUNT, "status-reasons")] == ["Other"]


def test_what_is_refused_before_it_is_written_is_not_kept(hosts: OurHosts, simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", method="POST", path="status-reasons", status=400)

    with pytest.raises(HostError) as failed:
        hosts.start().create(KIND, FIRST)

    assert failed.value.kept is None
