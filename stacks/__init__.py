"""Stack programs: one module each, whose `program()` declares an account's configuration."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pulumi


def find(name: str) -> Callable[[], object]:
    """Return a stack program by the name of its module; raises a `RunError` that lists the known ones."""
    known = sorted(module.name for module in iter_modules(__path__))
    if name not in known:
        raise pulumi.RunError(
            f"there is no stack program {name!r} in stacks/; known are {', '.join(known)}. "
            "Choose one with `pulumi config set program <name>`."
        )
    program: Callable[[], object] = import_module(f"stacks.{name}").program
    return program
