"""`python -m bench`: measure, and print tables. Fails if a run fails, but not if a target is missed."""

import argparse
import signal
import sys
from collections.abc import Sequence

from bench.cases import CASES, Level
from bench.evaluation import evaluation
from bench.fleet import fleets
from bench.measured_provider import BenchError
from bench.page import PAGE, machine, tables, with_tables
from bench.runner import runner


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.set_defaults(level=Level.DEFAULT)
    level = parser.add_mutually_exclusive_group()
    level.add_argument(
        "--quick", dest="level", action="store_const", const=Level.QUICK, help="about three minutes"
    )
    level.add_argument("--full", dest="level", action="store_const", const=Level.FULL, help="everything")
    parser.add_argument("--write", action="store_true", help=f"write the tables into docs/{PAGE.name}")
    parser.add_argument(
        "cases", nargs="*", metavar="case", help="only the cases with this text in their name"
    )
    options = parser.parse_args(argv)
    if options.write and (options.cases or options.level is Level.QUICK):
        parser.error("--write needs all cases")
    return options


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and return the exit code."""
    options = arguments(argv)
    # A job in the background of a shell ignores interrupts. Pulumi ends its plugins with an interrupt, and
    # waits five seconds for each that ignores it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cases = [each for each in CASES if each.level <= options.level]
    if options.cases:
        cases = [each for each in CASES if any(text in each.name for text in options.cases)]
    measured_with = machine()
    commands = []
    others = [] if options.cases else [*evaluation(), *fleets(options.level)]
    failed = []
    with runner() as running:
        for case in cases:
            try:
                rows, more = running.measure(case, 1 if options.level is Level.QUICK else case.repeats)
            except BenchError as error:
                failed.append(f"The case {case.name} failed: {error}")
            else:
                commands += rows
                others += more
    new = tables(measured_with, commands, others)
    print(new)
    missed = [sentence for row in [*commands, *others] for sentence in row.missed]
    print("\n".join(["Missed:", *missed]) if missed else "Every target is met.")
    for each in failed:
        print(f"\n{each}", file=sys.stderr)
    if options.write and not failed:
        PAGE.write_text(with_tables(PAGE.read_text(), new))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
