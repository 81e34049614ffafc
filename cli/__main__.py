"""`python -m cli <command>`: finds the command and runs it."""

import argparse
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(given: Sequence[str] | None = None) -> int:
    """Run the command that is asked for, and return its exit code."""
    try:
        # Takes a moment, in which Ctrl-C is to be quiet too.
        from cli import compare, doctor, export, report, restore, snapshot, unmanaged  # noqa: PLC0415

        arguments = list(sys.argv[1:] if given is None else given)
        if arguments[:1] == ["report"]:
            return report.run(arguments[1:])
        parser = argparse.ArgumentParser(prog="python -m cli", description="Commands beside Pulumi's own.")
        commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
        for command in (doctor, unmanaged, export, compare, snapshot, restore):
            command.add_to(commands)
        commands.add_parser("report", help="say in words what a preview changes", add_help=False)
        asked = parser.parse_args(arguments)
        code: int = asked.run(asked)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(main())
