"""Generates the stack program that declares exported objects."""

import textwrap
from collections.abc import Iterable, Sequence

from pulumi_liveperson import registry
from pulumi_liveperson.cli.export.code import WIDTH, Call, Node, called, lines, literal
from pulumi_liveperson.cli.export.objects import Exported, model_of
from pulumi_liveperson.cli.export.zones import ZONE, Zones
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.wire import ON_CONFLICT, UNCHECKED

_DEPTH = 1  # inside a function
_ROOM = WIDTH - len("    # ")
_MAX_STATEMENTS = 50  # the number of statements in a function above which a linter warns
_NOT_DECLARABLE = (
    "The following objects cannot be declared. For each, correct it in LivePerson and export it again, or",
    "declare the correct content and import it, or list it in accepted.yaml with a reason (docs/adopt.md).",
)


def program(exported: Sequence[Exported], account_id: str) -> str:
    """Return a module that declares objects, in the layout of `ruff format`."""
    declarable = [each for each in exported if not each.mistakes]
    found = Zones()
    for each in declarable:
        _call(each, found)
    zone = found.shared
    calls = [_call(each, Zones(zone)) for each in declarable]
    parts = [f'"""The objects of account {account_id} at the time of the export."""']
    if len(declarable) < len(exported):
        parts.append("# ruff: noqa: ERA001 - objects that cannot be declared are comments, to be corrected")
    if declarable:
        parts.append(imports(declarable))
    if zone is not None:
        parts.append(f"{ZONE} = {literal(zone)}")
    comment = "  # noqa: PLR0915 - one statement for each object" if len(calls) > _MAX_STATEMENTS else ""
    function = [f"def program() -> None:{comment}", '    """Declare the account."""', *_body(calls, exported)]
    return "\n\n".join(parts) + "\n\n\n" + "\n".join(function) + "\n"


def declarations(exported: Sequence[Exported]) -> str:
    """Return the declarations of objects for the function of an existing program."""
    calls = [_call(each, Zones()) for each in exported]
    return "".join(f"{line}\n" for line in _body(calls, []))


def imports(exported: Sequence[Exported]) -> str:
    """Return the import statement that the declarations of objects need."""
    names = set().union(*(called(_call(each, Zones())) for each in exported))
    return f"from pulumi_liveperson import {', '.join(sorted(names))}"


def _body(calls: Iterable[Node], exported: Iterable[Exported]) -> list[str]:
    body = [line for call in calls for line in lines(call, _DEPTH)]
    comments = _comments([each for each in exported if each.mistakes])
    return [*body, *([""] if body and comments else []), *comments]


def _comments(broken: Sequence[Exported]) -> list[str]:
    """Return comments for the objects that cannot be declared, with the rules that they break."""
    found = [*_NOT_DECLARABLE] if broken else []
    for each in broken:
        found += ["", f"The {each.live.kind.noun} {visible(each.live.name)}, id {each.live.id}:"]
        for mistake in each.mistakes:
            found += textwrap.wrap(f"- {visible(mistake)}", _ROOM, subsequent_indent="  ")
        found += lines(Call(each.live.kind.type_name, [each.resource_name], each.declared))
    return [f"    # {line}".rstrip() for line in found]


def _is_left_out(exported: Exported, name: str) -> bool:
    """Return whether a declared value equals the default, so it is left out of the program."""
    field = model_of(exported.live.kind).model_fields[name]
    is_needed = field.is_required()
    return not is_needed and bool(exported.declared[name] == field.get_default(call_default_factory=True))


def _call(exported: Exported, zones: Zones) -> Call:
    named: dict[str, Node] = {
        name: value for name, value in exported.declared.items() if not _is_left_out(exported, name)
    }
    named.pop(UNCHECKED, None)
    if ON_CONFLICT in named:
        named[ON_CONFLICT] = named.pop(ON_CONFLICT)  # an option comes after the content of the object
    list_code = registry.list_code(exported.live.kind)
    for name in named.keys() - {*exported.unchecked}:
        if list_code is not None and isinstance(named[name], list):
            named[name] = list_code(named[name], zones)
    for field in exported.unchecked:
        named[field] = Call(UNCHECKED, [exported.declared[field]])
    return Call(exported.live.kind.type_name, [exported.resource_name], named)
