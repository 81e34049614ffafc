"""Compares the files of the stacks with the table, and returns the texts that the files must have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.differences import Change, changes, described
from pulumi_liveperson.fleet.files.edited import edited, new_text
from pulumi_liveperson.fleet.files.stack_file import Entry, Kind, StackFile, read_stack_file
from pulumi_liveperson.fleet.files.stack_files import ACCOUNT_ID, plain_values, program_key, project_name
from pulumi_liveperson.fleet.files.stacks import find_stacks, stack_file

_AS_TEXT = " (not a text)"  # for example 0123, which YAML reads as a number


@dataclass
class Plan:
    """What has to change so that the files are as the table says."""

    texts: dict[Path, str] = field(default_factory=dict, repr=False)
    """The new texts of the files that change."""
    new: list[str] = field(default_factory=list)
    """The stacks that have no file yet."""
    changes: list[Change] = field(default_factory=list)
    """The changes of files that exist."""
    structures: list[tuple[str, str]] = field(default_factory=list)
    """Stacks, and their keys whose values are lists or maps; the table cannot contain these."""
    without_row: list[str] = field(default_factory=list)
    """The stacks that have a file, and no row in the table."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Of these, the stacks whose account has a row with a new name, and this name."""


def plan(fleet: Fleet) -> Plan:
    """Return what has to change; raises a `FleetError` with all files that cannot be changed."""
    project, found, wrong = project_name(), Plan(), []
    for account in fleet.accounts:
        try:
            _plan_account(account, fleet.keys, project, found)
        except FleetError as error:
            wrong.append(str(error))
    if wrong:
        raise FleetError("\n".join(wrong))
    stacks = {account.stack for account in fleet.accounts}
    found.without_row = [stack for stack in find_stacks(Path()) if stack not in stacks]
    if found.without_row and found.new:
        new = {account.account: account.stack for account in fleet.accounts if account.stack in found.new}
        former = {stack: plain_values(stack, project).get(ACCOUNT_ID, "") for stack in found.without_row}
        found.renamed = {stack: new[account] for stack, account in former.items() if account in new}
    return found


def check_files(fleet: Fleet, accounts: Iterable[Account]) -> None:
    """Raise a `FleetError` unless each stack has a file with the values of the table."""
    if fleet.table is None:  # the accounts are those of the files
        return
    found = plan(replace(fleet, accounts=tuple(accounts)))
    lines = described(found.changes, project_name(), all_names=False)
    wrong = [
        *(f"stack {each} has no file {stack_file(each)}." for each in found.new),
        *(f"the files of the stacks differ from {fleet.table}: {each}." for each in lines),
    ]
    if wrong:
        raise FleetError(
            "\n".join([*wrong, "Write the files of the stacks from the table: `liveperson fleet files`."])
        )


def wanted(account: Account, project: str) -> dict[str, str]:
    """Return the values that the table sets for an account, by full keys."""
    return {ACCOUNT_ID: account.account, program_key(project): account.program, **account.values}


def _plan_account(account: Account, keys: tuple[str, ...], project: str, found: Plan) -> None:
    path, target = stack_file(account.stack), wanted(account, project)
    if not path.exists():
        found.new.append(account.stack)
        found.texts[path] = new_text(target)
        return
    file = read_stack_file(account.stack, project)
    owned = {each.key: each for each in file.entries if _is_owned(each, target, keys, project)}
    _check(file, owned, account.stack)
    found.structures += [
        (account.stack, each.key)
        for each in file.entries
        if each.kind is Kind.STRUCTURE and (each.key in keys or each.key.startswith(f"{project}:"))
    ]
    present = {
        key: entry.shown + _AS_TEXT if entry.text is None else entry.text for key, entry in owned.items()
    }
    if program_key(project) not in present and account.program == account.stack:
        del target[program_key(project)]  # Pulumi runs the program with the name of the stack
    differing = changes(account.stack, present, target)
    if differing:
        found.changes += differing
        found.texts[path] = edited(file, {each.key: each.after for each in differing}, project)


def _is_owned(entry: Entry, target: Mapping[str, str], keys: tuple[str, ...], project: str) -> bool:
    """Return whether the table sets or removes a value."""
    if entry.key in target:
        return True
    return entry.kind is Kind.TEXT and (entry.key in keys or entry.key.startswith(f"{project}:"))


def _check(file: StackFile, owned: Mapping[str, Entry], stack: str) -> None:
    wrong = [each for each in owned.values() if each.kind is not Kind.TEXT]
    if wrong:
        raise FleetError("\n".join(_refused(file.path, each, stack) for each in wrong))


def _refused(path: Path, entry: Entry, stack: str) -> str:
    form = "a secret" if entry.kind is Kind.SECRET else "a list or a map"
    return (
        f"{entry.key} is {form} in {path}, and a value in the table: remove the value from the table, or run "
        f"`pulumi config rm {entry.key} --stack {stack}`."
    )
