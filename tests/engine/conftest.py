from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.committed import write_committed
from tests.engine.applied import Applied, Apply
from tests.engine.console import Console
from tests.engine.trial import Stack, begun, copied, environment
from tests.engine.wheels import build
from toolchain.demo import PASSPHRASE


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the CLI, with a home of its own."""
    return environment(tmp_path_factory.mktemp("pulumi-home"))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of what is here."""
    folder = tmp_path_factory.mktemp("wheel")
    return build(folder / "made", folder / "clone")


@pytest.fixture(scope="session")
def pristine(
    tmp_path_factory: pytest.TempPathFactory, surroundings: dict[str, str], running: Simulator
) -> Path:
    """A folder with a project, and a state folder in which its stack is new."""
    folder = tmp_path_factory.mktemp("pristine")
    begun(folder, surroundings, running.url)
    return folder


@pytest.fixture(scope="module")
def apply(
    tmp_path_factory: pytest.TempPathFactory, surroundings: dict[str, str], pristine: Path, running: Simulator
) -> Apply:
    """What applies a program in a new folder; the account holds what was put there before."""
    running.control.reset()

    def applied(program: str) -> Applied:
        folder = tmp_path_factory.mktemp("applied")
        copied(pristine, folder, surroundings).apply(program)
        return Applied(folder, running.control.snapshot(), surroundings)

    return applied


@pytest.fixture
def stack(tmp_path: Path, surroundings: dict[str, str], pristine: Path, simulator: Simulator) -> Stack:
    del simulator  # empty at the start of the test
    return copied(pristine, tmp_path, surroundings)


@pytest.fixture
def newcomer(stack: Stack) -> Stack:
    """A stack that has neither a program nor a state."""
    (stack.project / "stacks" / "trial.py").unlink()
    return stack


@pytest.fixture
def console(simulator: Simulator) -> Console:
    return Console(simulator)


@pytest.fixture
def production(stack: Stack, simulator: Simulator) -> Stack:
    """The committed stack acme-prod, as it is but for the address."""
    write_committed(stack.project, "Pulumi.acme-prod.yaml", "stacks/acme.py")
    environment = {
        **stack.environment,
        "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
    }
    production = Stack(stack.project, environment, "acme-prod")
    production.pulumi("stack", "init").ok()
    return production
