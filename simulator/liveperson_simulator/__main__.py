"""`liveperson-simulator`: serves on a loopback port until the process receives a signal."""

import argparse
import errno
import signal
import sqlite3
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

try:
    from liveperson_simulator.domains import ACCOUNT
    from liveperson_simulator.knob import KnobError
    from liveperson_simulator.profile import ProfileError, observed_knobs, undetermined
    from liveperson_simulator.server import Simulator
except ModuleNotFoundError as error:
    sys.exit(
        f"liveperson-simulator: {error.name} is missing. Run `pip install 'pulumi-liveperson[simulator]'`."
    )

PORT = 8490
DATA = Path(".state/simulator.sqlite3")
_DEFAULTS = (
    "These knobs keep their default, because the probe did not determine them, or because the simulator does "
    "not have their value: "
)


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        prog="liveperson-simulator", description="Simulate the LivePerson REST API on a loopback port."
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"loopback port, default {PORT}; 0 selects a free port"
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--data", type=Path, default=DATA, metavar="FILE", help=f"data file, default {DATA}")
    place.add_argument("--memory", action="store_true", help="keep all data in memory")
    parser.add_argument(
        "--account", action="append", default=[], metavar="ID", help="an additional account; repeatable"
    )
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="start with the knobs in a result of `liveperson probe`"
    )
    parser.add_argument(
        "--knob",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a knob (see docs/simulator.md), with priority over the profile; repeatable",
    )
    parser.add_argument(
        "--latency", type=float, default=0, metavar="MS", help="milliseconds added to every answer"
    )
    found = parser.parse_args(given)
    malformed = [knob for knob in found.knob if "=" not in knob] + [
        id_ for id_ in found.account if not ACCOUNT.fullmatch(id_)
    ]
    if malformed:
        parser.error(f"cannot read {', '.join(malformed)}")
    return found


def main(given: Sequence[str] | None = None) -> int:
    """Serve until a signal, and return the exit code."""
    options = arguments(given)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    knobs = dict(knob.split("=", 1) for knob in options.knob)
    if options.latency:
        knobs["latency_ms"] = str(round(options.latency))
    try:
        if options.profile:
            knobs = observed_knobs(options.profile) | knobs
        with Simulator(
            None if options.memory else options.data.absolute(),
            options.port,
            knobs,
            accounts=options.account,
        ) as simulator:
            print(f"LivePerson simulator at {simulator.url}", flush=True)  # noqa: T201 - the command's one line
            if options.profile:
                print(_DEFAULTS + ", ".join(undetermined(knobs)), flush=True)  # noqa: T201 - the second, for a profile
            ended.wait()
    except (KnobError, ProfileError) as error:
        return _refuse(str(error))
    except sqlite3.DatabaseError as error:
        return _refuse(f"cannot use {options.data} ({error}); choose another file with --data")
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return _refuse(f"port {options.port} is in use; end its program, or choose another port with --port")
    return 0


def _refuse(message: str) -> int:
    print(f"simulator: {message}", file=sys.stderr)  # noqa: T201 - the command's one line
    return 2


def start() -> None:
    """Serve, and end this process with the exit code."""
    sys.exit(main())


if __name__ == "__main__":
    start()
