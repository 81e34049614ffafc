"""Reads the JSON for a report from a pipe, from a file, or from a preview that it runs."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pulumi_liveperson.pulumi_cli.command import backend_hint

MAX_MEGABYTES = 32
_MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
_STREAMING = "PULUMI_ENABLE_STREAMING_JSON_PREVIEW"


class BadInputError(Exception):
    """There is no usable input; the message contains the cause and the solution."""


@dataclass(frozen=True)
class Document:
    """The JSON from which a report is created."""

    content: Any
    succeeded: bool = True
    """Whether the command that printed the JSON succeeded; unknown, and so true, for a pipe or a file."""
    shows_leftovers: bool = False
    """Whether the preview ran with `--show-replacement-steps`; for a pipe or a file, this is unknown."""


def from_pipe() -> Document:
    """Return the document from standard input."""
    if sys.stdin is None or sys.stdin.isatty():
        raise BadInputError(
            "there is no input: pipe `pulumi preview --json` into it, name a file, or name a stack with "
            "--stack."
        )
    return Document(_parsed(_bounded(sys.stdin.buffer), "the piped input"))


def from_file(path: Path) -> Document:
    """Return the document from a file."""
    try:
        with path.open("rb") as file:
            text = _bounded(file)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None
    return Document(_parsed(text, str(path)))


def from_pulumi(stack: str, *, refresh: bool) -> Document:
    """Run a preview, and return its output; Pulumi's own messages are printed on stderr."""
    # Without --show-sames, unchanged objects are missing, and with them equal changes by other people.
    # Without --show-replacement-steps, pending deletes of an earlier update are missing.
    shown = ["--show-sames", "--show-replacement-steps"]
    command = ["pulumi", "preview", "--json", *shown, "--non-interactive", f"--stack={stack}"]
    # A stream of events is another format.
    environment = {name: value for name, value in os.environ.items() if name != _STREAMING}
    try:
        with subprocess.Popen(  # noqa: S603 - no shell; the stack is a separate argument
            [*command, *(["--refresh"] if refresh else [])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=environment,
        ) as process:
            assert process.stdout is not None  # noqa: S101 - `stdout=PIPE` is set above
            try:
                text = _bounded(process.stdout)
            except BadInputError:
                process.kill()
                raise
    except OSError as error:
        raise BadInputError(
            f"the command `pulumi` cannot be run: {error.strerror}. Activate the virtual environment with "
            "`. .venv/bin/activate`."
        ) from None
    if not text.strip():
        hint = backend_hint(stack)
        raise BadInputError(f"`pulumi preview` printed nothing; see its error above. {hint}".rstrip())
    content = _parsed(text, "the output of `pulumi preview`")
    return Document(content, succeeded=process.returncode == 0, shows_leftovers=True)


def _bounded(file: IO[bytes]) -> bytes:
    text = file.read(_MAX_BYTES + 1)
    if len(text) > _MAX_BYTES:
        raise BadInputError(f"the input is larger than the limit of {MAX_MEGABYTES} MB.")
    return text


def _parsed(text: bytes, description: str) -> Any:
    if not text.strip():
        raise BadInputError(
            f"{description} is empty: the preview ended without a result; see its error on stderr."
        )
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise BadInputError(f"{description} is nested too deeply.") from None
    except ValueError as error:
        raise BadInputError(f"{description} is not JSON{_diagnosis(text, error)}.") from None


def _diagnosis(text: bytes, error: ValueError) -> str:
    start = text.lstrip()[:1]
    if b'"sequence"' in text[:200] and b'"timestamp"' in text[:200]:
        return f" but Pulumi's stream of events: run `unset {_STREAMING}`"
    if start not in (b"{", b"["):
        return ": pass only the standard output of `pulumi preview --json`"
    return ": its end is missing" if _is_incomplete(error) else f": {error}"


def _is_incomplete(error: ValueError) -> bool:
    if not isinstance(error, json.JSONDecodeError) or error.msg == "Extra data":
        return False
    text = error.doc.rstrip()
    is_closed = text.endswith("}" if text.lstrip().startswith("{") else "]")
    return not is_closed or error.msg.startswith("Unterminated string") or error.pos >= len(text)
