"""`liveperson <command>`: finds the command and runs it."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

INTERRUPTED = 130
UNREAD = 141  # as of a program that SIGPIPE ends
COMMANDS = ("doctor", "unmanaged", "export", "compare", "snapshot", "restore")
_WITH_OPTIONS_OF_THEIR_OWN = {
    "report": "say in words what a preview changes",
    "ci": "list the stacks for a pipeline, or post a report on its pull request",
}


def main(given: Sequence[str] | None = None) -> int:
    """Run the command that is asked for, and return its exit code."""
    try:
        arguments = list(sys.argv[1:] if given is None else given)
        # A command takes a moment to load, in which Ctrl-C is to be quiet too; so no other is loaded.
        if arguments and arguments[0] in _WITH_OPTIONS_OF_THEIR_OWN:
            done: int = import_module(f"pulumi_liveperson.cli.{arguments[0]}").run(arguments[1:])
            return done
        parser = argparse.ArgumentParser(prog="liveperson", description="Commands beside Pulumi's own.")
        commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
        for command in [each for each in COMMANDS if each in arguments[:1]] or COMMANDS:
            import_module(f"pulumi_liveperson.cli.{command}").add_to(commands)
        for command, does in _WITH_OPTIONS_OF_THEIR_OWN.items():
            commands.add_parser(command, help=does, add_help=False)
        asked = parser.parse_args(arguments)
        code: int = asked.run(asked)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it once more
        return UNREAD
    return code


def start() -> None:
    """Run the command line of this process, and end it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names have any letters, whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
