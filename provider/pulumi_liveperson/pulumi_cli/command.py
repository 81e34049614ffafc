"""Runs the `pulumi` command for a stack of the project in this folder: queries, previews and imports."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi_liveperson.client.secrets import Secrets
from pulumi_liveperson.escaping.addresses import quoted, with_quoted_addresses
from pulumi_liveperson.pulumi_cli.backend import BACKEND, is_demo_backend
from pulumi_liveperson.pulumi_cli.urn import Urn

NO_PROJECT = "This folder is not a Pulumi project: run the command in the folder that contains Pulumi.yaml."
# Parts of Pulumi's messages, and what to do about each.
_REMEDIES = {
    "no stack selected": "No stack is selected: name a stack with --stack, or select one with "
    "`pulumi stack select`.",
    "no stack named": "This stack does not exist: `pulumi stack ls` lists the existing stacks.",
    "incorrect passphrase": "The passphrase does not decrypt this stack's secrets: check "
    "PULUMI_CONFIG_PASSPHRASE, or the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    "passphrase must be set": "The passphrase for this stack's secrets is missing.",
    "PULUMI_ACCESS_TOKEN must be set": "No backend is chosen for this stack: check the name of the stack, "
    "set PULUMI_BACKEND_URL, or run `pulumi login`.",
    "no Pulumi.yaml": NO_PROJECT,
    "pass the fully qualified name": NO_PROJECT,  # Pulumi's message with --stack
}
_NO_SUCH_STACK = ("no stack selected", "no stack named")  # the stack may be in another backend
_PROGRAM_ENDED = "an unhandled error occurred: program exited"
_QUIET = ("--non-interactive", "--color=never")
_ADDING = {"create", "import"}
_REMOVING = {"delete", "delete-replaced"}


class PulumiError(Exception):
    """A `pulumi` command failed; the message contains the cause and the solution."""


@dataclass(frozen=True)
class ConfigValue:
    """A value of a stack's configuration."""

    text: str = field(repr=False)
    secret: bool


@dataclass(frozen=True)
class Preview:
    """What a preview shows about a stack's program."""

    errors: list[str]
    warnings: list[str]
    declared: Counter[str]
    """The number of resources of each type that the program declares."""
    undeclared: list[str]
    """The URNs of resources that are in the state and no longer in the program."""
    new: list[dict[str, Any]]
    """The declared resources that are not in the state, in the form of Pulumi's state."""
    changes: int
    """The number of resources that would change."""


def selected_stack() -> str:
    """Return the name of the stack that is selected in this folder."""
    return _stdout("stack", "--show-name").strip()


def backend(stack: str | None = None) -> str:
    """Return the address of the backend that Pulumi uses for a stack."""
    return str(_read(_stdout("whoami", "--json", **({"PULUMI_STACK": stack} if stack else {})))["url"])


def described_backend(url: str) -> str:
    """Return the address of a backend without credentials, and which setting selects it."""
    if BACKEND in os.environ:
        chosen = f"set by {BACKEND}"
    elif is_demo_backend(url):
        chosen = "the demo's folder of this checkout"
    else:
        chosen = "set by `pulumi login`"
    return f"{quoted(url)}, {chosen}"


def backend_hint(stack: str | None = None) -> str:
    """Describe which backend was used for a stack, and how to use another; empty if that fails too."""
    try:
        address = described_backend(backend(stack))
    except (PulumiError, KeyError):
        return ""
    return (
        f"Pulumi used the backend {address}. If the stack is in another backend, run "
        "`export PULUMI_BACKEND_URL=<its address>` or `pulumi login <its address>`."
    )


def configuration(stack: str) -> dict[str, ConfigValue]:
    """Return the configuration of a stack, by full keys such as `liveperson:accountId`."""
    entries = _read(_stdout("config", "--json", "--show-secrets", "--stack", stack))
    return {
        key: ConfigValue(str(entry.get("value", "")), bool(entry["secret"])) for key, entry in entries.items()
    }


def resources(stack: str) -> list[dict[str, Any]]:
    """Return the resources in the state of a stack, in the form of Pulumi's state; secrets stay encrypted."""
    deployment = _read(_stdout("stack", "export", "--stack", stack)).get("deployment") or {}
    found: list[dict[str, Any]] = deployment.get("resources") or []
    return found


def preview(stack: str) -> Preview:
    """Preview a stack's program; nothing is sent to LivePerson, even if the project refreshes by default."""
    shown = ("--show-sames", "--show-replacement-steps")
    result = _run("preview", "--json", *shown, "--refresh=false", "--stack", stack)
    if not result.stdout.strip():
        raise _failure(result)
    found = _read(result.stdout)
    notes = found.get("diagnostics") or []
    errors = [_trimmed(each["message"]) for each in notes if each["severity"] == "error"]
    if result.returncode and not errors:
        raise _failure(result)
    steps = found.get("steps") or []
    declared = {step["urn"] for step in steps if step["op"] not in _REMOVING}
    changing = [step for step in steps if step["op"] != "same"]
    return Preview(
        errors=[each for each in errors if not each.startswith(_PROGRAM_ENDED)] or errors,
        warnings=[_trimmed(each["message"]) for each in notes if each["severity"] == "warning"],
        declared=Counter(Urn.of(each).type for each in declared),
        undeclared=sorted({step["urn"] for step in steps} - declared),
        new=[step["newState"] for step in changing if step["op"] in _ADDING],
        changes=len({step["urn"] for step in changing}),
    )


def import_objects(file: Path, stack: str) -> None:
    """Import objects into the state of a stack; Pulumi's progress is printed on stderr."""
    options = ("--yes", "--skip-preview", "--protect=false", "--generate-code=false", *_QUIET)
    with subprocess.Popen(  # noqa: S603 - no shell; each part is a constant or a separate argument
        ["pulumi", "import", "--file", str(file), "--stack", stack, *options],  # noqa: S607 - as below
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    ) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.wait()  # Pulumi gets the Ctrl-C too, and exits when its state is saved
            raise
    if code:
        raise PulumiError(
            "`pulumi import` failed; see its error above. Run this command again to import the rest."
        )


def _run(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(  # noqa: S603 - no shell; each part is a constant or a separate argument
            ["pulumi", *command, *_QUIET],  # noqa: S607 - intentionally found on PATH
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise PulumiError(
            f"The command `pulumi` cannot be run: {error.strerror}. Install the Pulumi CLI, or activate the "
            "virtual environment that contains it: `. .venv/bin/activate`."
        ) from None


def _stdout(*command: str, **environment: str) -> str:
    result = _run(*command, **environment)
    if result.returncode:
        raise _failure(result)
    return result.stdout


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PulumiError(
            "The output of `pulumi` is not JSON. Check that `pulumi` on PATH is the Pulumi CLI."
        )
    return found


def _failure(result: "subprocess.CompletedProcess[str]") -> PulumiError:
    output = (
        with_quoted_addresses(_without_backend(result.stderr.strip())) or f"exit code {result.returncode}"
    )
    errors = [line for line in output.splitlines() if line.startswith("error: ")] or output.splitlines()
    remedy = next((words for part, words in _REMEDIES.items() if part in output), "Pulumi failed.")
    has_no_such_stack = any(each in output for each in _NO_SUCH_STACK)
    hint = backend_hint(_stack_in(result.args)) if has_no_such_stack else ""
    return PulumiError(" ".join(filter(None, [remedy, hint, f"Pulumi says: {_trimmed(errors[-1])}"])))


def _without_backend(text: str) -> str:
    """Return Pulumi's message with the backend's address quoted; a general search may not recognize it."""
    backend = os.environ.get("PULUMI_BACKEND_URL")
    if not backend:
        return text
    secrets = Secrets()  # also finds the address in Go's quoted form
    secrets.learn([backend])
    return secrets.masked(text.replace(backend, quoted(backend)))


def _stack_in(command: Sequence[str]) -> str | None:
    """Return the stack that a command line names."""
    words = list(command)
    return words[words.index("--stack") + 1] if "--stack" in words else None


def _trimmed(message: str) -> str:
    lines = [line.rstrip() for line in message.splitlines()]
    return "\n".join(line for line in lines if line).removeprefix("error: ").removeprefix("warning: ")
