"""`python -m tests.golden`: keep a state as the version that is here writes it, for all later versions.

Run it once, when a version is cut. What it writes is never changed again.
"""

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from liveperson_simulator.server import Simulator
from pulumi_liveperson.registry import kinds, object_kinds, token_of
from tests.engine.trial import ACCOUNT, SECRET, Stack, environment, lay_out, resources
from tests.engine.wheels import version_here
from tests.golden import GOLDEN, NAME, PASSPHRASE, golden_files
from tests.objects import collection_of

SETTINGS = {"liveperson:accountId": ACCOUNT, "liveperson:clientId": "simulator-client"}


def main() -> None:
    """Apply the program to an empty account, and keep what the state and the account hold."""
    kept = golden_files(GOLDEN / version_here())
    if kept.state.exists():
        sys.exit(f"{kept.state} is there, and later versions count on it: delete it first, if that is meant.")
    if not kept.program.exists():
        sys.exit(f"Write {kept.program} first: the program of the last version, with what is new.")
    with TemporaryDirectory() as folder, Simulator() as simulator:
        project, home = Path(folder) / "project", Path(folder) / "home"
        lay_out(project)
        shutil.copy(kept.program, project / "stacks" / f"{NAME}.py")
        own = {
            "PULUMI_BACKEND_URL": f"file://{folder}",
            "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
            "LIVEPERSON_DOMAIN_API_URL": simulator.url,
        }
        stack = Stack(project, {**environment(home), **own}, NAME)
        settings = [option for pair in SETTINGS.items() for option in ("--plaintext", "=".join(pair))]
        for command in (
            ["stack", "init"],
            ["config", "set-all", *settings, "--secret", f"liveperson:clientSecret={SECRET}"],
            ["up", "--yes", "--skip-preview"],
        ):
            done = stack.pulumi(*command)
            if done.exit_code:
                sys.exit(done.said)
        state = without_places(json.loads(stack.state()))
        if {each["type"] for each in resources(json.dumps(state))} != {token_of(kind) for kind in kinds()}:
            sys.exit(f"{kept.program} does not declare each kind of resource: add what it lacks.")
        collections = [collection_of(kind) for kind in object_kinds()]
        held = {each: simulator.control.objects(ACCOUNT, each) for each in collections}
        kept.state.write_text(json.dumps(state, indent=4) + "\n")
        kept.account.write_text(json.dumps(held, indent=4) + "\n")
        shutil.copy(stack.configuration, kept.configuration)


def without_places(state: Any) -> Any:
    """Leave out where the program stood on this machine, which the engine shows and never compares."""
    for each in state["deployment"]["resources"]:
        each.pop("sourcePosition", None)
        each.pop("stackTrace", None)
    return state


if __name__ == "__main__":
    main()
