"""A project with many applied stacks on the simulator, made in a few seconds.

The real CLI creates one stack. The others are copies of its file, its state and its account with other names:

    project = Project.made(folder, simulator, surroundings, stacks(40))
    done = project.fleet("preview", "--results", "results")

`stacks(40)` is `acme-01` to `acme-40`, each with an account of its own. All have the program
`contact_centre`, which reads `opens` and `closes`. The address of the simulator comes from the environment: a
stack whose file contains it is left out without a table.
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from liveperson_simulator.server import Simulator
from tests import warm
from tests.cli.commands import Done
from tests.engine.trial import ACCOUNT, SECRET, Stack, lay_out
from tests.harmless import harmful

PROJECT = "liveperson-accounts"
PROGRAM = """\
import pulumi

from pulumi_liveperson import Skill, SpecialOccasion, StatusReason, Workdays, closed, weekly

ZONE = "Europe/London"


def program():
    settings = pulumi.Config()
    opens, closes = settings.get("opens") or "09:00", settings.get("closes") or "17:00"
    office = Workdays(
        "office", name="Office", description="Office", shifts=weekly("MO-FR", opens, closes, time_zone=ZONE)
    )
    holidays = SpecialOccasion(
        "holidays",
        name="Holidays",
        description="Public holidays",
        events=[closed("2027-12-25", time_zone=ZONE, name="Christmas Day")],
    )
    Skill(
        "support",
        name="Support",
        description="Support",
        working_hours_id=office.id,
        special_occasion_id=holidays.id,
    )
    StatusReason("lunch", text="Lunch")
"""
_FIRST = "first"


def stacks(number: int) -> list[str]:
    """Return names of stacks."""
    return [f"acme-{each:02}" for each in range(1, number + 1)]


@dataclass(frozen=True)
class Project:
    """A folder with `project`, `state` and `home`."""

    root: Path
    simulator: Simulator
    environment: dict[str, str]
    accounts: Mapping[str, str]
    """The account of each stack."""

    @classmethod
    def made(
        cls, root: Path, simulator: Simulator, surroundings: Mapping[str, str], names: Sequence[str]
    ) -> "Project":
        """Create the project and its stacks, which are applied: a preview shows no changes."""
        environment = {
            **surroundings,
            "PULUMI_BACKEND_URL": f"file://{root}/state?metadata=skip",
            "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        }
        lay_out(root / "project")
        (root / "state").mkdir()
        (root / "project" / "stacks" / "contact_centre.py").write_text(PROGRAM)
        made = cls(root, simulator, environment, {name: str(71_000_001 + n) for n, name in enumerate(names)})
        first = made.stack(_FIRST)
        plain = (
            f"liveperson:accountId={ACCOUNT}",
            "liveperson:clientId=simulator-client",
            f"{PROJECT}:program=contact_centre",
        )
        words = [word for each in plain for word in ("--plaintext", each)]
        first.pulumi("stack", "init").ok()
        first.pulumi("config", "set-all", *words, "--secret", f"liveperson:clientSecret={SECRET}").ok()
        first.up().ok()
        made._copy_accounts()
        made._copy_stacks()
        made.write_table({})
        return made

    def copied(self, root: Path) -> "Project":
        """Return a copy in another folder; the simulator has the same accounts."""
        shutil.copytree(self.root, root, symlinks=True)
        environment = {**self.environment, "PULUMI_BACKEND_URL": f"file://{root}/state?metadata=skip"}
        return replace(self, root=root, environment=environment)

    @property
    def folder(self) -> Path:
        """Return the folder with Pulumi.yaml."""
        return self.root / "project"

    def stack(self, name: str) -> Stack:
        """Return a stack, for commands of Pulumi."""
        return Stack(self.folder, self.environment, name)

    def change(self, old: str, new: str) -> None:
        """Change the program."""
        file = self.folder / "stacks" / "contact_centre.py"
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))

    def write_table(self, rings: Mapping[str, str]) -> None:
        """Write accounts.csv; stacks without a ring are in `prod`."""
        with (self.folder / "accounts.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["stack", "account", "program", "ring"])
            for name, account in self.accounts.items():
                rows.writerow([name, account, "contact_centre", rings.get(name, "prod")])

    def edit_in_console(self, name: str, text: str = "Lunch break") -> None:
        """Let another person change the status reason of a stack's account."""
        account = self.accounts[name]
        reason = next(
            each
            for each in self.simulator.control.objects(account, "status-reasons")
            if each["text"] == "Lunch"
        )
        self.simulator.control.foreign_update(account, "status-reasons", reason["id"], {"text": text})

    def fleet(self, *words: str, **environment: str) -> Done:
        """Run `liveperson fleet`."""
        return self.begin(*words, **environment).ended()

    def begin(self, *words: str, **environment: str) -> "Begun":
        """Start `liveperson fleet`, and do not wait for its end."""
        process = subprocess.Popen(
            [warm.python(), "-m", "pulumi_liveperson", "fleet", *words],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        return Begun(process)

    def result(self, name: str, folder: str = "results") -> dict[str, Any]:
        """Return the result of a stack."""
        found: dict[str, Any] = json.loads((self.folder / folder / f"{name}.json").read_text())
        return found

    def outcomes(self, folder: str = "results") -> dict[str, str]:
        """Return the outcome of each stack that has a result."""
        files = sorted((self.folder / folder).glob("*.json"))
        return {each.stem: self.result(each.stem, folder)["outcome"] for each in files}

    def locks(self) -> list[str]:
        """Return the stacks that are locked."""
        return sorted(
            each.parent.name for each in (self.root / "state" / ".pulumi" / "locks").rglob("*.json")
        )

    def processes(self) -> list[int]:
        """Return the processes that work in the project's folder: Pulumi, its plugins and our commands."""
        found = []
        for each in Path("/proc").glob("[0-9]*"):
            try:
                if (each / "cwd").readlink() == self.folder and "Z" not in (
                    each / "stat"
                ).read_text().split()[2]:
                    found.append(int(each.name))
            except OSError:
                continue
        return found

    def wait_for_processes(self) -> None:
        """Wait until nothing works in the project's folder."""
        while self.processes():
            time.sleep(0.05)

    def kill_processes(self) -> None:
        """Kill all that works in the project's folder."""
        while found := self.processes():
            for each in found:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)

    def _copy_accounts(self) -> None:
        """Let all accounts have the content of the first one."""
        content: dict[str, list[list[Any]]] = self.simulator.control.snapshot()
        for rows in content.values():
            first = [row for row in rows if row[0] == ACCOUNT]
            rows += [[account, *row[1:]] for account in self.accounts.values() for row in first]
        self.simulator.control.restore(content)

    def _copy_stacks(self) -> None:
        state = self.root / "state" / ".pulumi" / "stacks" / PROJECT
        files = (self.folder / f"Pulumi.{_FIRST}.yaml", state / f"{_FIRST}.json")
        for name, account in self.accounts.items():
            for file in files:
                text = file.read_text().replace(ACCOUNT, account)
                text = text.replace(f"urn:pulumi:{_FIRST}::", f"urn:pulumi:{name}::")
                text = text.replace(f"{PROJECT}-{_FIRST}", f"{PROJECT}-{name}").replace(
                    f"/{_FIRST}", f"/{name}"
                )
                file.with_name(file.name.replace(_FIRST, name)).write_text(text)
        for file in files:
            file.unlink()


class Begun:
    """A `liveperson fleet` that runs."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ended(self, seconds: float | None = None) -> Done:
        """Wait for its end; it shows no secret and no traceback."""
        said, beside = self.process.communicate(timeout=seconds)
        assert "Traceback" not in beside, beside
        assert SECRET not in said + beside
        assert harmful(said + beside) == []
        return Done(self.process.returncode, said, beside)

    def wait_until(self, is_time: Callable[[], bool]) -> None:
        """Wait until something is true; a test fails if the command ends before."""
        while not is_time():
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.02)

    def signal(self, number: int = signal.SIGINT, *, to_group: bool = False) -> None:
        """Send a signal to the command, or to its process group."""
        (os.killpg if to_group else os.kill)(self.process.pid, number)
