"""Runs `liveperson <command>`."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

INTERRUPTED = 130
OUTPUT_CLOSED = 141  # the exit code of a program that SIGPIPE ends
COMMANDS = ("doctor", "hours", "unmanaged", "export", "compare", "snapshot", "restore", "probe")
_OWN_PARSER = {
    "report": "describe in plain language what a preview changes",
    "fleet": "work on many accounts at once",
    "ci": "list the stacks for a pipeline, or post a report on a pull request",
    "simulator": "simulate LivePerson's API on this machine",
}


def main(command_line: Sequence[str] | None = None) -> int:
    """Run the command, and return its exit code."""
    try:
        arguments = list(sys.argv[1:] if command_line is None else command_line)
        # Only this command is loaded, inside `try`: Ctrl-C must not show a traceback while modules load.
        if arguments and arguments[0] in _OWN_PARSER:
            exit_code: int = import_module(f"pulumi_liveperson.cli.{arguments[0]}").run(arguments[1:])
            return exit_code
        parser = argparse.ArgumentParser(prog="liveperson", description="Commands that complement Pulumi's.")
        commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
        for command in [each for each in COMMANDS if each in arguments[:1]] or COMMANDS:
            import_module(f"pulumi_liveperson.cli.{command}").add_to(commands)
        for command, description in _OWN_PARSER.items():
            commands.add_parser(command, help=description, add_help=False)
        options = parser.parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes it again at exit
        return OUTPUT_CLOSED
    return code


def start() -> None:
    """Run the command line of this process, and exit."""
    if sys.stdout is None:  # the caller has closed it
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names contain any letters, independent of the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
