"""What the command says beside the program that it writes."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pulumi_liveperson.cli.export.objects import Exported, broken_rules, entities, undocumented_times
from pulumi_liveperson.cli.inventory.look import SortedOut
from pulumi_liveperson.cli.words import count
from pulumi_liveperson.escaping import visible, without_commands
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.review.accepted import FILE

_MOST = 20


def tell(line: str) -> None:
    """Say a line, on stderr: stdout is for a program."""
    print(without_commands(line), file=sys.stderr)


def amount(exported: Iterable[Exported]) -> str:
    """Return how many objects of each kind there are: `2 special occasions and 1 status reason`."""
    numbers = Counter(each.live.kind for each in exported)
    return " and ".join(count(numbers[kind], kind.noun) for kind in kinds() if numbers[kind]) or "no object"


def tell_managed(exported: Sequence[Exported]) -> None:
    """Say which objects a new program declares because the stack manages them already."""
    if exported:
        tell(f"Of these the stack manages {amount(exported)} already, so they are not imported again.")


def tell_left_out(found: SortedOut) -> None:
    """Say which objects are not exported, because somebody else has them."""
    if found.accepted:
        names = _names(each.name for each, _ in found.accepted)
        tell(f"Left out, because {FILE} accepts them as unmanaged: {names}.")
    for stack in sorted({stack for _, stack in found.elsewhere}):
        names = _names(each.name for each, other in found.elsewhere if other == stack)
        tell(
            f"Left out, because the stack {stack} manages them: {names}. To move one here, run "
            f"`pulumi state delete <urn> --stack {stack}`, and take it out of that stack's program."
        )


def tell_deleted(urns: Sequence[str]) -> None:
    """Say which resources the next update deletes."""
    if urns:
        tell(
            f"`pulumi up` will delete {count(len(urns), 'resource')} that the program does not declare: "
            f"{_names(Urn.of(each).name for each in urns)}. Declare what is to stay."
        )


def tell_broken(exported: Iterable[Exported]) -> None:
    """Say which objects break a rule, and which rules."""
    broken = [each for each in exported if each.mistakes]
    if broken:
        tell(f"Not declared, because no program can: {amount(broken)}. Mend or list in {FILE}:")
    for each in broken[:_MOST]:
        tell(f"  {called(each)}: {visible('; '.join(each.mistakes))}")
    if broken[_MOST:]:
        tell(f"  and {count(len(broken) - _MOST, 'other')}")


def tell_unchecked(exported: Iterable[Exported]) -> None:
    """Say which objects break a documented rule, and are declared as they are."""
    found = [each for each in exported if each.unchecked and not each.mistakes]
    if found:
        tell(
            f"Declared as it is with unchecked(), because a documented rule is broken: {amount(found)}. "
            "LivePerson may refuse an update of these."
        )
    for each in found[:_MOST]:
        tell(f"  {called(each)}: {visible('; '.join(broken_rules(each.live)))}")
    if found[_MOST:]:
        tell(f"  and {count(len(found) - _MOST, 'other')}")


def tell_spelling(exported: Iterable[Exported]) -> None:
    """Say what LivePerson may have written otherwise than somebody else has."""
    good = [each for each in exported if not each.mistakes]
    if found := [(each, time) for each in good for time in undocumented_times(each.live)]:
        first, time = found[0]
        tell(
            f"LivePerson writes {count(len(found), 'time')} otherwise than its API documents, such as "
            f"{visible(time)} in the {called(first)}. The program has the documented form of the same time."
        )
    if texts := [(each, text) for each in good for text in entities(each.declared)]:
        first, text = texts[0]
        tell(
            f"LivePerson shows HTML entities in {count(len(texts), 'text')}, such as {visible(text)} in the "
            f"{called(first)}. If the console shows the characters that these stand for, write those into "
            "the program before the first update: that alone changes nothing, while an update sends entities "
            "as they are."
        )


def tell_inside(exported: Sequence[Exported]) -> None:
    """Say which objects a program declares inside of components."""
    if exported:
        tell(
            f"The program declares {amount(exported)} inside of components, where nothing can be imported: "
            f"`pulumi up` takes over those that are equal ({_names(each.live.name for each in exported)})."
        )


def how_to_import(file: Path, stack: str) -> str:
    """Return the command that imports a file."""
    return f"pulumi import --file {file} --protect=false --generate-code=false --stack {stack}"


def called(exported: Exported) -> str:
    """Return what people call an object, with its id."""
    return f"{exported.live.kind.noun} {visible(exported.live.name)} (id {exported.live.id})"


def _names(names: Iterable[str]) -> str:
    """Return the first of some names, and a sign if there are others."""
    shown = [visible(each) for each in names]
    return ", ".join([*shown[:_MOST], *(["…"] if shown[_MOST:] else [])])
