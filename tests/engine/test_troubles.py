"""What is wrong with the set-up is told in one message, which names the key and the way out and no value."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.engine.applied import Applied, Apply
from tests.engine.secrets import hits
from tests.engine.trial import ACCOUNT, OURS, SECRET, Stack
from tests.engine.troubles import GOOD, TROUBLES, Trouble
from tests.engine.ways import in_environment, sign_in_with

pytestmark = pytest.mark.engine

FIRST = """
StatusReason("lunch", text="Lunch")
SpecialOccasion("year-end", name="Year end", description="Closed")
"""
CHANGED = FIRST.replace("Lunch", "Meal").replace("Closed", "On call")
EVERYDAY = {"no credentials", "two ways", "a wrong secret", "no privilege", "a closed port"}
TOKEN_PATH = f"/sentinel/api/v2/account/{ACCOUNT}/app/token"


@pytest.fixture(scope="module")
def applied(apply: Apply) -> Applied:
    return apply(FIRST)


@pytest.fixture
def stack(tmp_path: Path, applied: Applied, simulator: Simulator) -> Stack:
    """A stack that has lost its credentials."""
    stack = applied.again(tmp_path, simulator)
    sign_in_with(stack, {})
    return stack


def told(said: str) -> set[str]:
    """Return what is told about resources of ours: each message once, whichever of them it is about."""
    diagnostics = said.partition("Diagnostics:\n")[2]
    errors = re.findall(r"^    error: (?:Exception calling application: )?(.*)$", diagnostics, re.MULTILINE)
    messages = [re.sub(r"^\S+ resource '\S+' has a problem: ", "", each) for each in errors]
    alike = [re.sub(r"/configuration/\S+", "/configuration/…", each) for each in messages]
    return {re.sub(r"\b(299|301) s\b", "300 s", each) for each in alike} - {"update failed"}


def kept(stack: Stack) -> dict[str, tuple[Any, ...]]:
    """Return what the state says of each resource of ours."""
    [file] = (stack.project.parent / "state" / ".pulumi" / "stacks").rglob(f"{stack.name}.json")
    found = json.loads(file.read_text())["checkpoint"]["latest"]
    assert "pending_operations" not in found
    ours = [each for each in found["resources"] if OURS in each["type"]]
    return {each["urn"]: (each["id"], each["inputs"], each["outputs"]) for each in ours}


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(each, id=name, marks=() if name in EVERYDAY else pytest.mark.slow)
        for name, each in TROUBLES.items()
    ],
)
def test_a_mistake_is_reported_in_one_message_and_nothing_changes(
    stack: Stack, simulator: Simulator, trouble: Trouble
) -> None:
    control, before = simulator.control, kept(stack)
    accounts = control.snapshot()
    control.set_knobs(**trouble.knobs)
    if trouble.fault:
        control.add_fault(**trouble.fault)
    stack.declare(CHANGED)
    environment = {**in_environment(trouble.values), **trouble.environment}

    failed = stack.up("--continue-on-error", **environment, LIVEPERSON_OPERATION_TIMEOUT="0.3")

    assert failed.exit_code != 0
    [message] = without_permissions(told(failed.said))
    assert [each for each in trouble.told if each not in message] == []
    assert "Traceback" not in failed.said
    assert [each for each in trouble.values.values() if is_secret(each) and each in failed.said] == []
    assert bool(control.requests()) is trouble.is_sent
    assert kept(stack) == before
    assert control.snapshot() == accounts


@pytest.mark.parametrize("is_expired", [True, False], ids=["expired", "of another account"])
def test_an_expired_or_foreign_token_is_reported_as_such(
    stack: Stack, simulator: Simulator, *, is_expired: bool
) -> None:
    before = kept(stack)
    simulator.control.set_knobs(token_lifetime=60, clock_offset=-3600 if is_expired else 0)
    token = issued_token(simulator, ACCOUNT if is_expired else "71234568")
    simulator.control.set_knobs(token_lifetime=3600, clock_offset=0)
    stack.declare(CHANGED)

    failed = stack.up("--continue-on-error", LIVEPERSON_BEARER_TOKEN=token)

    [message] = without_permissions(told(failed.said))
    if is_expired:
        expiry = datetime.now(UTC) - timedelta(seconds=3540)
        assert "was answered 401" in message
        assert (
            "Check liveperson:bearerToken: it may be wrong or expired, or belong to another account."
            in message
        )
        assert f"The token expired on {expiry:%Y-%m-%d at %H:}" in message
    else:
        assert "was answered 403" in message
        assert "belong to another account: give them the privilege, or check liveperson:accountId" in message
    assert hits(failed.said, [token]) == []
    assert kept(stack) == before


def test_a_missing_account_is_reported_with_the_command_that_sets_it(
    stack: Stack, simulator: Simulator
) -> None:
    before, lines = kept(stack), stack.configuration.read_text().splitlines()
    stack.configuration.write_text("\n".join(line for line in lines if "accountId" not in line))

    failed = stack.up(**in_environment(GOOD))

    [message] = told(failed.said)
    assert message.startswith("liveperson:accountId is not set. Run `pulumi config set liveperson:accountId ")
    assert simulator.control.requests() == []
    assert kept(stack) == before


def test_a_refresh_that_may_not_read_leaves_everything_in_the_state(
    stack: Stack, simulator: Simulator
) -> None:
    before = kept(stack)

    failed = stack.refresh(
        *("--yes", "--skip-preview"), **in_environment({**GOOD, "clientSecret": "wr0ng-secret"})
    )

    assert failed.exit_code != 0
    assert "was answered 401 Unauthorized" in failed.said
    assert "wr0ng-secret" not in failed.said
    assert [each["path"] for each in simulator.control.requests()].count(TOKEN_PATH) == 1
    assert kept(stack) == before


def without_permissions(messages: set[str]) -> set[str]:
    """Leave out which permissions a kind of object needs, which follows the rest of a message."""
    return {each.partition(" For s")[0] for each in messages}


def is_secret(value: str) -> bool:
    return not value.endswith(("-client", "-user"))


def issued_token(simulator: Simulator, account: str) -> str:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.post(
            f"{simulator.url}/sentinel/api/v2/account/{account}/app/token",
            data={
                "client_id": "simulator-client",
                "client_secret": SECRET,
                "grant_type": "client_credentials",
            },
        )
    return str(answer.json()["access_token"])
