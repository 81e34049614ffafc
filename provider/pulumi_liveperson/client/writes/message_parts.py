"""Parts of messages about objects.

A secret field is named, but its values are not shown. Commands have placeholders for the resource's URN, its
name and its Pulumi type, which only the caller knows; `commands_in_messages` replaces them.
"""

import json

from pulumi_liveperson.client.kinds.kind import Kind, Wire

_ITEMS = 3  # of a list, such as events, that a message shows
HIDDEN = "differs; its values are secret, or were secret"

TARGET = "--target <urn>"
RESOURCE = "<resource>"
OVERWRITE = (
    f"To overwrite it: `LIVEPERSON_ON_CONFLICT=overwrite pulumi up {TARGET}`, or "
    'on_conflict="overwrite" in the program.'
)


def import_command(type_name: str, id_: str) -> str:
    """Return the command that imports an object for a declared resource."""
    return f"`pulumi import <{type_name}> {RESOURCE} {id_} --protect=false --generate-code=false`"


def named(kind: Kind, id_: str | None, wire: Wire) -> str:
    """Return the noun, the name and the id of an object, without a name that must not be quoted."""
    text = wire.get(kind.key, wire.get(kind.owner.key))
    is_hidden = kind.hidden_fields.hides(kind.key, id_) or (text is None and kind.part_of is not None)
    name = "" if is_hidden else f" {shown(text)}"
    return f"The {kind.noun}{name}" + ("" if id_ is None else f" (id {id_})")


def shown_content(kind: Kind, wire: Wire) -> Wire:
    """Return the managed fields of an object for a message."""
    return without_cleared(kind, kind.content(wire))


def without_cleared(kind: Kind, content: Wire) -> Wire:
    """Return content without cleared fields, so that a message says that they have nothing."""
    if not kind.is_partial:
        return content
    return {name: value for name, value in content.items() if value != ""}


def lower_first(sentence: str) -> str:
    """Return a sentence that begins with a lower-case letter, for the middle of another one."""
    return sentence[0].lower() + sentence[1:]


def other_object(kind: Kind, wire: Wire) -> str:
    """Return the noun, the name and the id of an object in LivePerson."""
    return named(kind, str(wire["id"]), wire)


def declared_name(kind: Kind, desired: Wire, instead: str) -> str:
    """Return the declared name of the operation's own object, or `instead` if the name is hidden."""
    return instead if kind.hidden_fields.hides(kind.key) else shown(desired.get(kind.key))


def differing(*values: object) -> list[str]:
    """Return values as text; of lists only the items that are not in all of the lists."""
    lists = [value for value in values if isinstance(value, list)]
    if len(lists) < len(values):
        return [shown(value) for value in values]
    return [
        _shown_items([item for item in value if not all(item in other for other in lists)]) for value in lists
    ]


def _shown_items(items: list[object]) -> str:
    text = ", ".join(shown(item) for item in items[:_ITEMS]) or "nothing else"
    return text + (f" and {len(items) - _ITEMS} more" if len(items) > _ITEMS else "")


def shown(value: object) -> str:
    """Return a value as JSON for a message; `nothing` for a value that is missing."""
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
