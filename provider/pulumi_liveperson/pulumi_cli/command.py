"""Asks the `pulumi` command about a stack of the project in this folder, and lets it import objects."""

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
from pulumi_liveperson.pulumi_cli.custody import BACKEND, is_demo_backend
from pulumi_liveperson.pulumi_cli.urn import Urn

NO_PROJECT = "Here is no Pulumi project: run this in the folder that holds Pulumi.yaml."
# What Pulumi says, and what that means here.
_REMEDIES = {
    "no stack selected": "No stack is selected: name one with --stack, or choose one with "
    "`pulumi stack select`.",
    "no stack named": "There is no such stack: `pulumi stack ls` lists those that there are.",
    "incorrect passphrase": "The passphrase does not open this stack's secrets: check "
    "PULUMI_CONFIG_PASSPHRASE, or the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    "passphrase must be set": "The passphrase of this stack's secrets is missing.",
    "no Pulumi.yaml": NO_PROJECT,
}
_NOT_THERE = ("no stack selected", "no stack named")  # perhaps in another backend
_PROGRAM_ENDED = "an unhandled error occurred: program exited"
_QUIET = ("--non-interactive", "--color=never")
_ADDING = {"create", "import"}
_REMOVING = {"delete", "delete-replaced"}


class PulumiError(Exception):
    """Pulumi did not answer what it was asked; the message says why, and what to do."""


@dataclass(frozen=True)
class ConfigValue:
    """A value of a stack's configuration."""

    text: str = field(repr=False)
    secret: bool


@dataclass(frozen=True)
class Preview:
    """What a preview tells of a stack's program."""

    errors: list[str]
    warnings: list[str]
    declared: Counter[str]
    """How many resources of each type the program declares."""
    gone: list[str]
    """The URNs of those that are in the state and not in the program any more."""
    new: list[dict[str, Any]]
    """The resources that the program declares and the state does not have, as Pulumi would keep them."""
    changes: int
    """How many resources would change."""


def selected_stack() -> str:
    """Return the name of the stack that is selected in this folder."""
    return _answer("stack", "--show-name").strip()


def backend(stack: str | None = None) -> str:
    """Return the address of the backend in which a stack is looked for."""
    return str(_read(_answer("whoami", "--json", **({"PULUMI_STACK": stack} if stack else {})))["url"])


def place(url: str) -> str:
    """Return a backend without credentials, and what has chosen it."""
    if BACKEND in os.environ:
        chosen = f"as {BACKEND} says"
    elif is_demo_backend(url):
        chosen = "this checkout's folder for the demo"
    else:
        chosen = "where `pulumi login` has logged in"
    return f"{quoted(url)}, {chosen}"


def backend_words(stack: str | None = None) -> str:
    """Say which backend was asked about a stack, and how to ask another; nothing where that fails, too."""
    try:
        asked = place(backend(stack))
    except (PulumiError, KeyError):
        return ""
    return (
        f"The backend that was asked is {asked}. If the stack is in another one, "
        "`export PULUMI_BACKEND_URL=<its address>` or `pulumi login <its address>`."
    )


def configuration(stack: str) -> dict[str, ConfigValue]:
    """Return the configuration of a stack, by full keys such as `liveperson:accountId`."""
    entries = _read(_answer("config", "--json", "--show-secrets", "--stack", stack))
    return {
        key: ConfigValue(str(entry.get("value", "")), bool(entry["secret"])) for key, entry in entries.items()
    }


def resources(stack: str) -> list[dict[str, Any]]:
    """Return the resources in the state of a stack, as Pulumi keeps them; what is secret stays encrypted."""
    deployment = _read(_answer("stack", "export", "--stack", stack)).get("deployment") or {}
    found: list[dict[str, Any]] = deployment.get("resources") or []
    return found


def preview(stack: str) -> Preview:
    """Run a stack's program; nothing is sent to LivePerson, not even where refreshing is the default."""
    shown = ("--show-sames", "--show-replacement-steps")
    done = _run("preview", "--json", *shown, "--refresh=false", "--stack", stack)
    if not done.stdout.strip():
        raise _failure(done)
    found = _read(done.stdout)
    notes = found.get("diagnostics") or []
    errors = [_tidy(each["message"]) for each in notes if each["severity"] == "error"]
    if done.returncode and not errors:
        raise _failure(done)
    steps = found.get("steps") or []
    declared = {step["urn"] for step in steps if step["op"] not in _REMOVING}
    changing = [step for step in steps if step["op"] != "same"]
    return Preview(
        errors=[each for each in errors if not each.startswith(_PROGRAM_ENDED)] or errors,
        warnings=[_tidy(each["message"]) for each in notes if each["severity"] == "warning"],
        declared=Counter(Urn.of(each).type for each in declared),
        gone=sorted({step["urn"] for step in steps} - declared),
        new=[step["newState"] for step in changing if step["op"] in _ADDING],
        changes=len({step["urn"] for step in changing}),
    )


def import_objects(file: Path, stack: str) -> None:
    """Take objects over into the state of a stack; what Pulumi tells meanwhile goes to stderr."""
    options = ("--yes", "--skip-preview", "--protect=false", "--generate-code=false", *_QUIET)
    with subprocess.Popen(  # noqa: S603 - no shell, and the words are ours or an argument of their own
        ["pulumi", "import", "--file", str(file), "--stack", stack, *options],  # noqa: S607 - as below
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
    ) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            process.wait()  # Ctrl-C reaches Pulumi as well, which ends as soon as nothing gets lost
            raise
    if code:
        raise PulumiError("`pulumi import` failed, as it says above. Run this again to go on with the rest.")


def _run(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the words are ours or an argument of their own
            ["pulumi", *command, *_QUIET],  # noqa: S607 - on PATH on purpose
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
            "virtual environment that has it: `. .venv/bin/activate`."
        ) from None


def _answer(*command: str, **environment: str) -> str:
    done = _run(*command, **environment)
    if done.returncode:
        raise _failure(done)
    return done.stdout


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise PulumiError("`pulumi` answered something that is not JSON: is it Pulumi's own command?")
    return found


def _failure(done: "subprocess.CompletedProcess[str]") -> PulumiError:
    said = with_quoted_addresses(_without_backend(done.stderr.strip())) or f"exit code {done.returncode}"
    errors = [line for line in said.splitlines() if line.startswith("error: ")] or said.splitlines()
    remedy = next((words for part, words in _REMEDIES.items() if part in said), "Pulumi failed.")
    is_not_there = any(each in said for each in _NOT_THERE)
    where = backend_words(_named(done.args)) if is_not_there else ""
    return PulumiError(" ".join(filter(None, [remedy, where, f"Pulumi says: {_tidy(errors[-1])}"])))


def _without_backend(text: str) -> str:
    """Return what Pulumi says without the address of the backend as it is, which may be too odd to find."""
    backend = os.environ.get("PULUMI_BACKEND_URL")
    if not backend:
        return text
    secrets = Secrets()  # which finds it also as Go quotes it
    secrets.learn([backend])
    return secrets.masked(text.replace(backend, quoted(backend)))


def _named(command: Sequence[str]) -> str | None:
    """Return the stack that a command names."""
    words = list(command)
    return words[words.index("--stack") + 1] if "--stack" in words else None


def _tidy(message: str) -> str:
    lines = [line.rstrip() for line in message.splitlines()]
    return "\n".join(line for line in lines if line).removeprefix("error: ").removeprefix("warning: ")
