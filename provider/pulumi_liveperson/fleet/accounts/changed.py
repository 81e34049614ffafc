"""Selects the accounts that a change touches: those whose next preview may differ because of it."""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.git import NO_COMMIT, changed_files, former_content, resolved_commit
from pulumi_liveperson.fleet.accounts.programs import FOLDER, Programs
from pulumi_liveperson.fleet.accounts.table import fleet_of_table
from pulumi_liveperson.fleet.files.stacks import stack_of

# Pages, the tests of the team and the settings of pipelines do not change what a program declares.
_OTHER = ("*.md", ".git*", "azure-pipelines.yml", "Jenkinsfile", "tests/*")
# Commands of reviewers read it; a preview does not.
_ACCEPTED = "accepted.yaml"

Touches = Callable[[Account], bool]


def changed_accounts(fleet: Fleet, revision: str) -> list[Account]:
    """Return the accounts that the changes since a revision touch, with those that are not committed."""
    if set(revision) == set(NO_COMMIT):
        return list(fleet.accounts)
    commit = resolved_commit(revision)
    rules = [_of_table(fleet, commit), *_of_files(changed_files(commit) - {fleet.table}, Programs())]
    return [account for account in fleet.accounts if any(touches(account) for touches in rules)]


def removed_accounts(fleet: Fleet, revision: str) -> list[Account]:
    """Return the accounts that only the table of a revision contains, without those with a new stack."""
    if set(revision) == set(NO_COMMIT):
        return []
    accounts = {each.account for each in fleet.accounts}
    stacks = {each.stack for each in fleet.accounts}
    former = _former_accounts(fleet, resolved_commit(revision)) or ()
    return [each for each in former if each.account not in accounts and each.stack not in stacks]


def _of_table(fleet: Fleet, commit: str) -> Touches:
    if fleet.table is None:
        return _none
    former = _former_accounts(fleet, commit)
    if former is None:
        return _all
    contents = {*map(_content, former)}
    return lambda account: _content(account) not in contents


def _former_accounts(fleet: Fleet, commit: str) -> tuple[Account, ...] | None:
    """Return the accounts of the former table; `None` if there is none, or if it is not valid."""
    content = None if fleet.table is None else former_content(commit, fleet.table)
    if fleet.table is None or content is None:
        return None
    try:
        return fleet_of_table(content, fleet.table, None).accounts
    except FleetError:
        return None


def _content(account: Account) -> tuple[object, ...]:
    return account.stack, account.account, account.program, account.ring, *sorted(account.values.items())


def _of_files(changed: Iterable[Path], programs: Programs) -> Iterable[Touches]:
    for path in sorted(changed):
        if any(fnmatchcase(path.as_posix(), each) for each in (*_OTHER, _ACCEPTED)):
            continue
        stack = stack_of(path.name) if len(path.parts) == 1 else None
        if stack is not None:
            yield _is_stack(stack)
        elif path.parts[0] == FOLDER.name and path.suffix == ".py":
            yield _consists_of(path, programs)
        else:  # for example a calendar of a program, or the list of packages
            yield _all


def _is_stack(stack: str) -> Touches:
    return lambda account: account.stack == stack


def _consists_of(path: Path, programs: Programs) -> Touches:
    known: dict[str, bool] = {}

    def touches(account: Account) -> bool:
        if account.program not in known:
            known[account.program] = path in programs.modules(account.program)
        return known[account.program]

    return touches


def _all(_: Account) -> bool:
    return True


def _none(_: Account) -> bool:
    return False
