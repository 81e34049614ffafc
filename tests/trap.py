"""Code that somebody puts into a state, which tells when it has run."""

import base64
import pickle
from pathlib import Path
from typing import Any


class _Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._file,)


def trap(file: Path) -> str:
    """Return a `__provider` that makes a file when it is loaded."""
    return base64.b64encode(pickle.dumps(_Trap(file))).decode()
