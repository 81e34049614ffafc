"""Runs a stack program: a module in `stacks/` of the project whose program() declares resources.

A program that exits early or returns a value is refused. It could declare nothing by mistake, and the update
would then delete all objects of its stack.
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
    """Run the program of the selected stack; `__main__.py` of a project calls this function.

    It runs program() in `stacks/<name>.py`. The name is the configuration value `program`, or the name of the
    stack. Raises `pulumi.RunError` if that module does not exist, or if program() does anything but declare
    resources and return None.
    """
    # Pulumi ends the program of a failed update with SIGINT. Python's own handler waits for calls that never
    # return, and Pulumi waits five seconds for the handler.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    name = pulumi.Config().get("program") or pulumi.get_stack()
    run(f"stacks/{name}.py", partial(find, name))


def find(name: str) -> Callable[[], object]:
    """Return program() of a module in `stacks/`; raises a `RunError` that lists the known names."""
    known = sorted(module.name for module in iter_modules(import_module("stacks").__path__))
    if name not in known:
        raise pulumi.RunError(
            f"there is no stack program {name!r} in stacks/; existing programs: {', '.join(known)}. "
            "Choose one with `pulumi config set program <name>`."
        )
    program: Callable[[], object] = import_module(f"stacks.{name}").program
    return program


def run(source: str, find: Callable[[], Callable[[], object]]) -> None:
    """Find a stack program and run it to its end; `source` names it in messages.

    Raises a `RunError` if the program does anything but declare resources and return None.
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
    else:  # an older SDK, which has no other function that waits
        _sync_await(waited())


def _refuse(source: str, result: object) -> None:
    if result is not None:
        raise pulumi.RunError(
            f"program() in {source} returned a value of type {type(result).__name__}, and nothing was sent "
            "to LivePerson. It must declare resources and return None: do not `return` or `yield` a value."
        )


def _exited(source: str, stop: SystemExit) -> pulumi.RunError:
    return pulumi.RunError(
        f"{source} called sys.exit({'' if stop.code is None else repr(stop.code)}), and nothing was sent to "
        "LivePerson. End program() with `return`, or raise pulumi.RunError to report an error."
    )
