"""The stories of the page on conflicts, and of the recovery from a killed update."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.docs.terminal import Blocks, from_diagnostics, shown, wait_for
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "71234568"
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
WITHOUT_CHECKPOINTS = {"PULUMI_SKIP_CHECKPOINTS": "true"}
UP = "pulumi", "up", "--yes", "--skip-preview"
REFRESH = "pulumi", "refresh", "--yes", "--skip-preview"

LUNCH = """from pulumi_liveperson import StatusReason


def program() -> None:
    StatusReason("lunch", text="Lunch")
"""

BOTH = """from pulumi_liveperson import SpecialOccasion, StatusReason


def program() -> None:
    SpecialOccasion("year-end", name="Year-end closure", description="Back office closed")
    StatusReason("lunch", text="Lunch")
"""


def on_purpose(folder: Path) -> Blocks:
    """Overwrite what somebody else has written: by the word of a resource, and of a stack."""
    with Workspace(folder) as here:
        occasion, reason = started(here)
        here.control.foreign_update(ACCOUNT, OCCASIONS, occasion, {"description": "Closed, on call only"})
        here.edit("stacks/team.py", '"Back office closed"', '"All offices closed", on_conflict="overwrite"')
        yield "overwritten", shown(here, *UP)
        here.control.foreign_update(ACCOUNT, REASONS, reason, {"enabled": False})
        here.edit("stacks/team.py", 'text="Lunch"', 'text="Lunch break"')
        key = "liveperson:onConflict"
        yield (
            "overwritten-by-stack",
            shown(here, "pulumi", "config", "set", key, "overwrite")
            + shown(here, *UP)
            + shown(here, "pulumi", "config", "rm", key),
        )


def deletions(folder: Path) -> Blocks:
    """Find an object deleted, one in use, and one that is there already."""
    with Workspace(folder) as here:
        occasion, reason = started(here)
        here.control.foreign_delete(ACCOUNT, REASONS, reason)
        here.edit("stacks/team.py", 'text="Lunch"', 'text="Lunch break"')
        yield "gone", from_diagnostics(shown(here, *UP, code=1))
        yield "gone-created", shown(here, *REFRESH) + shown(here, *UP)

        training = {"text": "Training", "state": "Away", "enabled": True}
        here.control.foreign_create(ACCOUNT, REASONS, training)
        here.edit(
            "stacks/team.py",
            "    StatusReason(",
            '    StatusReason("training", text="Training")\n    StatusReason(',
        )
        yield "equal", shown(here, *UP)

        skill = here.control.objects(ACCOUNT, "skills")[0]
        here.control.foreign_update(ACCOUNT, "skills", skill["id"], {"specialOccasionId": occasion})
        program = (here.folder / "stacks/team.py").read_text().splitlines(keepends=True)
        here.write("stacks/team.py", "".join(line for line in program if "year-end" not in line))
        yield "in-use", from_diagnostics(shown(here, *UP, code=1))


def started(here: Workspace) -> tuple[int, int]:
    """Apply a program with one object of each kind, and return their ids."""
    here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
    here.write("stacks/team.py", BOTH)
    here.pulumi("stack", "init", "team")
    here.run(*UP)
    [occasion], [reason] = (here.control.objects(ACCOUNT, each) for each in (OCCASIONS, REASONS))
    return occasion["id"], reason["id"]


def recovery(folder: Path) -> Blocks:
    """End Pulumi in the middle of a create, without and with checkpoints, and go on from there."""
    with Workspace(folder) as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": "71234569", **WITHOUT_CHECKPOINTS}
        here.write("stacks/team.py", LUNCH)
        here.pulumi("stack", "init", "team")
        kill_a_create(here)
        yield ("interrupted", shown(here, "pulumi", "cancel", "--yes") + shown(here, *UP))
        del here.environment["PULUMI_SKIP_CHECKPOINTS"]
        here.write("stacks/team.py", LUNCH + '    StatusReason("tea", text="Tea")\n')
        kill_a_create(here)
        here.pulumi("cancel", "--yes")
        here.run(*UP)
        yield ("cleared", shown(here, *REFRESH, "--clear-pending-creates"))
        yield from emptied(here)


def kill_a_create(here: Workspace) -> None:
    """Kill an update and its hosts while it creates a status reason, which LivePerson then has."""
    before = len(here.control.objects("71234569", REASONS))
    here.control.clear_requests()
    here.control.add_fault("delay", method="POST", path=REASONS, seconds=2)
    with subprocess.Popen(
        ["pulumi", "up", "--yes", "--skip-preview"],
        cwd=here.folder,
        env=here.environment,
        stdout=subprocess.DEVNULL,
    ) as interrupted:
        wait_for(lambda: is_under_way(here, "POST", REASONS))
        left_over = hosts(here)
        interrupted.kill()
    wait_for(lambda: len(here.control.objects("71234569", REASONS)) > before)
    for host in left_over:
        with suppress(ProcessLookupError):
            os.kill(host, signal.SIGKILL)


def is_under_way(here: Workspace, method: str, path: str) -> bool:
    """Tell whether a request has arrived and is not yet answered."""
    return any(
        each["method"] == method and each["path"].endswith(path) and each["status"] is None
        for each in here.control.requests()
    )


def hosts(here: Workspace) -> list[int]:
    """Return the provider hosts of a workspace. Each is a process group, and outlives its engine."""
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,args="], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if f" {here.folder}/" in line]


def emptied(here: Workspace) -> Blocks:
    """Leave the file beside a checkpoint empty, as a kill may, and remove it."""
    beside = ".state/.pulumi/stacks/liveperson-accounts/team.json.attrs"
    here.environment["PULUMI_BACKEND_URL"] = f"file://{here.folder}/.state"
    here.pulumi("stack", "select", "team")
    here.run(*REFRESH)
    assert (here.folder / beside).stat().st_size > 0
    here.write(beside, "")
    yield (
        "emptied",
        shown(here, "pulumi", "preview", code=None)
        + shown(here, "rm", beside)
        + shown(here, "pulumi", "preview"),
    )
