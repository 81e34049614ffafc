"""Messages about objects that differ from what the caller knows.

A secret field is named, but its values are not shown. Commands have placeholders for the resource's URN, its
name and its Pulumi type, which only the caller knows; `commands_in_messages` replaces them.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from pulumi_liveperson.client.kinds.kind import Kind, Wire

_ITEMS = 3  # of a list, such as events, that a message shows
_HIDDEN_TARGET = "this object does not exist, or is of another kind; its id is secret"
_HIDDEN = "differs; its values are secret, or were secret"

TARGET = "--target <urn>"
RESOURCE = "<resource>"
_OVERWRITE = (
    f"To overwrite it: `LIVEPERSON_ON_CONFLICT=overwrite pulumi up {TARGET}`, or "
    'on_conflict="overwrite" in the program.'
)


def import_command(type_name: str, id_: str) -> str:
    """Return the command that imports an object for a declared resource."""
    return f"`pulumi import <{type_name}> {RESOURCE} {id_} --protect=false --generate-code=false`"


def changed_message(
    kind: Kind,
    id_: str,
    fields: Collection[str],
    *,
    base: Wire,
    live: Wire,
    desired: Wire | None,
    newly_managed: Collection[str] = (),
    targets: Mapping[str, str] | None = None,
) -> str:
    """Report the fields that another person changed, with the state's, the live and the declared value.

    The state does not contain the fields that the resource did not manage until now. `targets` are the names
    of the objects to which ids refer.
    """
    before, now = _content(kind, base), _without_cleared(kind, kind.keep_spelling(base, live))
    wanted = _content(kind, desired) if desired is not None else {}
    lines = []
    for name in fields:
        old, new, asked_for = (each.get(name) for each in (before, now, wanted))
        knew, holds = _differing(old, new)
        asked = "deletion" if desired is None else _differing(old, asked_for)[1]
        if targets and name in kind.references:
            knew, holds, asked = (
                f"{text} ({targets[value]})" if isinstance(value, str) and value in targets else text
                for text, value in ((knew, old), (holds, new), (asked, asked_for))
            )
        stored = "not managed until now" if name in newly_managed else f"the state has {knew}"
        values = f"{stored}, LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {_HIDDEN if kind.hidden_fields.hides(name) else values}")
    known = live if kind.part_of else base
    if all(name in newly_managed for name in fields):
        title = f"{named(kind, id_, known)} already has other values in fields that become managed now:"
        is_new = kind.part_of is not None and desired is not None and len(newly_managed) == len(desired)
        or_import = f", or import the current hours: {import_command(kind.type_name, id_)}" if is_new else ""
        solution = (
            "Nothing was written. To keep a value, declare it in the program, or leave the field out"
            f"{or_import}. Then run `pulumi up`. {_OVERWRITE}"
        )
        return "\n".join([title, *lines, solution])
    title = f"{named(kind, id_, known)} was changed in LivePerson since Pulumi last saw it:"
    solution = (
        f"Nothing was written. Copy the change into the state: `pulumi refresh {TARGET}`, and look at "
        "`pulumi preview --diff`. To keep the change, write it into the program. Then run `pulumi up`. "
        f"{_OVERWRITE}"
    )
    return "\n".join([title, *lines, solution])


def default_message(kind: Kind, holder: Wire, desired: Wire) -> str:
    """Report that another person made another object the default."""
    own = _declared_name(kind, desired, "this resource")
    return (
        f"{_other(kind, holder)} was made the default in LivePerson since Pulumi last saw it, and "
        f"{own} would take the default from it. Nothing was written. Copy the change into the state: "
        f"`pulumi refresh`, and look at `pulumi preview --diff`. Then run `pulumi up`. {_OVERWRITE}"
    )


def default_overwritten_message(kind: Kind, holder: Wire) -> str:
    """Report which object loses the default because of `overwrite`."""
    return (
        f'{_other(kind, holder)} was made the default in LivePerson, and on_conflict="overwrite" removed it.'
    )


def overwritten_message(kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire) -> str:
    """Report the change by another person that is overwritten because of `overwrite`."""
    before, now = _content(kind, base), _without_cleared(kind, kind.keep_spelling(base, live))
    changes = []
    for name in fields:
        knew, holds = _differing(before.get(name), now.get(name))
        values = f": {holds}, the state has {knew}"
        changes.append(f"{name}{' (secret, or was secret)' if kind.hidden_fields.hides(name) else values}")
    values = "; ".join(changes)
    known = live if kind.part_of else base
    return f"{named(kind, id_, known)} was overwritten, including a change made in LivePerson: {values}"


def order_message(kind: Kind, out_of_order: Iterable[Wire]) -> str:
    """Report unchanged objects that are not in the order of the state."""
    several = ", ".join(named(kind, str(each["id"]), each).removeprefix("The ") for each in out_of_order)
    return (
        f"The order of the {kind.noun}s differs from the state: another person has moved {several} in "
        "LivePerson, or an update ended early. The order was not changed. Copy it into the state: "
        "`pulumi refresh`, and look at `pulumi preview --diff`. Then run `pulumi up`."
    )


def put_back_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that an unchanged object was moved back, because it was not in the declared order."""
    return f"{named(kind, id_, live)} was not in the declared order, and was moved back."


def deleted_message(kind: Kind, id_: str, base: Wire) -> str:
    """Report that the object of an update is deleted."""
    return (
        f"{named(kind, id_, base)} was deleted in LivePerson since Pulumi last saw it. Nothing was written. "
        f"Run `pulumi refresh {TARGET}`, and then `pulumi up` creates it again."
    )


def name_taken_message(kind: Kind, id_: str, fields: Iterable[str], *, live: Wire, desired: Wire) -> str:
    """Report that an object has the name, the content of both, and how to take over the existing one."""
    now, wanted = _content(kind, live), _content(kind, desired)
    lines = []
    for name in fields:
        holds, asked = _differing(now.get(name), wanted.get(name))
        values = f"LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {_HIDDEN if kind.hidden_fields.hides(name, id_) else values}")
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
        f"to {_declared_name(kind, desired, f'another {kind.key}')}. Nothing was written. "
        "Run `pulumi up` again."
    )


def no_target_message(kind: Kind, id_: str | None, wire: Wire, problems: Mapping[str, str]) -> str:
    """Report the fields that would refer to objects that do not exist, or that are of another kind."""
    lines = [
        f"  {name}: {_HIDDEN_TARGET if kind.hidden_fields.hides(name) else problem}"
        for name, problem in problems.items()
    ]
    title = f"{named(kind, id_, wire)} was not written, because it would refer to objects that do not exist:"
    solution = "Use the id of a resource in the program, such as `special_occasion_id=holidays.id`."
    return "\n".join([title, *lines, solution])


def ignored_message(kind: Kind, id_: str, fields: Iterable[str], *, live: Wire, desired: Wire) -> str:
    """Report the fields that LivePerson did not write although it accepted the request."""
    now, wanted = _content(kind, live), _content(kind, desired)
    lines = []
    for name in fields:
        holds, asked = _differing(now.get(name), wanted.get(name))
        values = f"LivePerson has {holds}, requested: {asked}"
        lines.append(f"  {name}: {_HIDDEN if kind.hidden_fields.hides(name) else values}")
    title = f"LivePerson accepted a write of {_lower(named(kind, id_, live))}, but ignored some fields:"
    return "\n".join([title, *lines, kind.ignored_hint])


def vanished_message(kind: Kind, id_: str, base: Wire) -> str:
    """Report that the object of which a resource manages a part does not exist any more."""
    return (
        f"{named(kind, id_, base)} was deleted in LivePerson. Nothing was written. Remove the resource from "
        f"the program, or declare another {kind.noun}."
    )


def declared_twice_message(kind: Kind, id_: str, live: Wire) -> str:
    """Report that another resource of the same update has the object."""
    return (
        f"{named(kind, id_, live)} belongs to another resource of this stack, and only one resource can "
        f"manage it: one `{kind.owner.type_name}` or one `{kind.type_name}`. Remove one of the two from the "
        "program."
    )


def in_use_message(kind: Kind, id_: str, live: Wire, skills: Sequence[str]) -> str:
    """Report the skills that use an object to delete."""
    names = ", ".join(shown(name) for name in sorted(skills))
    return (
        f"{named(kind, id_, live)} is used by skills ({names}). Nothing was deleted. Assign another "
        f"{kind.noun} to these skills, or none, in the program (`Skill`, `SkillHours`) or in the console. "
        "Then run `pulumi up` again."
    )


def uncertain_create_message(kind: Kind, desired: Wire, answer: str) -> str:
    """Report that a create may have taken effect, but no list shows it."""
    return (
        f"{named(kind, None, desired)} may have been created, but no list shows whether it was: {answer} "
        "Run `pulumi up` again; it reads the list again."
    )


def unknown_default_message(kind: Kind, answer: str) -> str:
    """Report that an object was not made the default, because no list shows the current default."""
    return (
        f"No list shows which {kind.noun} is the default now, so the default was not changed: {answer} "
        "Run `pulumi up` again; it reads the list again."
    )


def unknown_existence_message(kind: Kind, id_: str) -> str:
    """Report that it is unknown whether an object exists, because the 404 may not be LivePerson's."""
    return (
        f"So it is not known whether the {kind.noun} {id_} still exists, and nothing was written. "
        "Check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:accountId. If you are sure that it "
        "is deleted, remove it from the state: `pulumi state delete <urn>`."
    )


def named(kind: Kind, id_: str | None, wire: Wire) -> str:
    """Return the noun, the name and the id of an object, without a name that must not be quoted."""
    text = wire.get(kind.key, wire.get(kind.owner.key))
    is_hidden = kind.hidden_fields.hides(kind.key, id_) or (text is None and kind.part_of is not None)
    name = "" if is_hidden else f" {shown(text)}"
    return f"The {kind.noun}{name}" + ("" if id_ is None else f" (id {id_})")


def _content(kind: Kind, wire: Wire) -> Wire:
    return _without_cleared(kind, kind.content(wire))


def _without_cleared(kind: Kind, content: Wire) -> Wire:
    """Return content without cleared fields, so that a message says that they have nothing."""
    if not kind.is_partial:
        return content
    return {name: value for name, value in content.items() if value != ""}


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _other(kind: Kind, wire: Wire) -> str:
    return named(kind, str(wire["id"]), wire)


def _declared_name(kind: Kind, desired: Wire, instead: str) -> str:
    """Return the declared name of the operation's own object, or `instead` if the name is hidden."""
    return instead if kind.hidden_fields.hides(kind.key) else shown(desired.get(kind.key))


def _differing(*values: object) -> list[str]:
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
