"""`python -m bench`: measure, and print a table. Fails if a run fails, but not if a target is missed."""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence

from bench.benchmark import benchmark
from bench.figures import Row, missed, table
from bench.measured_provider import BenchError
from bench.scenarios import SCENARIOS, SIZES, TAKES_LONG


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick", help="about two minutes")
    size.add_argument("--full", dest="size", action="store_const", const="full", help="everything")
    parser.add_argument("scenarios", nargs="*", metavar="scenario", help=", ".join(SCENARIOS))
    found = parser.parse_args(argv)
    unknown = [name for name in found.scenarios if name not in SCENARIOS]
    if unknown:
        parser.error(f"unknown scenario {', '.join(unknown)}; known: {', '.join(SCENARIOS)}")
    return found


def machine() -> str:
    """Return the machine and the versions of the measurement."""
    engine = subprocess.run(["pulumi", "version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, Pulumi {engine}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and return the exit code."""
    options = arguments(argv)
    chosen = options.scenarios or [
        name for name in SCENARIOS if options.size == "full" or name not in TAKES_LONG
    ]
    size = SIZES[options.size or "default"]
    rows: list[Row] = []
    failed: list[str] = []
    with benchmark(size.repeats) as running:
        for name in chosen:
            try:
                rows += SCENARIOS[name](running, size)
            except BenchError as error:
                failed.append(f"The scenario {name} failed: {error}")
    print(f"{machine()}, at most {size.repeats} runs each: median (least-most)\n\n{table(rows)}\n")
    print("\n".join(["Missed:", *missed(rows)]) if missed(rows) else "Every target is met.")
    for each in failed:
        print(f"\n{each}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
