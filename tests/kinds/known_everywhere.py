"""Has every Python that starts from now on know the kind; as a plugin of pytest, those of a whole run.

pytest -p tests.kinds.known_everywhere -k Greeting tests/contract tests/host
"""

import atexit
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

START = "from tests.kinds import greeting\n\ngreeting.register()\n"


def python_path(folder: Path) -> str:
    """Return a PYTHONPATH with which a Python registers the kind as it starts."""
    (folder / "sitecustomize.py").write_text(START)
    return os.pathsep.join([str(folder), *filter(None, sys.path)])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    from tests.kinds import greeting  # noqa: PLC0415 - pytest has yet to find its other plugins

    greeting.register()
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    os.environ["PYTHONPATH"] = python_path(Path(folder.name))
