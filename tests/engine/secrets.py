"""Values that nobody else has, and every place in which they must not be found."""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from uuid import uuid4

from liveperson_simulator.server import Simulator
from tests.engine.trial import Stack
from tests.engine.ways import NAMES, Way

PIECE = 12  # characters of a secret that are one already, since messages and logs cut what is long


def canaries(simulator: Simulator, way: Way) -> dict[str, str]:
    """Return the values of a way's secrets, which the simulator accepts from now on."""
    values = {key: f"{uuid4().hex}{uuid4().hex}" for key in way.secret}
    simulator.control.set_credentials(**{NAMES[key].lower(): value for key, value in values.items()})
    return values


def hits(text: str, secrets: Iterable[str]) -> list[str]:
    """Return the secrets of which a piece is in a text, in clear or in base64."""
    return [each for each in secrets if any(piece in text for piece in _pieces(each))]


def places(stack: Stack, simulator: Simulator) -> Iterator[tuple[str, str]]:
    """Yield what is kept of a stack's updates: name and content of each place."""
    folder = stack.project.parent
    files = [
        *(folder / "state").rglob("*"),
        stack.configuration,
        *folder.glob("*.log"),
        *folder.glob("grpc*"),
    ]
    for file in files:
        if file.is_file():
            text = file.read_text(errors="backslashreplace")
            yield str(file.relative_to(folder)), text
            for pickled in set(re.findall(r'"__provider"\s*:\s*"([^"]+)"', text)):
                yield f"__provider in {file.name}", base64.b64decode(pickled).decode("latin-1")
    yield "the simulator's log", json.dumps(simulator.control.requests())


def _pieces(secret: str) -> Iterator[str]:
    """Yield what betrays a secret: its pieces, and its middle as base64 has it at each of three offsets."""
    for start in range(0, len(secret) - PIECE + 1, PIECE):
        yield secret[start : start + PIECE]
    for offset in range(3):
        yield base64.b64encode(secret[offset : offset + 24].encode()).decode()
