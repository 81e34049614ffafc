"""The table of accounts: `accounts.csv`, or the configuration files of the stacks in a project without it.

An empty cell of an account inherits the value of its ring, and this one the value of all accounts.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pulumi_liveperson.fleet.account import RINGS, Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.columns import BUILT_IN, REQUIRED, check_columns, full_key
from pulumi_liveperson.fleet.accounts.csv_rows import Mistakes, Row, Table, read_table
from pulumi_liveperson.fleet.accounts.programs import Programs
from pulumi_liveperson.fleet.files.stack_files import fleet_of_files, project_name

DEFAULT = Path("accounts.csv")
ALL = "*"  # instead of the name of a stack
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_ACCOUNT = re.compile(r"[A-Za-z0-9_]{1,20}")


def read_fleet(path: Path | None = None) -> Fleet:
    """Return the accounts of a table; without a path, of `accounts.csv`, or of the stacks' files without it.

    Raises a `FleetError` with all mistakes of the table, each on a line.
    """
    chosen = path or DEFAULT
    try:
        content = chosen.read_bytes()
    except FileNotFoundError:
        if path is None:
            return fleet_of_files()
        raise FleetError(f"{chosen} does not exist: --accounts names the table of the accounts.") from None
    except OSError as error:
        raise FleetError(f"{chosen} cannot be read: {error.strerror}.") from None
    return fleet_of_table(content, chosen, Programs())


def fleet_of_table(content: bytes, path: Path, programs: Programs | None) -> Fleet:
    """Return the accounts of a table's content; without programs, of a former table, unchecked."""
    mistakes, project = Mistakes(str(path)), project_name()
    table = read_table(content, REQUIRED, mistakes)
    keys = {column: full_key(column, project) for column in table.columns if column not in BUILT_IN}
    rows = _Rows.of(table, mistakes)
    if programs is not None:
        check_columns(table.columns, project, programs, mistakes)
        _check_programs(rows, programs.names(), mistakes)
    for row in rows.accounts:
        for text in _wrong(row, rows.rings):
            mistakes.add(row.line, text)
    _check_twice(rows.accounts, mistakes)
    mistakes.refuse()
    if not rows.accounts:
        raise FleetError(f"{path} contains no accounts: add a row for each, such as acme-uk,71234568,,prod.")
    order = {ring: position for position, ring in enumerate(rows.rings)}
    accounts = sorted((rows.account(each, keys) for each in rows.accounts), key=lambda each: order[each.ring])
    return Fleet(rows.rings, tuple(accounts), path, tuple(keys.values()))


@dataclass
class _Rows:
    """The rows of a table by what they are about."""

    every: tuple[Row, ...]
    base: Mapping[str, str] = field(default_factory=dict)
    of_rings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    accounts: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table, mistakes: Mistakes) -> "_Rows":
        rows, has_base = cls(table.rows), False
        for row in table.rows:
            ring = row.cells.get("ring")
            if row.cells.get("stack") != ALL:
                rows.accounts.append(row)
                continue
            if "account" in row.cells:
                mistakes.add(
                    row.line, f"a row for several accounts ({ALL}) cannot have an account: remove it."
                )
            if ring is None:
                if has_base:
                    mistakes.add(row.line, f"there is already a row for all accounts ({ALL}): join the rows.")
                rows.base, has_base = row.cells, True
            elif ring in rows.of_rings:
                mistakes.add(row.line, f"there is already a row for ring {ring}: join the rows.")
            else:
                if not _NAME.fullmatch(ring):
                    mistakes.add(row.line, _invalid("ring", ring))
                rows.of_rings[ring] = row.cells
        return rows

    @property
    def rings(self) -> tuple[str, ...]:
        return tuple(self.of_rings) or RINGS

    def inherited(self, row: Row) -> ChainMap[str, str]:
        """Return the cells of an account over those of its ring and of all accounts."""
        levels = row.cells, self.of_rings.get(row.cells.get("ring", ""), {}), self.base
        return ChainMap(*(dict(each) for each in levels))

    def account(self, row: Row, keys: Mapping[str, str]) -> Account:
        """Return the account of a valid row; `keys` are the full keys of the columns."""
        found = self.inherited(row)
        return Account(
            found["stack"],
            found["account"],
            found.get("program", found["stack"]),
            found["ring"],
            {key: found[column] for column, key in keys.items() if column in found},
        )


def _wrong(row: Row, rings: tuple[str, ...]) -> Iterator[str]:
    stack, account, ring = (row.cells.get(each, "") for each in REQUIRED)
    if not stack:
        yield "the row has no stack: name it, or write * for a row for several accounts."
    elif not _NAME.fullmatch(stack):
        yield _invalid("stack", stack)
    if not account:
        yield "the row has no account: write LivePerson's id of the account."
    elif not _ACCOUNT.fullmatch(account):
        yield (
            f"{account!r} is not LivePerson's id of an account, which has 1 to 20 letters, digits or "
            "underscores; format the column as text if a spreadsheet has changed it."
        )
    if not ring:
        yield f"the row has no ring: write one of {', '.join(rings)}."
    elif ring not in rings:
        yield (
            f"the table declares no ring {ring!r}; its rings are {', '.join(rings)}: correct it, or declare "
            f"it with a row for its accounts ({ALL})."
        )


def _invalid(kind: str, name: str) -> str:
    return (
        f"{name!r} is not a valid name of a {kind}: use at most 100 letters, digits, periods, hyphens and "
        "underscores, and begin with a letter, a digit or an underscore."
    )


def _check_twice(rows: Iterable[Row], mistakes: Mistakes) -> None:
    for kind in ("stack", "account"):
        first: dict[str, int] = {}
        for row in rows:
            name = row.cells.get(kind)
            if name in first:
                mistakes.add(
                    row.line, f"{kind} {name} is already in line {first[name]}: remove one of the rows."
                )
            elif name:
                first[name] = row.line


def _check_programs(rows: _Rows, names: list[str], mistakes: Mistakes) -> None:
    known = ", ".join(names) or "none"
    for row in rows.every:
        program = row.cells.get("program")
        if program is not None and program not in names:
            mistakes.add(
                row.line, f"stacks/ has no program {program!r}; its programs are {known}: correct it."
            )
    for row in rows.accounts:
        stack = row.cells.get("stack")
        if stack and stack not in names and "program" not in rows.inherited(row):
            mistakes.add(
                row.line,
                f"the row has no program, and stacks/ has no program {stack!r}; its programs are {known}: "
                "write one in the column program, also in the row for all accounts.",
            )
