"""Runs a stack program, which is a module in `stacks/` of the project and declares resources.

Whatever else a program does is one slip away from a program that declares nothing, and so from deleting
everything that its stack holds.
"""

import signal
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import pulumi
from pulumi.runtime.sync_await import _sync_await

from pulumi_liveperson.program.program import current


def run_stack() -> None:
    """Run the stack program that the selected stack is for; a project's `__main__.py` calls this."""
    # Pulumi ends the program of a failed update with SIGINT. Python's own answer waits for calls that nobody
    # answers any more, and Pulumi waits five seconds for it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    name = pulumi.Config().get("program") or pulumi.get_stack()
    run(f"stacks/{name}.py", partial(find, name))


def find(name: str) -> Callable[[], object]:
    """Return a stack program by the name of its module; raises a `RunError` that lists the known ones."""
    known = sorted(module.name for module in iter_modules(import_module("stacks").__path__))
    if name not in known:
        raise pulumi.RunError(
            f"there is no stack program {name!r} in stacks/; known are {', '.join(known)}. "
            "Choose one with `pulumi config set program <name>`."
        )
    program: Callable[[], object] = import_module(f"stacks.{name}").program
    return program


def run(source: str, find: Callable[[], Callable[[], object]]) -> None:
    """Find a stack program and run it to its end; `where` is what an operator knows it as.

    Raises a `RunError` where it does anything but declare resources and return.
    """
    program = current()
    if program is not None:
        program.source = source
    try:
        result = find()()
    except SystemExit as stop:
        raise _exited(source, stop) from None
    if isinstance(result, Awaitable):
        _wait(source, result)
    else:
        _refuse(source, result)


def _wait(source: str, result: Awaitable[object]) -> None:
    async def waited() -> None:
        try:
            _refuse(source, await result)
        except SystemExit as stop:
            raise _exited(source, stop) from None

    if hasattr(pulumi, "run"):
        pulumi.run(waited)
    else:  # an older SDK, which can only wait here
        _sync_await(waited())


def _refuse(source: str, result: object) -> None:
    if result is not None:
        raise pulumi.RunError(
            f"program() in {source} returned a value of type {type(result).__name__}, and nothing was sent to "
            "LivePerson. It must declare resources and return None, without `return` or `yield` of a value."
        )


def _exited(source: str, stop: SystemExit) -> pulumi.RunError:
    return pulumi.RunError(
        f"{source} called sys.exit({'' if stop.code is None else repr(stop.code)}), and nothing was sent to "
        "LivePerson. Use `return` to end program(), or raise pulumi.RunError where something is wrong."
    )
