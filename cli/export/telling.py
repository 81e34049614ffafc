"""What the command says beside the program that it writes."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cli.export.objects import Exported, undocumented_times
from cli.report.escaping import visible
from cli.words import count
from provider.connection import KINDS

_MOST = 20


def tell(line: str) -> None:
    """Say a line, on stderr: stdout is for a program."""
    print(line, file=sys.stderr)


def amount(exported: Sequence[Exported]) -> str:
    """Return how many objects of each kind there are: `2 special occasions and 1 status reason`."""
    numbers = {kind: sum(each.live.kind is kind for each in exported) for kind in KINDS}
    return " and ".join(count(number, kind.noun) for kind, number in numbers.items() if number)


def tell_broken(exported: Iterable[Exported]) -> None:
    """Say which objects break a rule, and which rules."""
    broken = [each for each in exported if each.mistakes]
    if broken:
        tell(f"Not declared, because of a documented rule: {amount(broken)}.")
    for each in broken[:_MOST]:
        tell(f"  {_called(each)}: {visible('; '.join(each.mistakes))}")
    if broken[_MOST:]:
        tell(f"  and {count(len(broken) - _MOST, 'other')}")


def tell_times(exported: Iterable[Exported]) -> None:
    """Say whether LivePerson writes times otherwise than documented."""
    found = [(each, time) for each in exported if not each.mistakes for time in undocumented_times(each.live)]
    if found:
        first, time = found[0]
        tell(
            f"LivePerson writes {count(len(found), 'time')} otherwise than its API documents, such as "
            f"{visible(time)} in the {_called(first)}. The program has the documented form of the same time."
        )


def tell_inside(exported: Sequence[Exported]) -> None:
    """Say which objects a program declares inside of components."""
    if exported:
        names = ", ".join(visible(each.live.name) for each in exported[:_MOST])
        more = ", …" if exported[_MOST:] else ""
        tell(
            f"The program declares {amount(exported)} inside of components, where nothing can be imported: "
            f"`pulumi up` takes over those that are equal ({names}{more})."
        )


def how_to_import(file: Path, stack: str) -> str:
    """Return the command that imports a file."""
    return f"pulumi import --file {file} --protect=false --generate-code=false --stack {stack}"


def _called(exported: Exported) -> str:
    return f"{exported.live.kind.noun} {visible(exported.live.name)} (id {exported.live.id})"
