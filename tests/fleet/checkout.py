"""A project with a table of accounts, in a repository of its own."""

import os
import shutil
import subprocess
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pulumi_liveperson.cli.fleet.selecting import add_selection, selected_accounts
from tests import warm
from tests.harmless import harmful

PROGRAM = """
import pulumi

from stacks import common


def program():
    config = pulumi.Config()
    common.declare(config.get("opens"), config.require("closes"), config.get("zone"))
"""
TABLE = """\
stack,account,program,ring,opens,closes
*,,contact_centre,,09:00,17:00
*,,,dev,08:00,
*,,,test,,
*,,,prod,,
acme-uk-dev,71234567,,dev,,
acme-uk,71234568,,prod,,18:00
acme-de,71234569,,prod,,
"""


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    exit_code: int
    said: str
    beside: str

    @property
    def lines(self) -> list[str]:
        return self.said.splitlines()


class Checkout:
    """The project of a team, in a folder of a repository."""

    def __init__(self, repository: Path, folder: str = ".") -> None:
        self.repository, self.folder = repository, repository / folder
        (self.folder / "stacks").mkdir(parents=True)
        self.write("Pulumi.yaml", "name: our-accounts\nruntime: python\n")
        self.write("__main__.py", "from pulumi_liveperson import run_stack\n\nrun_stack()\n")
        self.write("stacks/__init__.py", "")
        self.write("stacks/common.py", "def declare(*values):\n    pass\n")
        self.write("stacks/contact_centre.py", PROGRAM)
        self.write("stacks/shop.py", "def program():\n    pass\n")
        self.write("accounts.csv", TABLE)

    def copied(self, repository: Path) -> "Checkout":
        """Return a copy of the project in another repository."""
        shutil.copytree(self.repository, repository)
        copy = Checkout.__new__(Checkout)
        copy.repository, copy.folder = repository, repository / self.folder.relative_to(self.repository)
        return copy

    def write(self, name: str, text: str) -> Path:
        """Write a file, and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def fleet(self, *words: str) -> Done:
        """Run `liveperson fleet` in the folder of the project."""
        done = subprocess.run(
            [warm.python(), "-m", "pulumi_liveperson", "fleet", *words],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert harmful(done.stdout + done.stderr) == []
        return Done(done.returncode, done.stdout, done.stderr)

    def mistakes(self, *words: str) -> list[str]:
        """Run a command that refuses its input, and return its messages."""
        done = self.fleet(*words)
        assert (done.exit_code, done.said) == (2, "")
        return [line.removeprefix(f"fleet {words[0]}: ") for line in done.beside.splitlines()]

    def selected(self, *words: str) -> list[str]:
        """Return the stacks that options select for a run."""
        parser = ArgumentParser()
        add_selection(parser)
        with self.inside():
            return [each.stack for each in selected_accounts(parser.parse_args(words))]

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let this process work in the folder of the project."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            yield
        finally:
            os.chdir(before)

    def git(self, *words: str) -> str:
        """Run git as a person who has no settings."""
        settings = ("user.name=Lisa", "user.email=lisa@example.com", "init.defaultBranch=main")
        options = [part for each in settings for part in ("-c", each)]
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        return subprocess.check_output(
            ["git", *options, *words], cwd=self.repository, env=environment, encoding="utf-8"
        ).strip()

    def commit(self) -> str:
        """Commit everything, and return the commit."""
        if not (self.repository / ".git").exists():
            self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")
        return self.git("rev-parse", "HEAD")
