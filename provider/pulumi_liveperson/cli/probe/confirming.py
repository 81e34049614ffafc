"""What a person must know before the first write, and the question whether to continue."""

import sys
from collections.abc import Mapping

from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.output import print_text
from pulumi_liveperson.cli.probe.exit_codes import UsageError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.probe.safety import HANDFUL, Content
from pulumi_liveperson.probe.session import MARK
from pulumi_liveperson.review.dates import enumeration

ANY_ACCOUNT = "--i-know-what-this-account-is"
_YES = frozenset({"y", "yes"})


def check_account(content: Content, account: str, command: str, *, any_account: bool) -> None:
    """Raise a `UsageError` if an account does not look like a sandbox, unless the user vouches for it."""
    if content.is_sandbox or any_account:
        return
    found = [numbers(content.numbers)]
    found += [f"a default {_words(kind)}" for kind in sorted(content.defaults, key=_words)]
    raise UsageError(
        f"account {account} does not look like a sandbox: it has {' and '.join(found)}. A probe is for an "
        f"account with at most {HANDFUL} objects and without a default. Nothing was written. If you know "
        f"that this account may be probed, run `{command} {ANY_ACCOUNT}`: questions about an existing "
        "default are then left out."
    )


def announce(content: Content, account: str, requests: int, time: str, files: str) -> None:
    """Print what a probe will do."""
    objects = (
        f"It creates, changes and deletes objects whose names begin with {MARK}, and no others. LivePerson "
        "keeps deleted objects, but does not show them."
    )
    lines = [
        f"This probes account {account}, which has {numbers(content.numbers)}.",
        f"It sends about {requests} requests, which takes about {time}.",
        objects,
    ]
    lines += [
        f"The {each.kind.noun}s cannot be read ({each.refusal}), so most questions about them will not be "
        "answered."
        for each in content.refused
        if each.kind
    ]
    if content.defaults:
        kinds = enumeration([f"{kind.noun}s" for kind in sorted(content.defaults, key=_words)])
        lines.append(f"It leaves out questions about the default of {kinds}, because there is one.")
    if content.left_over:
        lines.append(
            f"First, it deletes {count(content.left_over, 'object')} of an earlier probe: check that no "
            "other probe of this account is running."
        )
    lines.append(f"It writes {files}.")
    print_text("\n".join(lines))


def is_confirmed(question: str, command: str, *, confirmed: bool) -> bool:
    """Return whether to continue; raise a `UsageError` if there is no terminal to ask on."""
    if confirmed:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            f"nothing was written, because there is no terminal to ask on: run `{command} --yes`."
        )
    try:
        answer = input(f"\n{question} [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() in _YES:
        return True
    raise UsageError("nothing was written.")


def numbers(found: Mapping[Kind, int]) -> str:
    """Return the numbers of objects: `5 objects (3 skills, 2 status reasons)`."""
    parts = [count(number, kind.noun) for kind, number in found.items() if number]
    total = count(sum(found.values()), "object")
    return f"{total} ({', '.join(parts)})" if parts else total


def printable(text: str) -> str:
    """Return a name from LivePerson for a terminal."""
    return SECRETS.printable(text)


def _words(kind: Kind) -> str:
    return kind.noun
