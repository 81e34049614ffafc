import os

import pytest


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep settings of the developer's own shell out of the tests."""
    for name in list(os.environ):
        if name.startswith("LIVEPERSON_"):
            monkeypatch.delenv(name)
