"""Where the JSON of a report comes from: a pipe, a file, or a preview that is run for it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pulumi_liveperson.pulumi_cli.command import backend_words

MOST_MEGABYTES = 32
_MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
_STREAMING = "PULUMI_ENABLE_STREAMING_JSON_PREVIEW"


class BadInputError(Exception):
    """There is nothing to report on; the message says why, and what to do."""


@dataclass(frozen=True)
class Document:
    """The JSON that a report is made from."""

    content: Any
    ended_well: bool = True
    """Whether the command that answered this says that it succeeded; of a pipe nobody knows."""
    shows_leftovers: bool = False
    """Whether the preview was asked for the steps of replacements; of a pipe nobody knows."""


def from_pipe() -> Document:
    """Return what is piped in."""
    if sys.stdin is None or sys.stdin.isatty():
        raise BadInputError(
            "nothing is piped in: pipe `pulumi preview --json`, name a file, or name a stack with --stack."
        )
    return Document(_parsed(_bounded(sys.stdin.buffer), "what was piped in"))


def from_file(path: Path) -> Document:
    """Return what a file holds."""
    try:
        with path.open("rb") as file:
            text = _bounded(file)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None
    return Document(_parsed(text, str(path)))


def from_pulumi(stack: str, *, refresh: bool) -> Document:
    """Run a preview, and return what it answers; Pulumi's own messages go to stderr."""
    # Without --show-sames nothing tells which objects stay, nor what others did just as the program does;
    # without --show-replacement-steps, nothing tells what an earlier update did not come to delete.
    shown = ["--show-sames", "--show-replacement-steps"]
    command = ["pulumi", "preview", "--json", *shown, "--non-interactive", f"--stack={stack}"]
    # A stream of events is another format.
    environment = {name: value for name, value in os.environ.items() if name != _STREAMING}
    try:
        with subprocess.Popen(  # noqa: S603 - no shell, and the stack is an argument of its own
            [*command, *(["--refresh"] if refresh else [])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=environment,
        ) as process:
            assert process.stdout is not None  # noqa: S101 - it is a pipe, as asked for
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
        where = backend_words(stack)
        raise BadInputError(f"`pulumi preview` told nothing; what is wrong stands above. {where}".rstrip())
    content = _parsed(text, "what `pulumi preview` answered")
    return Document(content, ended_well=process.returncode == 0, shows_leftovers=True)


def _bounded(file: IO[bytes]) -> bytes:
    text = file.read(_MOST_BYTES + 1)
    if len(text) > _MOST_BYTES:
        raise BadInputError(f"the input has more than {MOST_MEGABYTES} MB, which is the most.")
    return text


def _parsed(text: bytes, whence: str) -> Any:
    if not text.strip():
        raise BadInputError(
            f"{whence} is empty: the preview ended before it could tell anything, and has said why on stderr."
        )
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError:
        raise BadInputError(f"{whence} is nested too deeply.") from None
    except ValueError as error:
        raise BadInputError(f"{whence} is not JSON{_what_instead(text, error)}.") from None


def _what_instead(text: bytes, error: ValueError) -> str:
    start = text.lstrip()[:1]
    if b'"sequence"' in text[:200] and b'"timestamp"' in text[:200]:
        return f" but Pulumi's stream of events: unset {_STREAMING}"
    if start not in (b"{", b"["):
        return ": pass stdout alone, of `pulumi preview --json`"
    return ": it breaks off at its end" if _breaks_off(error) else f": {error}"


def _breaks_off(error: ValueError) -> bool:
    if not isinstance(error, json.JSONDecodeError) or error.msg == "Extra data":
        return False
    text = error.doc.rstrip()
    is_closed = text.endswith("}" if text.lstrip().startswith("{") else "]")
    return not is_closed or error.msg.startswith("Unterminated string") or error.pos >= len(text)
