"""Messages about objects and names that belong to another resource, or to no resource."""

from collections.abc import Iterable, Mapping

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.message_parts import (
    HIDDEN,
    declared_name,
    differing,
    import_command,
    named,
    shown,
    shown_content,
)


def name_taken_message(kind: Kind, id_: str, fields: Iterable[str], *, live: Wire, desired: Wire) -> str:
    """Report that an object has the name, the content of both, and how to take over the existing one."""
    now, wanted = shown_content(kind, live), shown_content(kind, desired)
    lines = []
    for name in fields:
        holds, asked = differing(now.get(name), wanted.get(name))
        values = f"LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {HIDDEN if kind.hidden_fields.hides(name, id_) else values}")
    title = f"{named(kind, id_, live)} already exists with other content, so no object was created:"
    solution = (
        f"Declare another {kind.key}; or declare the content of the existing object, and `pulumi up` takes "
        f"it over; or import it: {import_command(kind.type_name, id_)}, and the next `pulumi up` writes the "
        "declared content."
    )
    return "\n".join([title, *lines, solution])


def namesakes_message(kind: Kind, name: str, held: Mapping[str, str]) -> str:
    """Report that several objects may have a name."""
    own = "" if kind.hidden_fields.hides(kind.key) else f" {shown(name)}"
    title = (
        f"Several {kind.noun}s have a {kind.key} that may be the declared one{own}, so none was taken over:"
    )
    lines = [
        f"  {named(kind, id_, {kind.key: each})}: {import_command(kind.type_name, id_)}"
        for id_, each in held.items()
    ]
    return "\n".join([title, *lines, f"Import the right one, or declare another {kind.key}."])


def name_declared_twice_message(kind: Kind, name: str) -> str:
    """Report that another resource of the same update has the name."""
    return (
        f"{named(kind, None, {kind.key: name})} belongs to another resource of this update: two resources "
        f"declare the same {kind.key}. Rename one of them, or remove it."
    )


def declared_twice_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that another resource of the same update has the object."""
    return (
        f"{named(kind, id_, live)} belongs to another resource of this stack, and only one resource can "
        f"manage it: one `{kind.owner.type_name}` or one `{kind.type_name}`. Remove one of the two from the "
        "program."
    )


def replaced_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that an object must be deleted before its resource can create another one with the same name."""
    return (
        f"{named(kind, id_, live)} must be deleted before its replacement is created, because LivePerson "
        f"does not allow two {kind.noun}s with the same {kind.key}. Nothing was written. Give the resource "
        "the option ResourceOptions(delete_before_replace=True), and run `pulumi up` again."
    )


def imported_twice_message(kind: Kind, id_: str, live: Wire, owner: str) -> str:
    """Report that an import would give an object to a second resource."""
    return (
        f"{named(kind, id_, live)} belongs to another resource of this stack ({owner}), so it was not "
        "imported. Remove one of the two from the program; the object stays with the other."
    )


def shared_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that an object is not deleted although an entry of the state is deleted."""
    if kind.part_of is not None:
        return (
            f"{named(kind, id_, live)} keeps its hours, because another resource of this stack manages them."
        )
    return f"{named(kind, id_, live)} stays in LivePerson, because another resource of this stack has it."


def not_yet_free_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that the object with the name will be renamed, but is not renamed yet."""
    return (
        f"{named(kind, id_, live)} belongs to another resource, which declares another {kind.key} but was "
        "not updated yet. Nothing was written. Run `pulumi up --continue-on-error`."
    )


def taken_over_message(kind: Kind, id_: str, base: Wire, desired: Wire) -> str:
    """Report that a new resource took over the object that this update renames."""
    return (
        f"{named(kind, id_, base)} was taken over by another resource of this update, so it was not renamed "
        f"to {declared_name(kind, desired, f'another {kind.key}')}. Nothing was written. "
        "Run `pulumi up` again."
    )
