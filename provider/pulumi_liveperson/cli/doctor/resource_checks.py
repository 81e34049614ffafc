"""Compares the objects of an account with the objects that the stacks of this project manage."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from pulumi_liveperson.cli.doctor.findings import Outcome, Results
from pulumi_liveperson.cli.export.objects import broken_rules
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.neighbours import Neighbour, neighbours, shared
from pulumi_liveperson.cli.inventory.reading import classify, counted_kinds, unmanaged
from pulumi_liveperson.cli.inventory.state import Managed, managed
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.accepted import FILE, AcceptedError, accepted
from pulumi_liveperson.settings import Settings
from pulumi_liveperson.wire import prop

_MAX_NAMES = 5


def resources(stack: str, settings: Settings, live: Sequence[Live], kinds: AbstractSet[Kind]) -> Results:
    """Yield the objects without a resource, what to do about them, and the objects of two stacks.

    Yield also the resources that refer to deleted objects. `kinds`: the kinds of objects that were read.
    """
    try:
        accepted_entries = accepted()
    except AcceptedError as error:
        yield Outcome.FAILED, str(error)
        return
    known = managed(stack)
    others = list(neighbours(stack, settings.account_id, settings.domain_api_url))
    counted = kinds & set(counted_kinds(known))
    objects_to_manage = [each for each in live if each.kind in counted]
    found = classify(stack, unmanaged(objects_to_manage, known), others, accepted_entries, counted)
    if found.unclaimed:
        yield Outcome.OK, " ".join(_unmanaged(stack, found.unclaimed))
    elif objects_to_manage:
        excepted = len(found.accepted) + len(found.elsewhere)
        exceptions = (
            f", except {count(excepted, 'object')} that another stack manages or {FILE} accepts"
            if excepted
            else ""
        )
        yield Outcome.OK, f"Every object has a resource{exceptions}."
    if found.stale:
        yield (
            Outcome.WARNING,
            f"Entries of {FILE} match no unmanaged object: {_names(found.stale)}. Remove them.",
        )
    if broken := list(_broken_references(known, live, kinds)):
        yield Outcome.WARNING, _without_targets(broken)
    for other in others:
        if objects := shared(known, other):
            yield Outcome.WARNING, _sharing(objects, other)


def _unmanaged(stack: str, unclaimed: Sequence[Live]) -> Iterator[str]:
    yield (
        f"{count(len(unclaimed), 'object')} {'has' if len(unclaimed) == 1 else 'have'} no resource: "
        f"`liveperson export --stack {stack}` writes a program for such objects, and an import file."
    )
    # A list may contain summaries, which are not enough to check the rules.
    if broken := [each.name for each in unclaimed if each.kind.is_complete(each.wire) and broken_rules(each)]:
        yield (
            f"{count(len(broken), 'object')} of these {'breaks' if len(broken) == 1 else 'break'} a "
            f"documented rule ({_names(broken)}): the export declares the values with unchecked()."
        )
    yield f"To keep an object without a resource, list it in {FILE} with a reason (docs/adopt.md)."


def _broken_references(
    known: Iterable[Managed], live: Iterable[Live], kinds: AbstractSet[Kind]
) -> Iterator[str]:
    """Yield a description of each declared reference to an object that the account does not contain."""
    ids = {(each.kind.type_name, each.id) for each in live}
    read = {kind.type_name: kind for kind in kinds}
    for each in known:
        for field, type_name in each.kind.references.items():
            value = each.declared.get(prop(field))
            for id_ in value if isinstance(value, list) else [value]:
                if isinstance(id_, str) and id_ and type_name in read and (type_name, id_) not in ids:
                    yield f"{each.resource_name} to the {read[type_name].noun} {id_}"


def _without_targets(references: Sequence[str]) -> str:
    return (
        f"Resources refer to objects that the account does not contain ({_names(references)}): run "
        "`pulumi refresh`, and then `pulumi up`, which creates the objects that the program declares. "
        "Replace other ids in the program."
    )


def _sharing(objects: Sequence[Managed], other: Neighbour) -> str:
    return (
        f"Stack {other.stack} also manages {count(len(objects), 'object')} of this stack "
        f"({_names(each.name for each in objects)}): a change by one stack is a conflict for the other. "
        f"Remove each object from one stack, for example with `pulumi state delete '{objects[0].urn}' "
        f"--stack {other.stack}`, and from the program of that stack."
    )


def _names(names: Iterable[str]) -> str:
    shown = [visible(each) for each in names]
    return ", ".join([*shown[:_MAX_NAMES], *(["…"] if shown[_MAX_NAMES:] else [])])
