"""The files of a stack's program and of an export; an existing file is never overwritten."""

import re
from pathlib import Path

from pulumi_liveperson.cli.configuration import Configuration
from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.pulumi_cli.project import project

_FOLDER = "stacks"
_NAME = re.compile(r"[\w-]+", re.ASCII)


class UsageError(Exception):
    """The command line is wrong for this stack; the message contains the cause and the solution."""


def program_file(configuration: Configuration) -> Path:
    """Return the file of the stack's program; it may not exist."""
    named = configuration.values.get(f"{project().name}:program")
    name = (named.text if named else "") or configuration.stack.rpartition("/")[2]
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is not a valid module name: set one with "
            f"`pulumi config set program <name> --stack {configuration.stack}`."
        )
    return Path(_FOLDER, f"{name}.py")


def output_file(output: Path, program: Path) -> Path:
    """Return the output file: the path itself, or the program's file name if the path is a folder."""
    return output / program.name if output.is_dir() else output


def import_path(file: Path) -> Path:
    """Return the path of the import file next to a program."""
    return file.with_suffix(".import.json")


def write_new(file: Path, text: str, solution: str = "use another file name.") -> None:
    """Write a file that does not exist yet."""
    try:
        write_file(file, text, replace=False)
    except FileExistsError:
        raise UsageError(f"{file} already exists and was not changed: {solution}") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from None


def write_import_file(file: Path, text: str) -> None:
    """Write an import file, unless it already exists with the same content."""
    if not (file.is_file() and file.read_bytes() == text.encode()):
        write_new(file, text, "delete it if its objects are imported, or use --import.")
