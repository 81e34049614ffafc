"""Any mixture of failures ends with what was asked for, or with one clear error and nothing half done.

And on the way there no pause is shorter than LivePerson's retry policy, and none goes past the deadline.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import (
    LivePersonError,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
)
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from tests.contract.line import Line
from tests.contract.process import KINDS, Console, FakeClock, Process, account
from tests.contract.ways import SIGN_IN_PATHS, USER
from tests.objects import wire
from tests.skills import begin_without_skills

Fault = dict[str, Any]
START = 5_000.0
JITTER = 5.0  # seconds by which looks after a stale write may come later than planned

GOES_WELL: Fault = {"kind": "delay", "seconds": 0}
PAGE: Fault = {"kind": "body", "body": "<html>", "content_type": "text/html"}
PASSING = st.one_of(
    st.builds(
        lambda kind, status: {"kind": kind, "status": status},
        st.sampled_from(["status_before", "status_after"]),
        st.sampled_from([500, 502, 503, 504]),
    ),
    st.sampled_from([{"kind": "drop_before"}, {"kind": "drop_after"}, PAGE, GOES_WELL]),
    st.builds(
        lambda after: {"kind": "throttle", "retry_after": after},
        st.sampled_from([None, 0, 1, 3, 20, "soon", "-1"]),
    ),
)
LASTING = st.builds(
    lambda status: {"kind": "status_before", "status": status},
    st.sampled_from([304, 400, 401, 403, 404, 409, 412, 422, 451]),
)


@dataclass
class Sent:
    """A request, and what became of it."""

    at: float
    method: str
    path: str
    error: LivePersonError | None = None

    @property
    def least_pause(self) -> float:
        """The documented pause after this, before it is tried again, unless it is not."""
        if self.error is not None and not self.error.is_temporary:
            return 0
        if isinstance(self.error, TooManyRequestsError):
            asked = self.error.retry_after
            return max(asked, 5 if self.path.endswith(SIGN_IN_PATHS) else 1)
        return 5 if isinstance(self.error, ServerError) else 0


class Timed(Line):
    """A line that notes when it is asked for what, and what becomes of that."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self.log: list[Sent] = []

    def handle_request(self, request: Request) -> Answer:
        sent = Sent(self._clock.time, request.method, urlsplit(request.url).path)
        self.log.append(sent)
        try:
            return super().handle_request(request)
        except LivePersonError as error:
            sent.error = error
            raise


def timed(simulator: Simulator, kind: Kind, timeout: float) -> tuple[Process, Timed, FakeClock]:
    """Return a process, its line and its clock."""
    clock = FakeClock()
    line = Timed(clock)
    return (
        Process(account(simulator, USER, clock=clock, line=line, operation_timeout=timeout), kind),
        line,
        clock,
    )


@dataclass
class Write:
    """A write of one object, and what LivePerson holds before and after it."""

    kind: Kind
    what: str

    @property
    def before(self) -> dict[str, Wire]:
        return {} if self.what == "create" else {"A": wire(self.kind, "A")}

    @property
    def after(self) -> dict[str, Wire]:
        return {} if self.what == "delete" else {"A": wire(self.kind, "A", 1)}

    def __str__(self) -> str:
        return f"{self.what} {self.kind.noun}"

    def error_of(self, process: Process, id_: str) -> LivePersonError | None:
        old, new = wire(self.kind, "A"), wire(self.kind, "A", 1)
        try:
            if self.what == "create":
                process.writer.create(new)
            elif self.what == "update":
                process.writer.update(id_, old, new)
            else:
                process.writer.delete(id_, old)
        except LivePersonError as error:
            return error
        return None


def check_pauses(log: list[Sent]) -> None:
    """Check that no request comes too early, and that nothing that may have been done is done blindly."""
    for number, sent in enumerate(log):
        later = log[number + 1 :]
        if not isinstance(sent.error, TooManyRequestsError):  # which holds everything back
            later = [each for each in later if (each.method, each.path) == (sent.method, sent.path)]
        if later:
            assert later[0].at - sent.at >= sent.least_pause, (sent, later[0])


def check_writes(log: list[Sent]) -> None:
    """Check that a write is repeated only after a look, or if LivePerson says that it was not handled."""
    writes = [each for each in log if "/configuration/" in each.path and each.method != "GET"]
    for one, other in pairwise(writes):
        between = log[log.index(one) : log.index(other)]
        looked = any(each.method == "GET" and "/configuration/" in each.path for each in between)
        assert looked or isinstance(one.error, TooManyRequestsError | UnauthorizedError), (one, other)


EACH_WRITE = pytest.mark.parametrize(
    "write", [Write(kind, what) for kind in KINDS for what in ("create", "update", "delete")], ids=str
)


def prepared(
    simulator: Simulator, write: Write, faults: list[Fault], **knobs: str | int
) -> tuple[Console, str]:
    """Return the console of an account in which requests go wrong, and the id of the object to be written."""
    begin_without_skills(simulator.control)
    simulator.control.set_knobs(**knobs)
    console = Console(simulator, write.kind)
    id_ = "0" if write.what == "create" else console.create("A")
    for fault in faults:
        simulator.control.add_fault(**fault)
    return console, id_


TWENTY_OR_A_HUNDRED = pytest.mark.parametrize("examples", [20, pytest.param(100, marks=pytest.mark.slow)])
KNOBS = {
    "stale_check": st.sampled_from(["strict", "mild"]),
    "put_echo": st.sampled_from(["array", "empty"]),
    "list_select": st.sampled_from(["whole", "ignored", "reject400"]),
}


@EACH_WRITE
@TWENTY_OR_A_HUNDRED
def test_any_mixture_of_failures_ends_well_or_in_one_error(
    running: Simulator, write: Write, examples: int
) -> None:
    @settings(max_examples=examples)
    @given(
        faults=st.lists(st.one_of(PASSING, PASSING, LASTING), max_size=7),
        timeout=st.sampled_from([20.0, 60.0, 300.0]),
        knobs=st.fixed_dictionaries(KNOBS),
    )
    def ends(faults: list[Fault], timeout: float, knobs: dict[str, str]) -> None:
        console, id_ = prepared(running, write, faults, **knobs)
        process, line, clock = timed(running, write.kind, timeout)

        error = write.error_of(process, id_)

        assert console.live() in ([write.after] if error is None else [write.before, write.after])
        assert error is None or (str(error) and "\n" not in str(error))
        assert clock.time - START <= timeout + JITTER + len(line.log)  # throttled, one each second
        check_pauses(line.log)
        check_writes(line.log)
        running.control.clear_faults()
        assert write.error_of(Process(account(running), write.kind), id_) is None
        assert console.live() == write.after

    ends()


@EACH_WRITE
@TWENTY_OR_A_HUNDRED
def test_up_to_three_failures_that_pass_are_got_over(running: Simulator, write: Write, examples: int) -> None:
    @settings(max_examples=examples)
    @given(faults=st.lists(PASSING, max_size=3))
    def are_got_over(faults: list[Fault]) -> None:
        console, id_ = prepared(running, write, faults)

        error = write.error_of(timed(running, write.kind, 300.0)[0], id_)

        assert error is None
        assert console.live() == write.after

    are_got_over()
