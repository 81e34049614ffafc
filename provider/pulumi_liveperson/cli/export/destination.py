"""Where a stack's program is, and where an export is written; nothing that is there is ever overwritten."""

import re
from pathlib import Path

from pulumi_liveperson.cli.configuration import Configuration
from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.pulumi_cli.project import project

_FOLDER = "stacks"
_NAME = re.compile(r"[\w-]+", re.ASCII)


class WrongUsageError(Exception):
    """What was asked for cannot be done; the message says why, and what to do."""


def program_file(configuration: Configuration) -> Path:
    """Return the file of the program that the stack runs, whether it is there or not."""
    named = configuration.values.get(f"{project().name}:program")
    name = (named.text if named else "") or configuration.stack.rpartition("/")[2]
    if not _NAME.fullmatch(name):
        raise WrongUsageError(
            f"{name!r} is no name of a module: choose one with "
            f"`pulumi config set program <name> --stack {configuration.stack}`."
        )
    return Path(_FOLDER, f"{name}.py")


def output_file(output: Path, program: Path) -> Path:
    """Return the file that `--output` means: itself, or one of the program's name in that folder."""
    return output / program.name if output.is_dir() else output


def import_file_of(file: Path) -> Path:
    """Return the import file that stands beside a program."""
    return file.with_suffix(".import.json")


def write_new(file: Path, text: str, way_out: str = "name another file.") -> None:
    """Write a file that does not exist yet."""
    try:
        write_file(file, text, replace=False)
    except FileExistsError:
        raise WrongUsageError(f"{file} exists, and was left as it is: {way_out}") from None
    except OSError as error:
        raise WrongUsageError(f"{file} cannot be written: {error.strerror}.") from None


def write_import_file(file: Path, text: str) -> None:
    """Write an import file, unless it is there already as it should be."""
    if not (file.is_file() and file.read_bytes() == text.encode()):
        write_new(file, text, "remove it if it is imported already, or use --import.")
