"""Runs Pulumi's CLI for `.venv/bin/pulumi`, with the demo's backend and passphrase for the demo's stacks.

The selected stack decides, and the variables are never set in a shell. So another stack cannot use them by
mistake, independent of the shell's state. It runs by its path, so it imports nothing else of this package.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Not a secret: it decrypts only the committed configuration of simulated accounts.
PASSPHRASE = "simulator"  # noqa: S105
SALT = "v1:9W7HhXbZBC0=:v1:Mi8mmVJFACgYAzDt:82BEob9dMzPTN/uSlLEJG7GkLyvLiQ=="
PARALLEL = 64
"""How many operations Pulumi runs at the same time; with more operations, more objects share a request."""
# The format in which Pulumi writes it.
ADDRESS = re.compile(
    r"^ +liveperson:domainApiUrl: *[\"']?http://(127\.0\.0\.1|localhost|\[::1\])(:(?P<port>\d+))?/?[\"']? *$",
    re.MULTILINE,
)
_OPTIONS = {"--stack": "stack", "-s": "stack", "--cwd": "folder", "-C": "folder"}
_WITH_STACK_NAME = {"new", "init", "create", "setup", "select", "remove", "rm", "delete"}
_SELECTS_STACK = _WITH_STACK_NAME - {"remove", "rm", "delete"}
_WITHOUT_VALUE = {"--create", "-c", "--force", "-f", "--yes", "-y", "--non-interactive", "--no-select"}
_ENCRYPTING = {"set", "set-all", "copy", "cp"}
_UNRELATED = {"login", "logout", "new"}


def is_demo(stack_file: Path) -> bool:
    """Return whether a stack uses the simulator of this machine and the public passphrase of the demo."""
    try:
        text = stack_file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return f"encryptionsalt: {SALT}\n" in text and ADDRESS.search(text) is not None


def backend(project: Path) -> str:
    """Return the backend of the demo's stacks, a folder in their project."""
    # Without files of metadata, a checkpoint is written in one step that a kill cannot interrupt.
    return f"file://{project}/.state?metadata=skip"


class Command:
    """The stack and the folder that a command line of `pulumi` names."""

    def __init__(self, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        self.folder = Path()
        """The folder in which the command runs, relative to the current one."""
        self.stack: str | None = environ.get("PULUMI_STACK")
        """The named stack; empty if the name is not certain, None if no stack is named."""
        self.selects = False
        """Whether the command selects a stack."""
        self._commands: list[str] = []
        option = ""
        for at, argument in enumerate(arguments):
            name, _, value = argument.partition("=")
            if option:
                name, value, option = option, argument, ""
            elif name in _OPTIONS and not value:
                option = name
            elif not argument.startswith("-"):
                self._commands.append(argument)
                if self._commands[-2:-1] == ["stack"] and argument in _WITH_STACK_NAME:
                    self.selects = argument in _SELECTS_STACK
                    self.stack = _named([*arguments[at + 1 :]])
            if value and name in _OPTIONS:
                if _OPTIONS[name] == "stack":
                    self.stack = _last(value)
                else:
                    self.folder = Path(value)

    @property
    def is_unrelated(self) -> bool:
        """Whether the command does not concern a stack of this project."""
        return not _UNRELATED.isdisjoint(self._commands[:1])

    @property
    def encrypts(self) -> bool:
        """Whether the command may encrypt a value that a user enters."""
        return "config" in self._commands and not _ENCRYPTING.isdisjoint(self._commands)


def settings(cli: str, command: Command, environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the variables to add to a command's environment; none if the shell sets a backend."""
    project = next((each for each in (folder, *folder.parents) if (each / "Pulumi.yaml").exists()), None)
    if environ.get("PULUMI_BACKEND_URL") or command.is_unrelated or project is None:
        return {}
    if not any(is_demo(each) for each in project.glob("Pulumi.*.yaml")):
        return {}
    state = project / ".state"
    demo = {"PULUMI_BACKEND_URL": backend(project), "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE}
    stack = command.stack
    if stack is None and state.exists():
        stack = _last(_output(cli, project, {**environ, **demo}, "--show-name"))
    if stack and is_demo(project / f"Pulumi.{stack}.yaml"):
        state.mkdir(exist_ok=True)
        if command.encrypts:  # otherwise everybody could decrypt the user's secret
            del demo["PULUMI_CONFIG_PASSPHRASE"]
        return demo
    if command.selects and state.exists():
        # Each backend has its own selected stack; the selection that was made last counts.
        _output(cli, project, {**environ, **demo}, "unselect")
    return {}


def main(cli: str, *arguments: str) -> None:
    """Replace this process by Pulumi's CLI."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    command = Command(arguments, os.environ)
    own = settings(cli, command, os.environ, (Path.cwd() / command.folder).resolve())
    environ = {"PULUMI_SKIP_UPDATE_CHECK": "true", **os.environ, **own}
    os.execve(cli, [cli, *arguments], environ)  # noqa: S606 - it needs no shell


def _named(arguments: list[str]) -> str:
    """Return the stack name at the start of the arguments; empty if it may be the value of an option."""
    while arguments and arguments[0] in _WITHOUT_VALUE:
        arguments = arguments[1:]
    return "" if not arguments or arguments[0].startswith("-") else _last(arguments[0])


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _output(cli: str, project: Path, environ: Mapping[str, str], action: str) -> str:
    command = [cli, "stack", action, "--non-interactive"]
    result = subprocess.run(
        command,
        cwd=project,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout.strip()


if __name__ == "__main__":
    main(*sys.argv[1:])
