"""Loads Pulumi's own host as a module; only this module depends on private names of the SDK's host."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_MODULE = "pulumi.dynamic.__main__"
_START = "\nmain()\n"
_NEEDED = ("DynamicResourceProviderServicer", "PROVIDER_KEY", "_GRPC_CHANNEL_OPTIONS")


def stock_host() -> ModuleType:
    """Return the module of Pulumi's host without its last line, which would start that host.

    Raises `ImportError` if a release of Pulumi moved or renamed something that our host needs.
    """
    spec = find_spec(_MODULE)
    source = Path(spec.origin).read_text() if spec and spec.origin else ""
    if not source.endswith(_START):
        raise ImportError(f"{_MODULE} does not end with {_START.strip()}")
    module = ModuleType("pulumi_liveperson.host.stock_host")
    sys.modules[module.__name__] = module
    exec(compile(source.removesuffix(_START), str(spec and spec.origin), "exec"), module.__dict__)  # noqa: S102 - Pulumi's own file
    missing = [name for name in _NEEDED if not hasattr(module, name)]
    if missing:
        raise ImportError(f"{_MODULE} has no {', '.join(missing)}")
    return module
