"""A team that keeps its stacks in a repository of its own, on a simulated LivePerson."""

import os
import shutil
import sys
from pathlib import Path
from string import Template

from liveperson_simulator.server import Simulator
from tests import warm
from tests.ci import commits
from tests.ci.actions import TEMPLATE
from tests.committed import write_committed
from tests.engine.trial import Stack

ACCOUNTS = {"sales": "71234568", "support": "71234567"}
PROGRAM = """
SpecialOccasion(
    "year-end",
    name="Year end",
    description="Closed",
    events=[closed("2027-12-31", time_zone="Europe/Lisbon")],
)
StatusReason("lunch", text="Lunch")
"""
CHANGED = PROGRAM.replace('"Closed"', '"Closed all day"')
SECRETS = {"PULUMI_CONFIG_PASSPHRASE": "passphrase-of-the-team"}
_CLIENT, _CLIENT_SECRET = "liveperson:clientId=simulator-client", "liveperson:clientSecret=simulator-secret"
_FOREIGN = ("GITHUB_", "GITLAB_", "CI_")


class Team:
    """The repository, its stacks, and somebody with the console of their accounts."""

    def __init__(self, folder: Path, simulator: Simulator) -> None:
        self.simulator = simulator
        self.folder = folder / "repository"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        # What a machine of the forge has, and nothing of the team's.
        self.machine = {
            **{name: value for name, value in kept.items() if name not in {"VIRTUAL_ENV", "CI"}},
            "PATH": os.pathsep.join(
                each for each in kept["PATH"].split(os.pathsep) if sys.prefix not in each
            ),
            "PULUMI_HOME": str(folder / "home"),
            "LIVEPERSON_DOMAIN_API_URL": simulator.url,
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        self.backend = f"file://{folder}/state?metadata=skip"

    def begin(self) -> None:
        """Make the repository and its stacks, and apply them."""
        (self.folder.parent / "state").mkdir()
        shutil.copytree(TEMPLATE, self.folder)
        settings = self.folder / "Pulumi.yaml"
        settings.write_text(Template(settings.read_text()).substitute(PROJECT="accounts", DESCRIPTION=""))
        commits.begin(self.folder)
        (self.folder / ".venv").symlink_to(warm.environment())
        # An example on this machine, as this project has some, is none of the team's stacks.
        write_committed(self.folder, "Pulumi.demo.yaml")
        for name, account in ACCOUNTS.items():
            self.declare(name, PROGRAM)
            self.pulumi(name, "stack", "init")
            plain = ("--plaintext", f"liveperson:accountId={account}", "--plaintext", _CLIENT)
            self.pulumi(name, "config", "set-all", *plain, "--secret", _CLIENT_SECRET)
            self.pulumi(name, "up", "--yes", "--skip-preview")

    def stack(self, name: str = "support") -> Stack:
        """Return a stack as somebody of the team has it on a laptop."""
        laptop = {
            "PATH": os.pathsep.join([f"{sys.prefix}/bin", self.machine["PATH"]]),
            "VIRTUAL_ENV": sys.prefix,
            "PULUMI_BACKEND_URL": self.backend,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }
        return Stack(self.folder, {**self.machine, **laptop, **SECRETS}, name)

    def declare(self, name: str, program: str) -> None:
        """Let the program of a stack declare something."""
        Stack(self.folder, {}, name).declare(program)

    def pulumi(self, name: str, *command: str) -> None:
        """Run a command of Pulumi's on a stack, from a laptop."""
        self.stack(name).pulumi(*command).ok()

    def commit(self) -> str:
        """Commit everything to the branch main, and return the id of the commit."""
        return commits.commit(self.folder)

    def place(self, **rings: str) -> None:
        """Write a table of accounts that puts stacks into rings."""
        rows = [f"{name},{ACCOUNTS[name]},{name},{ring}" for name, ring in rings.items()]
        (self.folder / "accounts.csv").write_text("\n".join(["stack,account,program,ring", *rows, ""]))

    def edit(self, name: str = "support", **fields: object) -> None:
        """Let somebody edit the special occasion of a stack's account in the console."""
        [occasion] = self.occasions(name)
        self.simulator.control.foreign_update(ACCOUNTS[name], "specialoccasion", str(occasion["id"]), fields)

    def described(self, name: str = "support") -> list[object]:
        """Return the descriptions of the special occasions of a stack's account."""
        return [each["description"] for each in self.occasions(name)]

    def occasions(self, name: str = "support") -> list[dict[str, object]]:
        """Return the special occasions that a stack's account holds."""
        return self.simulator.control.objects(ACCOUNTS[name], "specialoccasion")
