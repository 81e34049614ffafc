"""`make account-test` on a simulator that is the real account: with other people, and of any behaviour."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.probe.session import MARK
from tests.contract.process import ACCOUNT, KINDS
from tests.contract.threads import eventually
from tests.objects import collection_of, wire
from tests.probe.probes import COLLECTIONS, content_of
from tests.processes import ran
from tests.skills import begin_without_skills

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tests.contract.account"]
SECONDS = 900
HANDFUL = 10
FOLDER = "tests/contract"
SOME = (
    *(f"{FOLDER}/test_{name}.py" for name in ("lifecycle", "creates", "races")),
    "-k",
    "test_a_created_object or test_another_person_creates or test_ours_is_deleted_just_before_our_update",
)
"""A few tests: with one process, with another person, and with another person at an exact moment."""
SERVERS: dict[str, dict[str, str | int]] = {
    "documented": {},
    "mild": {
        "stale_check": "mild",
        "stale_status": "412",
        "noop_put": "no_bump",
        "put_echo": "empty",
        "skill_put_echo": "empty",
        "id_type": "string",
        "text_form": "escaped",
        "unique_names": "case_insensitive",
        "revision_header": "etag",
    },
    "other forms": {
        "stale_status": "304",
        "noop_put": "answer304",
        "bulk": "per_item",
        "list_select": "ignored",
        "skill_list_select": "ignored",
        "event_order": "shuffled",
        "date_time_form": "offset",
        "zone_form": "alias",
        "rule_form": "reordered",
        "scalar_type": "string",
        "unknown_fields": "added",
        "deleted_get_by_id": "200",
        "check_order": "revision_first",
        "duplicate_status": "400",
        "empty_list": "404",
        "error_body": "html",
        "order_policy": "prepend",
        "skill_put": "merge",
        "skill_nulls": "shown",
        "skill_number_form": "text",
    },
    "shared revisions": {
        "revision_scope": "account",
        "revision_step": "random",
        "revision_header": "both",
        "list_select": "reject400",
        "skill_list_select": "reject400",
        "id_size": "above_53_bits",
        "empty_values": "left_out",
        "text_form": "trimmed",
        "order_policy": "gaps",
        "put_echo": "single",
        "create_status": "201",
        "skill_create_echo": "array",
        "skill_put_echo": "request",
    },
}
CREDENTIALS = {"CLIENT_ID": "simulator-client", "CLIENT_SECRET": "simulator-secret"}


class RealAccount:
    """A simulator whose account stands for a real one, with some objects of other people."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.control = simulator.control
        self.behaves()

    def behaves(self, **knobs: str | int) -> dict[str, Any]:
        """Let the server behave so from the first object of other people on, and return its content."""
        begin_without_skills(self.control)
        self.control.set_knobs(**knobs)
        for kind in KINDS:
            for version in (1, 2):
                body = kind.sent(wire(kind, f"Other people's {kind.noun} {version}", version))
                self.control.foreign_create(ACCOUNT, collection_of(kind), body)
        return self.content

    def environment(self, **settings: str) -> dict[str, str]:
        given = {"ACCOUNT_ID": ACCOUNT, "DOMAIN_API_URL": self.simulator.url, **CREDENTIALS, **settings}
        return {**os.environ, **{f"LIVEPERSON_{name}": value for name, value in given.items() if value}}

    def tested(self, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return ran([*COMMAND, *arguments], cwd=ROOT, env=self.environment(**settings))

    def begun(self, arguments: Sequence[str]) -> "subprocess.Popen[str]":
        """Start the tests, and return when they have made objects."""
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=ROOT,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        eventually(lambda: bool(self.marked) or process.poll() is not None)
        assert process.poll() is None
        return process

    @property
    def marked(self) -> list[str]:
        """The names of the objects of the tests."""
        stored = [each for name in COLLECTIONS for each in self.control.objects(ACCOUNT, name)]
        names = [str(each.get("name", each.get("text"))) for each in stored]
        return [name for name in names if name.startswith(MARK)]

    @property
    def content(self) -> dict[str, Any]:
        """All objects; of the order only what comes before what, because a server may renumber it."""
        found: dict[str, Any] = content_of(self.simulator)
        reasons = sorted(found["status-reasons"], key=lambda each: int(each.get("order", 0)))
        return {**found, "status-reasons": [{**each, "order": None} for each in reasons]}

    @property
    def writes(self) -> int:
        log = [each for each in self.control.requests() if "/configuration/" in each["path"]]
        return sum(each["method"] != "GET" for each in log)


@pytest.fixture
def real(simulator: Simulator) -> RealAccount:
    return RealAccount(simulator)


def said(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stdout + done.stderr


def test_some_tests_pass_beside_other_people_and_leave_the_account_as_it_was(real: RealAccount) -> None:
    before = real.behaves(**SERVERS["other forms"], background_writer=20)

    done = real.tested(*SOME)

    assert done.returncode == 0, said(done)
    assert " passed" in done.stdout
    assert " skipped" not in done.stdout
    assert "All else in the account is as it was" in done.stdout
    assert real.content == before


@pytest.mark.slow
@pytest.mark.timeout(SECONDS)
@pytest.mark.parametrize("server", SERVERS)
def test_all_tests_pass_beside_other_people_and_leave_the_account_as_it_was(
    real: RealAccount, server: str
) -> None:
    before = real.behaves(**SERVERS[server], background_writer=10)

    done = real.tested("--tb=short")

    assert done.returncode == 0, said(done)
    assert " skipped" not in done.stdout
    assert real.content == before


def test_a_default_of_other_people_stays_and_the_tests_of_defaults_are_skipped(real: RealAccount) -> None:
    real.control.foreign_create(
        ACCOUNT, "specialoccasion", wire(KINDS[0], "Other people's default", isDefault=True)
    )
    before = real.content

    refused = real.tested()
    done = real.tested(
        "--i-know-what-this-account-is",
        f"{FOLDER}/test_default_handover.py",
        *("-k", "test_the_default_moves_to_a_new_object"),
    )

    assert refused.returncode == 2
    assert refused.stdout.startswith("Nothing was run: the account has a default special occasion")
    assert "make account-test OPTIONS=--i-know-what-this-account-is" in refused.stdout
    assert done.returncode == 0, said(done)
    assert " skipped" in done.stdout
    assert real.content == before


def test_an_account_with_many_objects_is_refused(real: RealAccount) -> None:
    for number in range(HANDFUL):
        real.control.foreign_create(ACCOUNT, "skills", wire(KINDS[-1], f"Skill {number}"))

    done = real.tested()

    assert (done.returncode, real.writes) == (2, 0)
    assert "objects (more than 10), so it may not be a sandbox" in done.stdout


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"ACCOUNT_ID": "", "DOMAIN_API_URL": ""}, "set LIVEPERSON_ACCOUNT_ID and the keys of one sign-in"),
        ({"CLIENT_SECRET": ""}, "LIVEPERSON_CLIENT_SECRET"),
        ({"CLIENT_SECRET": "wrong-secret"}, "401 Unauthorized"),
        ({"ACCOUNT_ID": "99999999"}, "99999999"),
    ],
    ids=["no credentials", "a part of them", "wrong credentials", "a wrong account"],
)
def test_without_credentials_that_work_one_line_says_what_to_set(
    real: RealAccount, settings: dict[str, str], expected: str
) -> None:
    done = real.tested(**settings)

    assert done.returncode == 2
    assert done.stdout.startswith("Nothing was run: ")
    assert expected in done.stdout
    assert len(said(done).splitlines()) == 1
    assert "wrong-secret" not in said(done)
    assert real.writes == 0


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_after_an_interrupt_nothing_is_left(real: RealAccount, stop: signal.Signals) -> None:
    before = real.content
    process = real.begun([f"{FOLDER}/test_lifecycle.py"])

    process.send_signal(stop)
    output, _ = process.communicate(timeout=60)

    assert process.returncode not in {0, 2}, output
    assert real.content == before


@pytest.mark.slow
def test_the_next_run_deletes_what_a_killed_one_has_left(real: RealAccount) -> None:
    before = real.content
    real.control.add_fault("drop_before", method="DELETE", times=1000, seconds=SECONDS)
    process = real.begun([f"{FOLDER}/test_lifecycle.py"])
    process.kill()
    process.communicate(timeout=60)
    real.control.clear_faults()
    assert real.marked

    done = real.tested(*SOME)

    assert done.returncode == 0, said(done)
    assert "of an earlier run" in done.stdout
    assert real.content == before


def test_a_change_of_other_people_s_objects_is_reported(real: RealAccount) -> None:
    edited = real.control.objects(ACCOUNT, "status-reasons")[0]
    real.control.foreign_on(
        ACCOUNT,
        "status-reasons",
        when={"moment": "after", "method": "POST", "path": "status-reasons"},
        write={"operation": "update", "id": edited["id"], "changes": {"state": "Occupied"}},
    )

    done = real.tested(*SOME)

    assert done.returncode == 1
    assert f"The status reason {edited['id']} has changed: state." in done.stdout
