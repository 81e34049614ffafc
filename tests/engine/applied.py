"""A stack that is applied once, for several tests that go on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from liveperson_simulator.server import Simulator
from tests.engine.trial import Stack, copied

Apply = Callable[[str], "Applied"]


@dataclass(frozen=True)
class Applied:
    """A folder with an applied stack, and what the simulator holds then."""

    folder: Path
    accounts: dict[str, object]
    surroundings: dict[str, str]

    def again(self, folder: Path, simulator: Simulator) -> Stack:
        """Return the stack as it was then, in a folder of its own, and let the simulator go back there."""
        simulator.control.restore(self.accounts)
        return copied(self.folder, folder, self.surroundings)
