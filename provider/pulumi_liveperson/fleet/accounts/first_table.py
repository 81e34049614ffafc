"""Makes a first table of accounts from the configuration files of the stacks."""

import csv
import io
from collections.abc import Iterator, Sequence

from pulumi_liveperson.fleet.account import RINGS, Account, FleetError
from pulumi_liveperson.fleet.accounts.columns import BUILT_IN
from pulumi_liveperson.fleet.accounts.table import ALL
from pulumi_liveperson.fleet.files.stack_file import Kind, read_stack_file
from pulumi_liveperson.fleet.files.stack_files import fleet_of_files, plain_values, program_key, project_name
from pulumi_liveperson.fleet.files.stacks import stack_file

_COLUMN = "program"


def first_table() -> str:
    """Return a table with which `fleet files` changes no file; a value that all stacks share is in one row.

    The ring of a stack is the last word of its name, such as dev in acme-dev, or prod. Raises a `FleetError`
    if there are no stacks, or for a value that a cell of the table cannot contain.
    """
    own = project_name()
    accounts = fleet_of_files().accounts
    if not accounts:
        raise FleetError(
            "this folder contains no file Pulumi.<stack>.yaml, except for stacks of the simulator: write the "
            "table by hand, and then run `liveperson fleet files`."
        )
    wrong = [text for each in accounts for text in _not_for_a_cell(each.stack, own)]
    if wrong:
        raise FleetError("\n".join(wrong))
    values = {each.stack: _values(each, own) for each in accounts}
    columns = [_COLUMN, *sorted({column for each in values.values() for column in each} - {_COLUMN})]
    shared = {column: _shared([each.get(column, "") for each in values.values()]) for column in columns}
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*BUILT_IN, *columns[1:]])
    rows.writerow([ALL, "", shared[_COLUMN], "", *(shared[column] for column in columns[1:])])
    rows.writerows([ALL, "", "", ring, *("" for _ in columns[1:])] for ring in RINGS)
    for each in accounts:
        cells = ["" if shared[column] else values[each.stack].get(column, "") for column in columns]
        rows.writerow([each.stack, each.account, cells[0], _ring(each.stack), *cells[1:]])
    return text.getvalue()


def _not_for_a_cell(stack: str, own: str) -> Iterator[str]:
    """Yield why the table cannot contain values of a stack: `fleet files` would change or remove them."""
    for each in read_stack_file(stack, own).entries:
        is_plain = each.kind is Kind.TEXT and each.key.startswith(f"{own}:")
        if is_plain and (not each.text or each.text != each.text.strip() or not each.text.isprintable()):
            yield (
                f"{stack_file(stack)}: a cell of the table cannot contain the value of {each.key}, "
                f"{each.shown!r}: set a text with `pulumi config set {each.key} <text> --stack {stack}`, or "
                f"remove it with `pulumi config rm {each.key} --stack {stack}`."
            )


def _values(account: Account, own: str) -> dict[str, str]:
    """Return the values of a stack's file that the table has from now on, by columns."""
    of_project = {
        key.partition(":")[2]: value
        for key, value in plain_values(account.stack, own).items()
        if key.startswith(f"{own}:") and key != program_key(own)
    }
    return {**of_project, _COLUMN: account.program}


def _shared(values: Sequence[str]) -> str:
    return values[0] if values and len(set(values)) == 1 else ""


def _ring(stack: str) -> str:
    last = stack.replace("_", "-").rpartition("-")[2]
    return last if last in RINGS else RINGS[-1]
