"""The messages that the command prints in addition to the program."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pulumi_liveperson.cli.export.objects import Exported, broken_rules, entities, undocumented_times
from pulumi_liveperson.cli.inventory.reading import ClassifiedObjects
from pulumi_liveperson.cli.numbers import count, count_of
from pulumi_liveperson.escaping import visible, without_commands
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.review.accepted import FILE
from pulumi_liveperson.review.dates import enumeration

_MAX_NAMES = 20


def print_line(line: str) -> None:
    """Print a line on stderr, because stdout is for the program."""
    print(without_commands(line), file=sys.stderr)


def counts(exported: Iterable[Exported]) -> str:
    """Return the number of objects of each kind: `2 special occasions and the hours of 1 skill`."""
    numbers = Counter(each.kind for each in exported)
    return enumeration([count_of(numbers[kind], kind) for kind in kinds() if numbers[kind]]) or "no object"


def print_managed(exported: Sequence[Exported]) -> None:
    """Print how many objects in the new program the stack already manages."""
    if exported:
        print_line(f"The stack already manages {counts(exported)} of these; they are not imported again.")


def print_left_out(found: ClassifiedObjects) -> None:
    """Print which objects are not exported, because they are accepted or another stack manages them."""
    if found.accepted:
        names = _names(each.name for each, _ in found.accepted)
        print_line(f"Left out, because they are accepted in {FILE}: {names}.")
    for stack in sorted({stack for _, stack in found.elsewhere}):
        names = _names(each.name for each, other in found.elsewhere if other == stack)
        print_line(
            f"Left out, because stack {stack} manages them: {names}. To move an object to this stack, run "
            f"`pulumi state delete <urn> --stack {stack}`, and remove it from that stack's program."
        )


def print_deletes(urns: Sequence[str]) -> None:
    """Print which resources the next update will delete."""
    if urns:
        print_line(
            f"`pulumi up` will delete {count(len(urns), 'resource')} that the program does not declare: "
            f"{_names(Urn.of(each).name for each in urns)}. To keep a resource, declare it."
        )


def print_broken(exported: Iterable[Exported]) -> None:
    """Print which objects cannot be declared, and the rules that they break."""
    broken = [each for each in exported if each.mistakes]
    if broken:
        print_line(
            f"Cannot be declared: {counts(broken)}. Correct them in LivePerson, or accept them in {FILE}:"
        )
    for each in broken[:_MAX_NAMES]:
        print_line(f"  {described(each)}: {visible('; '.join(each.mistakes))}")
    if broken[_MAX_NAMES:]:
        print_line(f"  and {count(len(broken) - _MAX_NAMES, 'other')}")


def print_unchecked(exported: Iterable[Exported]) -> None:
    """Print which objects break a documented rule, and are declared with `unchecked()`."""
    found = [each for each in exported if each.unchecked and not each.mistakes]
    if found:
        print_line(
            f"Declared with unchecked(), because a documented rule is broken: {counts(found)}. "
            "LivePerson may reject an update of these objects."
        )
    for each in found[:_MAX_NAMES]:
        print_line(f"  {described(each)}: {visible('; '.join(broken_rules(each.live, each.kind)))}")
    if found[_MAX_NAMES:]:
        print_line(f"  and {count(len(found) - _MAX_NAMES, 'other')}")


def print_spelling(exported: Iterable[Exported]) -> None:
    """Print where LivePerson uses an undocumented time format, or may have changed texts to HTML entities."""
    declarable = [each for each in exported if not each.mistakes]
    if found := [(each, time) for each in declarable for time in undocumented_times(each.live)]:
        first, time = found[0]
        print_line(
            f"LivePerson returned {count(len(found), 'time')} in an undocumented format, for example "
            f"{visible(time)} in the {described(first)}. The program contains the same time in the "
            "documented format."
        )
    if texts := [(each, text) for each in declarable for text in entities(each.declared)]:
        first, text = texts[0]
        print_line(
            f"LivePerson returned HTML entities in {count(len(texts), 'text')}, for example {visible(text)} "
            f"in the {described(first)}. If the console shows characters instead of entities, write the "
            "characters into the program before the first update. This change itself causes no update, but "
            "an update sends entities unchanged."
        )


def print_inside_components(exported: Sequence[Exported]) -> None:
    """Print which objects the program declares inside components."""
    if exported:
        print_line(
            f"The program declares {counts(exported)} inside components, where an import is not possible. "
            "`pulumi up` takes over the objects that are equal "
            f"({_names(each.live.name for each in exported)})."
        )


def import_command(file: Path, stack: str) -> str:
    """Return the command that imports a file."""
    return f"pulumi import --file {file} --protect=false --generate-code=false --stack {stack}"


def described(exported: Exported) -> str:
    """Return the kind, the name and the id of an object."""
    return f"{exported.live.kind.noun} {visible(exported.live.name)} (id {exported.live.id})"


def _names(names: Iterable[str]) -> str:
    """Return the first names, followed by … if there are more."""
    shown = [visible(each) for each in names]
    return ", ".join([*shown[:_MAX_NAMES], *(["…"] if shown[_MAX_NAMES:] else [])])
