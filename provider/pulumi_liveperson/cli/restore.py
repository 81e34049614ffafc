"""`liveperson restore`: restores an account from a snapshot, after a preview and a confirmation."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pulumi_liveperson.cli.backup.messages import preview, result, summary
from pulumi_liveperson.cli.backup.opening import open_for_writing
from pulumi_liveperson.cli.backup.planning import RestorePlan, planned
from pulumi_liveperson.cli.backup.snapshot_file import InvalidSnapshotError, Snapshot, from_text
from pulumi_liveperson.cli.backup.taking import read_collections
from pulumi_liveperson.cli.backup.writing import execute, verified
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.inventory.account import print_unreadable_skills
from pulumi_liveperson.cli.inventory.state import managed
from pulumi_liveperson.cli.output import print_error, print_text
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.name_pattern import matches
from pulumi_liveperson.settings import Settings

_SUCCESS, _FAILED, _USAGE_ERROR, _NOT_CONFIRMED = range(4)
_MAX_BYTES = 32 * 1024 * 1024
_YES = "yes"
_INTERRUPTED = (
    "interrupted. No further request was sent, and restored objects stay restored. Run the command again for "
    "the rest."
)
_EPILOG = """\
exit codes: 0 all selected objects are as in the snapshot, 1 an object is not, or the account could not be
read, 2 usage error, or the file is not a snapshot of this account, 3 not confirmed
"""


class _UsageError(Exception):
    """The command line or the file is wrong; the message contains the cause and the solution."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    managed = enumeration([f"{kind.noun}s" for kind in object_kinds()])
    parser = commands.add_parser(
        "restore",
        help="restore an account from a snapshot",
        description=f"Restore {managed} from a snapshot. The command shows what it will write, and\n"
        "asks for confirmation. Changes that other people make after that are kept, and objects that were\n"
        "created since the snapshot stay unchanged.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="a file of `liveperson snapshot`")
    parser.add_argument("--stack", help="the stack of the account; default: the selected stack")
    parser.add_argument("--yes", action="store_true", help="write without a confirmation, for example in CI")
    parser.add_argument(
        "--name",
        action="append",
        metavar="PATTERN",
        help="restore only objects with this name; * matches any characters; can be repeated",
    )
    parser.add_argument(
        "--from-account",
        metavar="ID",
        help="the account of the snapshot, to restore it into another account; objects are then matched only "
        "by their names",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Restore the account, and return the exit code."""
    try:
        snapshot = _read(options.file)
        is_selected = _name_filter(snapshot, options.name)
        stack = options.stack or pulumi.selected_stack()
        configuration = configuration_of(stack)
        settings = configuration.settings()
        _require_account(snapshot, options, stack, settings.account_id)
        return _restore(settings, snapshot, is_selected, stack, confirmed=options.yes)
    except _UsageError as error:
        return _error(str(error), _USAGE_ERROR)
    except (LivePersonError, pulumi.PulumiError) as error:
        return _error(str(error), _FAILED)


def _restore(
    settings: Settings, snapshot: Snapshot, is_selected: Callable[[str], bool], stack: str, *, confirmed: bool
) -> int:
    account = open_for_writing(settings)
    plan = _planned(account, snapshot, is_selected)
    if snapshot.collections.keys() - plan.kinds:
        print_unreadable_skills("skills are not restored")
    creates = any(step.live is None for step in plan.steps)
    owners = {each.key: each.resource_name for each in managed(stack)} if creates else {}
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    print_text(preview(snapshot, plan, account.account_id, owners, colour=colour))
    if not plan.steps:
        return _FAILED if plan.skipped else _SUCCESS
    if not (confirmed or _is_confirmed(account.account_id)):
        return _NOT_CONFIRMED
    print()
    outcomes = []
    try:
        with closing(execute(account, settings, plan)) as results:
            for outcome in results:
                outcomes.append(outcome)
                print_text(result(outcome))
    except KeyboardInterrupt:
        print(f"restore: {_INTERRUPTED}", file=sys.stderr)
        raise
    final = verified(outcomes, _planned(account, snapshot, is_selected).steps)
    for outcome, checked_outcome in zip(outcomes, final, strict=True):
        if checked_outcome is not outcome:
            print_text(result(checked_outcome))
    print_text(f"\n{summary(final, plan, stack)}")
    return _FAILED if plan.skipped or any(each.problem for each in final) else _SUCCESS


def _planned(account: Account, snapshot: Snapshot, is_selected: Callable[[str], bool]) -> RestorePlan:
    """Return the plan, without skills if the credentials may not read them."""
    live = read_collections(account, snapshot.collections)
    then = {kind: content for kind, content in snapshot.collections.items() if kind in live}
    return planned(then, live, is_selected, same_account=snapshot.account == account.account_id)


def _read(path: Path) -> Snapshot:
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        if len(text) > _MAX_BYTES:
            raise _UsageError(f"{path} is too large for a snapshot.")
        return from_text(text)
    except OSError as error:
        raise _UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except InvalidSnapshotError as error:
        raise _UsageError(f"{path} {error}") from None


def _name_filter(snapshot: Snapshot, patterns: list[str] | None) -> Callable[[str], bool]:
    if patterns is None:
        return lambda _: True
    names = [each[kind.key] for kind, found in snapshot.collections.items() for each in found.objects]
    for pattern in patterns:
        if not any(matches(name, pattern) for name in names):
            raise _UsageError(f"the snapshot contains no object with the name {pattern!r}.")
    return lambda name: any(matches(name, pattern) for pattern in patterns)


def _require_account(snapshot: Snapshot, options: argparse.Namespace, stack: str, account: str) -> None:
    if options.from_account is not None and options.from_account != snapshot.account:
        raise _UsageError(
            f"{options.file} is a snapshot of account {snapshot.account}, not of account "
            f"{options.from_account}."
        )
    if options.from_account is None and account != snapshot.account:
        raise _UsageError(
            f"{options.file} is a snapshot of account {snapshot.account}, and stack {stack} uses account "
            f"{account}. To restore into this account, with objects matched by name, add --from-account "
            f"{snapshot.account}."
        )


def _is_confirmed(account: str) -> bool:
    if not sys.stdin.isatty():
        print(
            "restore: nothing was written, because there is no terminal to confirm on: pass --yes.",
            file=sys.stderr,
        )
        return False
    try:
        answer = input(f"\nWrite this to account {account}? Type {_YES} to continue: ")
    except EOFError:
        answer = ""
    if answer.strip() != _YES:
        print("restore: nothing was written.", file=sys.stderr)
    return answer.strip() == _YES


def _error(message: str, code: int) -> int:
    print_error("restore", message)
    return code
