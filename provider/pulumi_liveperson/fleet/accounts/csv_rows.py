"""Reads the rows of a comma-separated table, and collects all mistakes in its form."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_liveperson.fleet.account import FleetError

HEADER = 1  # the line of the names of the columns


@dataclass
class Mistakes:
    """The mistakes in a table, each with its line."""

    name: str
    """The table's name in messages."""
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Record a mistake."""
        self.found.append((line, text))

    def refuse(self) -> None:
        """Raise a `FleetError` with all mistakes, one per line, if there are any."""
        if self.found:
            ordered = sorted(self.found, key=lambda each: each[0])  # those of one line stay in their order
            raise FleetError("\n".join(f"{self.name}, line {line}: {text}" for line, text in ordered))


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    line: int
    cells: Mapping[str, str]
    """By the names of the columns; without empty cells."""


@dataclass(frozen=True)
class Table:
    """The columns and rows of a table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, required: Sequence[str], mistakes: Mistakes) -> Table:
    """Return the table; raises a `FleetError` if it has no usable header, and adds all other mistakes."""
    lines = _lines(_text(content, mistakes.name), mistakes)
    if not lines:
        raise FleetError(
            f"{mistakes.name} is empty: its first line names the columns, such as {','.join(required)}."
        )
    columns = [each.strip() for each in lines[0][1]]
    _check_header(columns, required, mistakes)
    rows = [row for line, cells in lines[1:] if (row := _row(line, cells, columns, mistakes)).cells]
    return Table(tuple(filter(None, columns)), tuple(rows))


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")  # spreadsheets begin UTF-8 with a byte order mark
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FleetError(
            f"{name}, line {line}: the file is not UTF-8: save it again as CSV in UTF-8, or run "
            f"`iconv --from-code=WINDOWS-1252 --to-code=UTF-8 {name}`."
        ) from None


def _lines(text: str, mistakes: Mistakes) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    first = 1
    try:
        for cells in reader:
            if cells:  # the line is not empty
                lines.append((first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise FleetError(
            f"{mistakes.name}, line {first}: this line is not comma-separated text ({error}): a cell that "
            'contains a quotation mark is written as "a ""quoted"" word".'
        ) from None
    return lines


def _check_header(columns: list[str], required: Sequence[str], mistakes: Mistakes) -> None:
    if len(columns) == 1 and (found := next((each for each in ";\t" if each in columns[0]), None)):
        kind = "semicolons" if found == ";" else "tabs"
        raise FleetError(
            f"{mistakes.name} is separated by {kind}: save it again with commas; spreadsheets offer this "
            "when they save or export CSV."
        )
    missing = [each for each in required if each not in columns]
    if missing:
        raise FleetError(
            f"{mistakes.name}, line {HEADER}: there is no column {', '.join(missing)}: the first line names "
            f"the columns, and {', '.join(required)} are required."
        )
    for column in dict.fromkeys(each for each in columns if each and columns.count(each) > 1):
        mistakes.add(HEADER, f"the column {column} exists twice: remove one of them.")


def _row(line: int, cells: list[str], columns: list[str], mistakes: Mistakes) -> Row:
    found = [each.strip() for each in cells]
    if len(found) != len(columns) and any(found):
        mistakes.add(
            line,
            f"the row has {len(found)} cells, but there are {len(columns)} columns: add or remove commas; a "
            "cell that contains a comma is written in quotation marks.",
        )
        found = []
    pairs = [(column, cell) for column, cell in zip(columns, found, strict=False) if cell]
    for column, cell in pairs:
        if not column:
            mistakes.add(line, f"{cell!r} is in a column without a name: name the column, or empty the cell.")
        if not cell.isprintable():
            mistakes.add(line, f"{cell!r} contains a line break or an invisible character: remove it.")
    return Row(line, {column: cell for column, cell in pairs if column})
