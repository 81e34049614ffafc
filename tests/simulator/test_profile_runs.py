"""Tests run against a profile, which one environment variable names."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from liveperson_simulator.profile import VARIABLE
from tests.processes import ran

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).parents[2]

STRICT = {
    "stale_check": "strict",
    "stale_status": "412",
    "revision_header": "etag",
    "revision_step": "random",
    "create_status": "201",
}
MILD = {
    "stale_check": "mild",
    "stale_status": "304",
    "noop_put": "no_bump",
    "put_echo": "empty",
    "skill_put_echo": "empty",
    "event_order": "reversed",
    "order_policy": "append",
}
TEXTS = {
    "id_type": "string",
    "scalar_type": "string",
    "text_form": "escaped",
    "date_time_form": "milliseconds",
    "list_select": "ignored",
    "skill_list_select": "ignored",
}
MERGE = {
    "skill_put": "merge",
    "skill_nulls": "shown",
    "revision_scope": "account",
    "duplicate_status": "400",
    "dependency_status": "400",
    "deleted_get_by_id": "200",
}
SMALL = "another_process or equal_object"
MOST_DIFFERENT = ("lifecycle", "creates", "revisions", "skills", "lost_moves")
"""The files of the contract tests that depend most on the behaviour of a server."""
PROFILES = {"strict": STRICT, "mild": MILD, "texts": TEXTS, "merge": MERGE}


def run(folder: Path, knobs: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run tests of this repository against a profile with these knobs."""
    profile = folder / "profile.json"
    profile.write_text(json.dumps({"format": "liveperson-probe/1", "knobs": knobs}))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", *arguments]
    return ran(command, cwd=ROOT, env={**os.environ, VARIABLE: str(profile)})


@pytest.mark.parametrize("knobs", [STRICT, TEXTS], ids=["strict", "texts"])
def test_the_lifecycle_of_every_kind_works_on_a_probed_account(tmp_path: Path, knobs: dict[str, str]) -> None:
    done = run(tmp_path, knobs, "tests/contract/test_lifecycle.py", "-k", SMALL)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("knobs", PROFILES.values(), ids=PROFILES)
def test_the_writes_of_every_kind_work_on_a_probed_account(tmp_path: Path, knobs: dict[str, str]) -> None:
    done = run(tmp_path, knobs, *(f"tests/contract/test_{name}.py" for name in MOST_DIFFERENT))

    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_about_a_default_is_skipped_with_the_reason(tmp_path: Path) -> None:
    about = "tests/simulator/about_a_default.py"
    done = run(tmp_path, {"error_body": "html"}, about)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed, 1 skipped" in done.stdout
    assert "needs error_body json, and the profile has html" in done.stdout


def test_a_variable_that_names_no_profile_ends_the_run_in_one_line(tmp_path: Path) -> None:
    done = ran(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/simulator/test_clock.py"],
        cwd=ROOT,
        env={**os.environ, VARIABLE: str(tmp_path / "none.json")},
    )

    said = f"The profile {tmp_path / 'none.json'} cannot be read: No such file or directory"
    assert done.returncode == 4
    assert done.stderr.splitlines() == [f"ERROR: {said}", ""] or done.stderr.strip() == f"ERROR: {said}"
