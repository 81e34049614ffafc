"""The table of accounts: `accounts.csv`, or the configuration files of the stacks in a project without it.

An empty cell of an account inherits the value of its ring, and this one the value of all accounts.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.columns import BUILT_IN, REQUIRED, check_columns, full_key
from pulumi_liveperson.fleet.csv_rows import Mistakes, Row, Table, read_table
from pulumi_liveperson.fleet.programs import Programs
from pulumi_liveperson.fleet.stack_files import fleet_of_files, project_name

DEFAULT = Path("accounts.csv")
RINGS = ("dev", "test", "prod")
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
    if programs is not None:
        check_columns(table.columns, project, programs, mistakes)
    rows = _Rows.of(table, mistakes)
    known = None if programs is None else programs.names()
    accounts = [
        account for row in rows.accounts if (account := _account(row, rows, project, known, mistakes))
    ]
    _check_twice(rows.accounts, mistakes)
    mistakes.refuse()
    order = {ring: position for position, ring in enumerate(rows.rings)}
    return Fleet(rows.rings, tuple(sorted(accounts, key=lambda each: order[each.ring])), path)


@dataclass
class _Rows:
    """The rows of a table by what they are about."""

    base: Mapping[str, str] = field(default_factory=dict)
    of_rings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    accounts: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table, mistakes: Mistakes) -> "_Rows":
        rows, has_base = cls(), False
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


def _account(
    row: Row, rows: _Rows, project: str, programs: list[str] | None, mistakes: Mistakes
) -> Account | None:
    found = ChainMap(
        *(dict(each) for each in (row.cells, rows.of_rings.get(row.cells.get("ring", ""), {}), rows.base))
    )
    stack, account, ring = (row.cells.get(each, "") for each in REQUIRED)
    program = found.get("program", stack)
    wrong = list(_wrong(stack, account, ring, rows.rings))
    if programs is not None and stack and program not in programs:
        wrong.append(
            f"stacks/ has no program {program!r}; its programs are {', '.join(programs) or 'none'}: "
            "correct the column program."
        )
    for text in wrong:
        mistakes.add(row.line, text)
    if wrong:
        return None
    values = {
        full_key(column, project): found[column]
        for column in dict.fromkeys(key for each in reversed(found.maps) for key in each)
        if column not in BUILT_IN
    }
    return Account(stack, account, program, ring, dict(sorted(values.items())))


def _wrong(stack: str, account: str, ring: str, rings: tuple[str, ...]) -> Iterator[str]:
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
