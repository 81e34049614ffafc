"""Pulumi's own host, as something to build on."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_MODULE = "pulumi.dynamic.__main__"
_START = "\nmain()\n"


def stock_host() -> ModuleType:
    """Return the module of Pulumi's host without its last line, which would start that host.

    Raises `ImportError` where a release of Pulumi has moved what this relies on.
    """
    spec = find_spec(_MODULE)
    source = Path(spec.origin).read_text() if spec and spec.origin else ""
    if not source.endswith(_START):
        raise ImportError(
            f"{_MODULE} of this Pulumi SDK does not end with {_START.strip()}, so our host cannot extend it: "
            "remove `plugins` from Pulumi.yaml to use Pulumi's own host, or install the pinned requirements."
        )
    module = ModuleType("provider.host.stock_host")
    sys.modules[module.__name__] = module
    exec(compile(source.removesuffix(_START), str(spec and spec.origin), "exec"), module.__dict__)  # noqa: S102 - Pulumi's own file
    return module
