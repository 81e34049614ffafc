"""The steps behind the Makefile: `python -m toolchain [setup|up|simulator|clean]`."""

import argparse
import fcntl
import os
import subprocess
import sys

from toolchain import cache
from toolchain.checkout import ROOT, STATE, VENV
from toolchain.clean import OWN_STACK, remove_leftovers
from toolchain.errors import ToolchainError
from toolchain.install import install_cli
from toolchain.progress import say
from toolchain.simulator import Simulator
from toolchain.virtual_env import create, extend_activate, install_requirements


def main() -> int:
    """Run one step and return its exit code."""
    steps = {"setup": _setup, "up": _up, "simulator": _simulator, "clean": _clean}
    parser = argparse.ArgumentParser(prog="python -m toolchain", description=__doc__)
    parser.add_argument("step", choices=steps, nargs="?", default="setup")
    try:
        steps[parser.parse_args().step]()
    except ToolchainError as error:
        say(str(error))
        return 1
    except subprocess.CalledProcessError as error:
        # The program has said itself what is wrong.
        return error.returncode
    except OSError as error:
        say(f"{error.strerror or error}: {error.filename or 'while setting up'}. Mend it, then run it again.")
        return 1
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130
    return 0


def _setup() -> None:
    # Locking the folder itself leaves no lock file behind, and lets two verbs start at once.
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        create(VENV)
        install_requirements(VENV, ROOT / "requirements-dev.txt")
        install_cli(VENV / "bin")
        extend_activate(VENV)
    finally:
        os.close(folder)


def _up() -> None:
    simulator = _own_simulator()
    simulator.start()
    for arguments in (["stack", "select", "--create", OWN_STACK], ["up", "--yes", "--stack", OWN_STACK]):
        subprocess.run(["pulumi", *arguments], cwd=ROOT, check=True)
    print(f"See what the simulated account holds now: {simulator.url}")


def _simulator() -> None:
    _own_simulator().run()


def _clean() -> None:
    _own_simulator().stop()
    remove_leftovers(ROOT)
    print("Removed .venv, .state and the caches of this checkout.")
    print(f"Kept {cache.home()}, where other checkouts find their Pulumi CLI too.")


def _own_simulator() -> Simulator:
    return Simulator(VENV / "bin" / "python", ROOT, STATE)


if __name__ == "__main__":
    sys.exit(main())
