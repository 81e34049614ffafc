"""One request of a whole run goes wrong, each in turn and in every way: running again sets it right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import UserLogin
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from tests.contract.process import KINDS, Console, Process, account
from tests.objects import wire
from tests.skills import begin_without_skills

NAMES = ("A", "B", "C")
PAGE: dict[str, Any] = {"body": "<html><body>Please sign in</body></html>", "content_type": "text/html"}
FAULTS: dict[str, dict[str, Any]] = {
    "500 before": {"kind": "status_before", "status": 500},
    "503 before": {"kind": "status_before", "status": 503},
    "500 after": {"kind": "status_after", "status": 500},
    "503 after": {"kind": "status_after", "status": 503},
    "dropped before": {"kind": "drop_before"},
    "dropped after": {"kind": "drop_after"},
    "409": {"kind": "status_before", "status": 409},
    "412": {"kind": "status_before", "status": 412},
    "304": {"kind": "status_before", "status": 304},
    "401": {"kind": "status_before", "status": 401},
    "400": {"kind": "status_before", "status": 400},
    "403": {"kind": "status_before", "status": 403},
    "404": {"kind": "status_before", "status": 404},
    "451": {"kind": "status_before", "status": 451},
    "429": {"kind": "throttle", "retry_after": 1},
    "429 for who knows how long": {"kind": "throttle"},
    "a page": {"kind": "body", **PAGE},
    "a page as an error": {"kind": "status_before", "status": 502, **PAGE},
}
# Trying again promises nothing after these; after 401 only where it is the answer to a sign-in or a look-up.
FATAL = ("400", "403", "404", "409", "412", "304", "451", "401")
# What the two kinds of server may tell apart: a write that was made unseen, or one that is called stale.
SERVERS = [
    *((fault, "strict") for fault in FAULTS),
    *((fault, "mild") for fault in ("503 after", "dropped after", "409", "412")),
]
# Each fault with one kind of object every day, and with the other one in the searches.
EACH_FAULT_SERVER_AND_KIND = pytest.mark.parametrize(
    ("fault", "stale_check", "kind"),
    [
        pytest.param(fault, check, kind, marks=() if (number + which) % 2 else pytest.mark.slow)
        for number, (fault, check) in enumerate(SERVERS)
        for which, kind in enumerate(KINDS)
    ],
    ids=lambda value: value.type_name if isinstance(value, Kind) else None,
)
USER = UserLogin("simulator-user", "simulator-password")


@dataclass
class Stack:
    """A stack of three objects and its state, driven as Pulumi drives it: stopped by the first error."""

    kind: Kind
    console: Console
    state: dict[str, tuple[str, Wire]] = field(default_factory=dict)

    def run(self, process: Process) -> None:
        """Create, update and delete the objects, as far as the state says that this is still to be done."""
        for stage in self.stages(process):
            assert self.console.objects() == self.state, stage

    def error_of_a_run(self, process: Process) -> str | None:
        """Run, and return what the run says where it fails."""
        try:
            self.run(process)
        except LivePersonError as error:
            return str(error)
        return None

    def stages(self, process: Process) -> Iterator[str]:
        writer, first, second = process.writer, wire(self.kind, ""), wire(self.kind, "", 1)
        key = self.kind.key
        for name in NAMES:
            if name not in self.state:
                self.state[name] = (writer.create({**first, key: name}).id, {**first, key: name})
        yield "created"
        for name, (id_, base) in self.state.items():
            if base != {**second, key: name}:
                writer.update(id_, base, {**second, key: name})
                self.state[name] = (id_, {**second, key: name})
        yield "updated"
        for name, (id_, base) in list(self.state.items()):
            writer.delete(id_, base)
            del self.state[name]
        yield "deleted"

    def check_consistency(self) -> None:
        """Check that every object is ours, is there once, and holds what this stack has ever declared."""
        for name, content in self.console.live().items():
            assert content in [wire(self.kind, name), wire(self.kind, name, 1)]


def start(simulator: Simulator, kind: Kind, stale_check: str) -> tuple[Stack, Process]:
    begin_without_skills(simulator.control)
    simulator.control.set_knobs(stale_check=stale_check)
    return Stack(kind, Console(simulator, kind)), Process(account(simulator, USER), kind)


@EACH_FAULT_SERVER_AND_KIND
def test_a_run_that_one_request_spoils_can_be_run_again(
    simulator: Simulator, kind: Kind, fault: str, stale_check: str
) -> None:
    stack, quiet = start(simulator, kind, stale_check)
    stack.run(quiet)

    for number, request in enumerate(quiet.sent, 1):
        where = f"{fault} at request {number}, {request.method} {request.url}"
        is_signed = "/configuration/" in request.url
        stack, process = start(simulator, kind, stale_check)
        process.spoil(number, simulator.control, FAULTS[fault])
        error = stack.error_of_a_run(process)
        assert error is None or (fault in FATAL and not (fault == "401" and is_signed)), f"{where}: {error}"
        stack.check_consistency()

        stack.run(Process(account(simulator), kind))

        assert stack.state == {}, where
        assert stack.console.live() == {}, where


def test_the_run_has_a_request_for_each_of_its_steps(simulator: Simulator, kind: Kind) -> None:
    stack, process = start(simulator, kind, "mild")

    stack.run(process)

    assert [process.count(method) for method in ("POST", "PUT", "DELETE")] == [3, 3, 3]
