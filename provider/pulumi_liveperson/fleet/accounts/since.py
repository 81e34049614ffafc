"""Compares the table with the table of another commit, account by account."""

from dataclasses import dataclass

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.accounts.differences import Change, changes
from pulumi_liveperson.fleet.accounts.git import former_content, resolved_commit
from pulumi_liveperson.fleet.accounts.table import fleet_of_table
from pulumi_liveperson.fleet.files.plan import wanted
from pulumi_liveperson.fleet.files.stack_files import project_name


@dataclass(frozen=True)
class Since:
    """What differs from a former table."""

    new: list[str]
    removed: list[str]
    changes: list[Change]


def since(fleet: Fleet, revision: str) -> Since:
    """Return what differs from the table of a revision; raises a `FleetError` if it has none."""
    if fleet.table is None:
        raise FleetError("this project has no table: --since compares the table with a former one.")
    content = former_content(resolved_commit(revision), fleet.table)
    if content is None:
        raise FleetError(f"{fleet.table} does not exist in {revision}: name a later commit with --since.")
    project = project_name()
    before = {each.stack: each for each in fleet_of_table(content, fleet.table, None).accounts}
    after = {each.stack: each for each in fleet.accounts}
    return Since(
        [stack for stack in after if stack not in before],
        [stack for stack in before if stack not in after],
        [
            change
            for stack, account in after.items()
            if stack in before
            for change in changes(stack, _values(before[stack], project), _values(account, project))
        ],
    )


def _values(account: Account, project: str) -> dict[str, str]:
    return {"ring": account.ring, **wanted(account, project)}
