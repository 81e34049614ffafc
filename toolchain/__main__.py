"""The steps behind the Makefile: `python -m toolchain [setup|up|simulator|clean]`."""

import argparse
import fcntl
import os
import subprocess
import sys
from pathlib import Path

from pulumi_liveperson.escaping.addresses import quoted
from toolchain import cache, demo
from toolchain.address import OWN_STACK, move, port_of
from toolchain.checkout import ROOT, STATE, VENV
from toolchain.clean import remove_leftovers
from toolchain.errors import ToolchainError
from toolchain.install import install_cli
from toolchain.progress import print_status
from toolchain.pulumi_cli import LINKED_ENGINE
from toolchain.simulator import PORT, Simulator
from toolchain.virtual_env import create, install_package, install_requirements


def main() -> int:
    """Run one step and return its exit code."""
    steps = {"setup": _setup, "up": _up, "simulator": _simulator, "clean": _clean}
    parser = argparse.ArgumentParser(prog="python -m toolchain", description=__doc__)
    parser.add_argument("step", choices=steps, nargs="?", default="setup")
    parser.add_argument(
        "--port", type=int, help="the port of the simulator; default: the port of the last run"
    )
    parser.add_argument("--profile", type=Path, help="a result of `liveperson probe`, for the simulator")
    try:
        options = parser.parse_args()
        steps[options.step](options)
    except ToolchainError as error:
        print_status(str(error))
        return 1
    except subprocess.CalledProcessError as error:
        # The program has printed its own error.
        return error.returncode
    except OSError as error:
        print_status(
            f"{error.strerror or error}: {error.filename or 'set-up'}. Correct this, then run it again."
        )
        return 1
    except KeyboardInterrupt:
        print_status("Interrupted.")
        return 130
    return 0


def _setup(_options: argparse.Namespace) -> None:
    # A lock on the folder leaves no lock file; two `make` commands may start at the same time.
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        create(VENV)
        install_requirements(VENV, ROOT / "requirements-dev.txt")
        install_package(VENV, ROOT)
        install_cli(VENV / "bin")
    finally:
        os.close(folder)


def _up(options: argparse.Namespace) -> None:
    simulator = _own_simulator(options.port or port_of(ROOT), options.profile)
    simulator.start()
    _remember(simulator.port)
    environ = _environ()
    for arguments in (["stack", "select", "--create", OWN_STACK], ["up", "--yes", "--stack", OWN_STACK]):
        subprocess.run([VENV / "bin" / LINKED_ENGINE, *arguments], cwd=ROOT, env=environ, check=True)
    print(f"Show the content of the simulated account: {simulator.url}")
    chosen = os.environ.get("PULUMI_BACKEND_URL")
    if chosen and chosen != environ["PULUMI_BACKEND_URL"]:
        print(
            f"The state of the demo is in {STATE.name} of this checkout, but your PULUMI_BACKEND_URL is "
            f"{quoted(chosen)}. Run `unset PULUMI_BACKEND_URL` before you continue with the demo."
        )


def _environ() -> dict[str, str]:
    """Return the environment of the demo, without the variables of the shell for other accounts."""
    own = ("LIVEPERSON_", "PULUMI_CONFIG", "PULUMI_STACK", "PULUMI_BACKEND_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {
        # A demo has no resources of other providers, so a killed update needs no checkpoints.
        "PULUMI_SKIP_CHECKPOINTS": "true",
        "PULUMI_PARALLEL": str(demo.PARALLEL),
        **kept,
        "PULUMI_BACKEND_URL": demo.backend(ROOT),
        "PULUMI_CONFIG_PASSPHRASE": demo.PASSPHRASE,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }


def _remember(port: int) -> None:
    if moved := move(ROOT, port):
        print_status(f"{', '.join(moved)}: the port is now {port}.")


def _simulator(options: argparse.Namespace) -> None:
    simulator = _own_simulator(options.port or port_of(ROOT), options.profile)
    simulator.require_free_port()
    _remember(simulator.port)
    simulator.run()


def _clean(_options: argparse.Namespace) -> None:
    _own_simulator(PORT).stop()
    remove_leftovers(ROOT)
    print("Removed .venv, .state and the caches of this checkout.")
    print(f"Kept {cache.home()}, because other checkouts use its Pulumi CLI, too.")


def _own_simulator(port: int, profile: Path | None = None) -> Simulator:
    return Simulator(VENV / "bin" / "python", ROOT, STATE, port, profile)


if __name__ == "__main__":
    sys.exit(main())
