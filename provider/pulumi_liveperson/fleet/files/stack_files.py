"""Reads the configuration files of the stacks, `Pulumi.<stack>.yaml`, without the Pulumi CLI."""

from pathlib import Path

from pulumi_liveperson.fleet.account import Account, Fleet, FleetError
from pulumi_liveperson.fleet.files.stack_file import Kind, read_stack_file
from pulumi_liveperson.fleet.files.stacks import find_stacks
from pulumi_liveperson.pulumi_cli.command import PulumiError
from pulumi_liveperson.pulumi_cli.project import project

ACCOUNT_ID = "liveperson:accountId"
_RING = "prod"


def project_name() -> str:
    """Return the name of the project in this folder, which is the namespace of its own keys."""
    try:
        return project().name
    except PulumiError as error:
        raise FleetError(str(error)) from None


def program_key(project: str) -> str:
    """Return the key that selects the program of a stack."""
    return f"{project}:program"


def fleet_of_files() -> Fleet:
    """Return the accounts of a project without a table: its stacks with a file, in one ring."""
    own = project_name()
    accounts = []
    for stack in find_stacks(Path()):
        values = plain_values(stack, own)
        program = values.get(program_key(own)) or stack
        accounts.append(Account(stack, values.get(ACCOUNT_ID, ""), program, _RING))
    return Fleet((_RING,), tuple(accounts))


def plain_values(stack: str, own: str) -> dict[str, str]:
    """Return the unencrypted texts in the file of a stack, by full keys; 0123 is a number."""
    entries = read_stack_file(stack, own).entries
    return {each.key: each.text for each in entries if each.kind is Kind.TEXT and each.text is not None}
