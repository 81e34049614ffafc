"""No secret shows: not those that are configured, and not those that LivePerson gives out."""

import json

import pytest

from simulator.server import Simulator
from tests.engine.secrets import canaries, hits, places
from tests.engine.trial import Run, Stack
from tests.engine.ways import BUILT_IN, USER, WAYS, Way, in_environment, sign_in_with

pytestmark = pytest.mark.engine

FIRST = """
StatusReason("lunch", text="Lunch")
SpecialOccasion("year-end", name="Year end", description="Closed")
"""
SECOND = """
StatusReason("lunch", text="Lunch", enabled=False)
SpecialOccasion("year-end", name="Year end", description="On call")
"""
FORMATS = {"configuration": "json", "environment": "text"}


class Watched:
    """A stack whose every command logs all that it can, and is kept."""

    def __init__(self, stack: Stack, environment: dict[str, str], log_format: str) -> None:
        self.stack = stack
        self.runs: list[Run] = []
        self.log = stack.project.parent / f"{log_format}.log"
        self._environment = {
            **environment,
            "LIVEPERSON_LOG": "trace",
            "LIVEPERSON_LOG_FILE": str(self.log),
            "LIVEPERSON_LOG_FORMAT": log_format,
        }

    def pulumi(self, *command: str, **environment: str) -> Run:
        grpc_log = {"PULUMI_DEBUG_GRPC": str(self.stack.project.parent / f"grpc-{len(self.runs)}.json")}
        self.runs.append(self.stack.pulumi(*command, **{**self._environment, **grpc_log, **environment}))
        return self.runs[-1]

    def up(self, *options: str, **environment: str) -> Run:
        return self.pulumi("up", "--yes", "--skip-preview", *options, **environment)


@pytest.mark.parametrize("by", FORMATS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_secret_is_nowhere_after_a_life_with_troubles(
    stack: Stack, simulator: Simulator, way: Way, by: str
) -> None:
    control, secrets = simulator.control, canaries(simulator, way)
    values = {**{key: BUILT_IN[key] for key in way.public}, **secrets}
    is_configured = by == "configuration"
    sign_in_with(stack, values if is_configured else {})
    watched = Watched(stack, {} if is_configured else in_environment(values), FORMATS[by])
    stack.declare(FIRST)

    assert watched.pulumi("preview", "--json").exit_code == 0
    assert watched.up().exit_code == 0, watched.runs[-1].said
    assert watched.pulumi("refresh", "--yes", "--skip-preview").exit_code == 0

    stack.declare(SECOND)
    for path, status in (("status-reasons", 500), ("specialoccasion", 403)):
        control.add_fault("status_before", method="PUT", path=path, status=status)
    failed = watched.up("--continue-on-error", LIVEPERSON_OPERATION_TIMEOUT="0.3")
    assert [f"was answered {status} " in failed.said for status in (500, 403)] == [True, True]

    answer = json.dumps({"message": f"Wrong: {' '.join(secrets.values())}"})
    is_asked = not way.path.startswith("/configuration")  # nobody is told the answer to a sign-in
    control.add_fault("body", path=way.path, times=9, status=401, body=answer if is_asked else "")
    refused = watched.up()
    assert "was answered 401 Unauthorized" in refused.said
    control.clear_faults()

    assert watched.pulumi("stack", "export").exit_code == 0
    assert watched.pulumi("destroy", "--yes", "--skip-preview").exit_code == 0, watched.runs[-1].said

    issued = control.issued()
    told = [(f"command {number}", run.said) for number, run in enumerate(watched.runs)]
    kept = list(places(stack, simulator))
    assert any(place.startswith("__provider") for place, _ in kept)
    for place, text in [*told, *kept]:
        is_shown = is_configured and place.startswith("grpc")  # Pulumi's own log, and known for that
        assert hits(text, issued if is_shown else [*secrets.values(), *issued]) == [], place
    assert_searched(watched, secrets, is_configured=is_configured)


def assert_searched(watched: Watched, secrets: dict[str, str], *, is_configured: bool) -> None:
    """Check that there was something to be found: bodies in our log, what is configured in Pulumi's."""
    folder = watched.stack.project.parent
    log = watched.log.read_text()
    assert '"Year end"' in log
    assert ("***" in log) == ("/login" in log or "/token" in log)
    pulumis = "".join(each.read_text() for each in folder.glob("grpc*"))
    assert bool(hits(pulumis, secrets.values())) is is_configured


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_secret_is_not_in_a_log_that_goes_to_pulumis_display(
    stack: Stack, simulator: Simulator, log_format: str
) -> None:
    secrets = canaries(simulator, USER)
    sign_in_with(stack, {})
    stack.declare(FIRST)

    updated = stack.up(
        **in_environment({"username": BUILT_IN["username"], **secrets}),
        LIVEPERSON_LOG="trace",
        LIVEPERSON_LOG_FORMAT=log_format,
    )

    assert updated.exit_code == 0, updated.said
    assert "POST /api/account/71234567/login 200 in " in updated.said
    assert '"***"' in updated.said
    assert hits(updated.said, [*secrets.values(), *simulator.control.issued()]) == []
