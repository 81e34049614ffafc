"""The two files of a result: JSON for programs, and a page for people."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pulumi_liveperson.cli.file import write_file
from pulumi_liveperson.cli.probe.exit_codes import UsageError
from pulumi_liveperson.cli.probe.page import render
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.escaping import as_json
from pulumi_liveperson.probe.result import Result

_SUFFIXES = (".json", ".html")


class UnwritableError(LivePersonError):
    """The result of a probe cannot be written."""


@dataclass(frozen=True)
class ResultFiles:
    """The paths of the files; the names contain no account."""

    data: Path
    page: Path
    replace: bool

    @classmethod
    def of(cls, output: str | None, *, replace: bool) -> "ResultFiles":
        """Return the files that an option names; raise a `UsageError` if they cannot be written."""
        path = Path(output or ".")
        is_folder = path.is_dir() or (output or "").endswith("/")
        if is_folder:
            folder, name = path, f"probe-{datetime.now(UTC).date()}"
        else:
            folder, name = path.parent, path.stem if path.suffix in _SUFFIXES else path.name
        if not folder.is_dir():
            raise UsageError(f"the folder {folder} does not exist: run `mkdir -p {folder}`.")
        if not os.access(folder, os.W_OK):
            raise UsageError(f"{folder} cannot be written: name another place with --output.")
        data, page = (folder / f"{name}{suffix}" for suffix in _SUFFIXES)
        for each in (data, page):
            if each.exists() and not replace:
                raise UsageError(
                    f"{each} already exists: use another --output, or replace it with --replace."
                )
        return cls(data, page, replace)

    def __str__(self) -> str:
        """Return the paths as a phrase."""
        return f"{self.data} and {self.page}"

    def write(self, result: Result) -> None:
        """Write both files; raise an `UnwritableError` if one of them cannot be written."""
        content = result.as_json()
        for path, text in ((self.data, as_json(content, indent=2) + "\n"), (self.page, render(content))):
            try:
                write_file(path, text, replace=self.replace)
            except FileExistsError:
                raise UnwritableError(f"{path} exists since the probe began, and was not replaced.") from None
            except OSError as error:
                raise UnwritableError(f"{path} cannot be written: {error.strerror}.") from None
