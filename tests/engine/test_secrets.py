"""No secret shows: not those that are configured, and not those that LivePerson gives out."""

import json
from itertools import cycle

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.secrets import canaries, hits, places
from tests.engine.trial import ACCOUNT, Run, Stack
from tests.engine.ways import BUILT_IN, USER, WAYS, Way, in_environment, sign_in_with

pytestmark = [pytest.mark.engine, pytest.mark.threat("quoted-secret")]

FIRST = """
StatusReason("lunch", text="Lunch")
SpecialOccasion("year-end", name="Year end", description="Closed")
"""
SECOND = """
StatusReason("lunch", text="Lunch", enabled=False)
SpecialOccasion("year-end", name="Year end", description="On call")
"""


class Watched:
    """A stack whose every command logs all that it can, in both formats by turns, and is kept."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.runs: list[Run] = []
        self.logs = {each: stack.project.parent / f"{each}.log" for each in ("json", "text")}
        self._turns = cycle(self.logs.items())

    def pulumi(self, *command: str, **environment: str) -> Run:
        number, (log_format, log) = len(self.runs), next(self._turns)
        logs = {
            "PULUMI_DEBUG_GRPC": str(self.stack.project.parent / f"grpc-{number}.json"),
            "LIVEPERSON_LOG": "trace",
            "LIVEPERSON_LOG_FILE": str(log),
            "LIVEPERSON_LOG_FORMAT": log_format,
        }
        self.runs.append(self.stack.pulumi(*command, **{**logs, **environment}))
        return self.runs[-1]

    def up(self, *options: str, **environment: str) -> Run:
        return self.pulumi("up", "--yes", "--skip-preview", *options, **environment)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_secret_is_nowhere_after_a_life_with_troubles(stack: Stack, simulator: Simulator, way: Way) -> None:
    control, public = simulator.control, {key: BUILT_IN[key] for key in way.public}
    configured, exported = canaries(simulator, way), canaries(simulator, way)
    sign_in_with(stack, {**public, **configured})
    environment = in_environment(exported)  # wins where it is given
    watched = Watched(stack)
    stack.declare(FIRST)

    watched.pulumi("preview", "--json").ok()
    watched.up().ok()
    watched.pulumi("refresh", "--yes", "--skip-preview", **environment).ok()

    stack.declare(SECOND)
    for path, status in (("status-reasons", 500), ("specialoccasion", 403)):
        control.add_fault("status_before", method="PUT", path=path, status=status)
    failed = watched.up("--continue-on-error", LIVEPERSON_OPERATION_TIMEOUT="0.3")
    assert [f"was answered {status} " in failed.said for status in (500, 403)] == [True, True]

    answer = json.dumps({"message": f"Wrong: {' '.join(exported.values())}"})
    is_asked = not way.path.startswith("/configuration")  # nobody is told the answer to a sign-in
    control.add_fault("body", path=way.path, times=9, status=401, body=answer if is_asked else "")
    refused = watched.up(**environment)
    assert "was answered 401 Unauthorized" in refused.said
    control.clear_faults()

    watched.pulumi("stack", "export").ok()
    watched.pulumi("destroy", "--yes", "--skip-preview", **environment).ok()

    assert_nowhere(watched, simulator, configured, exported)


def assert_nowhere(
    watched: Watched, simulator: Simulator, configured: dict[str, str], exported: dict[str, str]
) -> None:
    """Search for what was in the configuration, for what was in the environment, and for what was issued."""
    never = [*exported.values(), *simulator.control.issued()]
    told = [(f"command {number}", run.said) for number, run in enumerate(watched.runs)]
    kept = list(places(watched.stack, simulator))
    for place, text in [*told, *kept]:
        is_pulumis = place.startswith("grpc")  # a log of Pulumi's own that shows the configuration
        assert hits(text, never if is_pulumis else [*configured.values(), *never]) == [], place

    # There was something to be found.
    assert any(hits(text, configured.values()) for place, text in kept if place.startswith("grpc"))
    assert any(place.startswith("__provider") for place, _ in kept)
    for log in (each.read_text() for each in watched.logs.values()):
        assert '"Year end"' in log
        assert ("[secret]" in log) == ("/login" in log or "/token" in log)


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
    ).ok()

    assert "POST /api/account/71234567/login 200 in " in updated.said
    assert '"[secret]"' in updated.said
    assert hits(updated.said, [*secrets.values(), *simulator.control.issued()]) == []


SECRET_TEXT = """
from pulumi import Config, Output
name = Config().require_secret("reason")
StatusReason("lunch", text=name)
SpecialOccasion("closed", name="Closed", description=Output.secret("canary-literal"))
"""


@pytest.mark.slow
def test_a_former_secret_and_what_took_its_place_are_not_quoted(stack: Stack, simulator: Simulator) -> None:
    former, by_hand, present = (f"canary-{each}" for each in ("former", "by-hand", "present"))
    stack.declare(SECRET_TEXT)
    stack.pulumi("config", "set", "--secret", "reason", former)
    stack.up().ok()
    [held] = simulator.control.objects(ACCOUNT, "status-reasons")
    simulator.control.foreign_update(ACCOUNT, "status-reasons", str(held["id"]), {"text": by_hand})
    stack.pulumi("config", "set", "--secret", "reason", present)

    refused = stack.up()

    assert refused.exit_code != 0
    assert "text: differs; its values are secret, or were secret" in refused.said
    assert str(held["id"]) in refused.said
    assert [each for each in (former, by_hand, present, "canary-literal") if each in refused.said] == []
    state = stack.state()
    assert [each for each in (former, by_hand, present, "canary-literal") if each in state] == []
    stack.refresh("--yes").ok()
    stack.up().ok()
    stack.expect_no_changes()
