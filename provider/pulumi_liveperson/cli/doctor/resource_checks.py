"""Compares the objects of an account with the objects that the stacks of this project manage."""

from collections.abc import Iterable, Iterator, Sequence

from pulumi_liveperson.cli.doctor.findings import Outcome, Says
from pulumi_liveperson.cli.export.objects import broken_rules
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.look import sorted_out, unmanaged
from pulumi_liveperson.cli.inventory.neighbours import Neighbour, neighbours, shared
from pulumi_liveperson.cli.inventory.state import Managed, managed
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.accepted import FILE, AcceptedError, accepted
from pulumi_liveperson.settings import Settings

_MOST = 5


def resources(stack: str, settings: Settings, live: Sequence[Live]) -> Says:
    """Yield the objects without a resource, what to do about them, and the objects of two stacks."""
    try:
        accepts = accepted()
    except AcceptedError as error:
        yield Outcome.FAILED, str(error)
        return
    known = managed(stack)
    others = list(neighbours(stack, settings.account_id, settings.domain_api_url))
    found = sorted_out(stack, unmanaged(live, known), others, accepts)
    if found.free:
        yield Outcome.OK, " ".join(_without(stack, found.free))
    elif live:
        apart = len(found.accepted) + len(found.elsewhere)
        but = (
            f", except {count(apart, 'object')} that another stack manages or {FILE} accepts" if apart else ""
        )
        yield Outcome.OK, f"Every object has a resource{but}."
    if found.stale:
        yield (
            Outcome.WARNING,
            f"Entries of {FILE} match no unmanaged object: {_some(found.stale)}. Remove them.",
        )
    for other in others:
        if both := shared(known, other):
            yield Outcome.WARNING, _sharing(both, other)


def _without(stack: str, free: Sequence[Live]) -> Iterator[str]:
    yield (
        f"{count(len(free), 'object')} {'has' if len(free) == 1 else 'have'} no resource: "
        f"`liveperson export --stack {stack}` writes a program for such objects, and an import file."
    )
    # A list may contain summaries, which are not enough to check the rules.
    if broken := [each.name for each in free if each.kind.is_whole(each.wire) and broken_rules(each)]:
        yield (
            f"{count(len(broken), 'object')} of these {'breaks' if len(broken) == 1 else 'break'} a "
            f"documented rule ({_some(broken)}): the export declares the values with unchecked()."
        )
    yield f"To keep an object without a resource, list it in {FILE} with a reason (docs/adopt.md)."


def _sharing(both: Sequence[Managed], other: Neighbour) -> str:
    return (
        f"Stack {other.stack} also manages {count(len(both), 'object')} of this stack "
        f"({_some(each.name for each in both)}): a change by one stack is a conflict for the other. Remove "
        f"each object from one stack, for example with `pulumi state delete '{both[0].urn}' --stack "
        f"{other.stack}`, and from the program of that stack."
    )


def _some(names: Iterable[str]) -> str:
    shown = [visible(each) for each in names]
    return ", ".join([*shown[:_MOST], *(["…"] if shown[_MOST:] else [])])
