"""Where a stack's program is, and where an export is written; nothing that is there is ever overwritten."""

import re
from pathlib import Path

from cli.configuration import Configuration
from cli.export.importing import is_import_file
from provider.settings import NAMESPACE

_FOLDER = "stacks"
_NAME = re.compile(r"[\w-]+", re.ASCII)


class WrongUsageError(Exception):
    """What was asked for cannot be done; the message says why, and what to do."""


def program_file(configuration: Configuration) -> Path:
    """Return the file of the program that the stack runs, whether it is there or not."""
    named = [
        value.text
        for key, value in configuration.values.items()
        if key.endswith(":program") and not key.startswith(f"{NAMESPACE}:")
    ]
    name = next((each for each in named if each), configuration.stack.rpartition("/")[2])
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


def write_new(file: Path, text: str) -> None:
    """Write a file that does not exist yet."""
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise WrongUsageError(f"{file} exists, and was left as it is: name another file.") from None
    except OSError as error:
        raise WrongUsageError(f"{file} cannot be written: {error.strerror}.") from None


def write_import_file(file: Path, text: str) -> None:
    """Write an import file, over a former one of ours if there is one."""
    if is_import_file(file):
        file.unlink()
    write_new(file, text)
