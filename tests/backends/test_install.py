"""A server that is not installed: its tests are skipped, or fail where all servers are required."""

from pathlib import Path

import pytest

from tests.backends.install import PARTS, Part
from tests.backends.places import REQUIRED, installed


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_without_a_server_a_test_is_skipped_unless_servers_are_required(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    program = part.programs[0]

    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"python -m tests\.backends\.install"):
        installed(part, program)
    monkeypatch.setenv(REQUIRED, "required")
    with pytest.raises(pytest.fail.Exception, match=r"python -m tests\.backends\.install"):
        installed(part, program)
