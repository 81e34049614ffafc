"""Deletes what probes have left in an account, and names what cannot be deleted."""

import shlex
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing

from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.output import print_error, print_text
from pulumi_liveperson.cli.probe.confirming import is_confirmed, printable
from pulumi_liveperson.cli.probe.exit_codes import COULD_NOT_READ, SUCCESS
from pulumi_liveperson.cli.probe.interrupts import Interrupts
from pulumi_liveperson.cli.probe.opening import open_account
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.cleaning import marked, sweep
from pulumi_liveperson.probe.session import Own, Session, is_marked
from pulumi_liveperson.settings import Settings

_UNSURE = (
    "LivePerson answered creates with objects that have other names than the probe has sent. They may be "
    "objects of other people, so they are not deleted. If they are new, delete them in the console:"
)


def clean_command(stack: str) -> str:
    """Return the command that deletes what a probe has left."""
    return shlex.join(["liveperson", "probe", "--clean", "--stack", stack])


def clean(settings: Settings, stack: str, *, confirmed: bool) -> int:
    """Delete the objects of earlier probes after a question, and return the exit code."""
    interrupts = Interrupts(clean_command(stack))
    with closing(open_account(settings, interrupts)) as account:
        session = Session(account)
        found, refused = marked(session)
        for answer in refused:
            kind = answer.kind.noun if answer.kind else "object"
            print_error("probe", f"the {kind}s cannot be read ({answer.refusal}), so they are not deleted.")
        code = COULD_NOT_READ if refused else SUCCESS
        if not found:
            print(f"Account {settings.account_id} has no objects of a probe.")
            return code
        print_text(f"Objects of a probe in account {settings.account_id}:\n{_lines(found)}")
        is_confirmed("Delete them?", clean_command(stack), confirmed=confirmed)
        interrupts.begin_cleaning()
        with interrupts.handled():
            left = clean_up(session, stack)
    if left is None:
        return interrupts.exit_code or COULD_NOT_READ
    print(f"Deleted {count(len(found) - len(left), 'object')}; {count(len(left), 'object')} left.")
    return interrupts.exit_code or (COULD_NOT_READ if left else code)


def clean_up(session: Session, stack: str, *, only_own: bool = False) -> list[Own] | None:
    """Delete the objects of all probes, or only of this one; name those that are left, and return them.

    Returns None if it is unknown what is left.
    """
    command = clean_command(stack)
    try:
        left = sweep(session, only_own=only_own)
    except LivePersonError as error:
        print_error(
            "probe", f"it is not known which objects of the probe are left: {error} Run `{command}` later."
        )
        return None
    listed = [own for own in left if is_marked(named(own.kind, own.sent))]
    _name(listed, f"these objects of the probe are left. Delete them with `{command}`:")
    hidden = [own for own in left if own not in listed]
    _name(hidden, "these objects of the probe are left with other names. Delete them in the console:")
    _name(session.unsure, _UNSURE)
    return left + session.unsure


def _name(left: Sequence[Own], message: str) -> None:
    if left:
        sys.stdout.flush()
        print_error("probe", message)
        print(_lines(left), file=sys.stderr)


def _lines(found: Iterable[Own]) -> str:
    return "\n".join(
        f"  {each.kind.noun} {printable(named(each.kind, each.sent))!r}, id {each.id}" for each in found
    )
