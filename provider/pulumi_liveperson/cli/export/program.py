"""Generates the stack program that declares exported objects."""

import textwrap
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from pulumi_liveperson import registry
from pulumi_liveperson.cli.export.code import WIDTH, Call, Node, called, lines, literal
from pulumi_liveperson.cli.export.objects import Exported, model_of
from pulumi_liveperson.cli.export.references import Names, References, reference_fields
from pulumi_liveperson.cli.export.zones import ZONE, Zones
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.wire import ON_CONFLICT, UNCHECKED, prop

NO_NAMES: Names = MappingProxyType({})
_DEPTH = 1  # inside a function
_ROOM = WIDTH - len("    # ")
_MAX_STATEMENTS = 50  # the number of statements in a function above which a linter warns
_NOT_DECLARABLE = (
    "The following objects cannot be declared. For each, correct it in LivePerson and export it again, or",
    "declare the correct content and import it, or list it in accepted.yaml with a reason (docs/adopt.md).",
)


def program(exported: Sequence[Exported], account_id: str, names: Names = NO_NAMES) -> str:
    """Return a module that declares objects, in the layout of `ruff format`.

    `names`: the names of the account's objects, for comments.
    """
    references = References((each for each in exported if not each.mistakes), names)
    declarable = references.order
    found = Zones()
    for each in declarable:
        _call(each, found, references)
    zone = found.shared
    statements = [_statement(each, Zones(zone), references) for each in declarable]
    parts = [f'"""The objects of account {account_id} at the time of the export."""']
    if len(declarable) < len(exported):
        parts.append("# ruff: noqa: ERA001 - objects that cannot be declared are comments, to be corrected")
    if declarable:
        parts.append(imports(declarable))
    if zone is not None:
        parts.append(f"{ZONE} = {literal(zone)}")
    comment = "  # noqa: PLR0915 - one statement for each object" if len(statements) > _MAX_STATEMENTS else ""
    body = _body(statements, exported)
    function = [f"def program() -> None:{comment}", '    """Declare the account."""', *body]
    return "\n\n".join(parts) + "\n\n\n" + "\n".join(function) + "\n"


def declarations(exported: Sequence[Exported], names: Names, used: Iterable[str]) -> str:
    """Return the declarations of objects for the function of an existing program, which uses some names."""
    references = References(exported, names, used)
    statements = [_statement(each, Zones(), references) for each in references.order]
    return "".join(f"{line}\n" for line in _body(statements, []))


def imports(exported: Sequence[Exported]) -> str:
    """Return the import statement that the declarations of objects need."""
    references = References(exported, NO_NAMES)
    names = set().union(*(called(_call(each, Zones(), references)) for each in exported))
    return f"from pulumi_liveperson import {', '.join(sorted(names))}"


def _body(statements: Iterable[list[str]], exported: Iterable[Exported]) -> list[str]:
    body = [line for statement in statements for line in statement]
    comments = _comments([each for each in exported if each.mistakes])
    return [*body, *([""] if body and comments else []), *comments]


def _comments(broken: Sequence[Exported]) -> list[str]:
    """Return comments for the objects that cannot be declared, with the rules that they break."""
    found = [*_NOT_DECLARABLE] if broken else []
    for each in broken:
        found += ["", f"The {each.live.kind.noun} {visible(each.live.name)}, id {each.live.id}:"]
        for mistake in each.mistakes:
            found += textwrap.wrap(f"- {visible(mistake)}", _ROOM, subsequent_indent="  ")
        found += lines(Call(each.kind.type_name, [each.resource_name], each.declared))
    return [f"    # {line}".rstrip() for line in found]


def _is_left_out(exported: Exported, name: str) -> bool:
    """Return whether a declared value equals the default, so it is left out of the program."""
    field = model_of(exported.kind).model_fields[name]
    is_needed = field.is_required()
    return not is_needed and bool(exported.declared[name] == field.get_default(call_default_factory=True))


def _statement(exported: Exported, zones: Zones, references: References) -> list[str]:
    """Return the lines that declare an object, after comments about fields that are left out."""
    comments = [
        f"    # {line}"
        for rule in exported.left_out
        for line in textwrap.wrap(f"Not declared, because it breaks a rule: {visible(rule)}", _ROOM)
    ]
    variable = references.variable(exported)
    before = "" if variable is None else f"{variable} = "
    return [*comments, *lines(_call(exported, zones, references), _DEPTH, before)]


def _call(exported: Exported, zones: Zones, references: References) -> Call:
    named: dict[str, Node] = {
        name: value for name, value in exported.declared.items() if not _is_left_out(exported, name)
    }
    named.pop(UNCHECKED, None)
    if ON_CONFLICT in named:
        named[ON_CONFLICT] = named.pop(ON_CONFLICT)  # an option comes after the content of the object
    for field in reference_fields(exported):
        named[prop(field)] = references.code(exported, field)
    list_code = registry.list_code(exported.kind)
    for name in named.keys() - {*exported.unchecked}:
        if list_code is not None and isinstance(named[name], list):
            named[name] = list_code(named[name], zones)
    for field in exported.unchecked:
        named[field] = Call(UNCHECKED, [exported.declared[field]])
    return Call(exported.kind.type_name, [exported.resource_name], named)
