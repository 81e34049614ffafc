"""What a terminal shows of the commands of a story."""

import re
import time
from collections.abc import Callable, Iterator
from itertools import takewhile

from tests.docs.output import settled
from tests.docs.workspace import DEMO_PORT, Workspace

Blocks = Iterator[tuple[str, str]]


def command(*words: str) -> str:
    """Return a command as somebody types it."""
    return "$ " + " ".join(f"'{word}'" if re.search(r"[ <>&]", word) else word for word in words)


def shown(workspace: Workspace, *words: str, code: int | None = 0, **environment: str) -> str:
    """Run a command and return what a terminal shows of it.

    The command may begin with variables, such as `LIVEPERSON_LOG=debug`; those in `environment` are hidden.
    """
    typed = dict(word.split("=", 1) for word in takewhile(lambda word: "=" in word, words))
    output = workspace.run(*words[len(typed) :], code=code, **typed, **environment)
    output = output.replace(f"{workspace.folder}/", "").replace(str(workspace.port), str(DEMO_PORT))
    return f"{command(*words)}\n{settled(output)}".rstrip() + "\n"


def from_diagnostics(text: str) -> str:
    """Return the command and its diagnostics."""
    head, _, tail = text.partition("Diagnostics:\n")
    return f"{head.splitlines()[0]}\n...\nDiagnostics:\n{tail}"


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened, for a minute at most."""
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.05)
    raise TimeoutError("nothing happened for a minute")
