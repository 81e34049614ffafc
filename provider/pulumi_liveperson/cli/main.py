"""Runs `liveperson <command>`."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

INTERRUPTED = 130
UNREAD = 141  # the exit code of a program that SIGPIPE ends
COMMANDS = ("doctor", "unmanaged", "export", "compare", "snapshot", "restore")
_WITH_OPTIONS_OF_THEIR_OWN = {
    "report": "describe in plain language what a preview changes",
    "ci": "list the stacks for a pipeline, or post a report on a pull request",
}


def main(given: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    try:
        arguments = list(sys.argv[1:] if given is None else given)
        # Only this command is loaded, inside `try`: Ctrl-C must not show a traceback while modules load.
        if arguments and arguments[0] in _WITH_OPTIONS_OF_THEIR_OWN:
            done: int = import_module(f"pulumi_liveperson.cli.{arguments[0]}").run(arguments[1:])
            return done
        parser = argparse.ArgumentParser(prog="liveperson", description="Commands that complement Pulumi's.")
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
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it again at exit
        return UNREAD
    return code


def start() -> None:
    """Run the command line of this process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names contain any letters, independent of the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
