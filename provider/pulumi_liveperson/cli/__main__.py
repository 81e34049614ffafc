"""`python -m cli <command>`: finds the command and runs it."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

INTERRUPTED = 130
UNREAD = 141  # as of a program that SIGPIPE ends
COMMANDS = ("doctor", "unmanaged", "export", "compare", "snapshot", "restore")
"""All but `report`, which has options of its own."""


def main(given: Sequence[str] | None = None) -> int:
    """Run the command that is asked for, and return its exit code."""
    try:
        arguments = list(sys.argv[1:] if given is None else given)
        # A command takes a moment to load, in which Ctrl-C is to be quiet too; so no other is loaded.
        if arguments[:1] == ["report"]:
            reported: int = import_module("cli.report").run(arguments[1:])
            return reported
        parser = argparse.ArgumentParser(prog="python -m cli", description="Commands beside Pulumi's own.")
        commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
        for command in [each for each in COMMANDS if each in arguments[:1]] or COMMANDS:
            import_module(f"cli.{command}").add_to(commands)
        commands.add_parser("report", help="say in words what a preview changes", add_help=False)
        asked = parser.parse_args(arguments)
        code: int = asked.run(asked)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it once more
        return UNREAD
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names have any letters, whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
