"""The words for an object that is not what its caller knew.

What must not be quoted is named, and not shown. A command has a place for what only the caller knows: the
resource's URN and name, and what Pulumi calls its type. `commands` fills them in.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from pulumi_liveperson.client.kinds.kind import Kind, Wire

_ITEMS = 3  # of a list, such as events, that a message shows
_HIDDEN = "differs; its values are secret, or have been"

TARGET = "--target <urn>"
RESOURCE = "<resource>"
_OVERWRITE = (
    f"To overwrite it on purpose: `LIVEPERSON_ON_CONFLICT=overwrite pulumi up {TARGET}`, or "
    'on_conflict="overwrite" in the program.'
)


def import_command(type_name: str, id_: str) -> str:
    """Return the command that takes an object over for a resource that the program declares."""
    return f"`pulumi import <{type_name}> {RESOURCE} {id_} --protect=false --generate-code=false`"


def changed_message(
    kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire, desired: Wire | None
) -> str:
    """Say which fields somebody else changed: what Pulumi knew, what LivePerson holds, what was asked for."""
    before, now = kind.content(base), kind.keep_spelling(base, live)
    wanted = kind.content(desired) if desired is not None else {}
    lines = []
    for name in fields:
        knew, holds = _apart(before.get(name), now.get(name))
        asked = "the deletion" if desired is None else _apart(before.get(name), wanted.get(name))[1]
        said = f"Pulumi knew {knew}, LivePerson holds {holds}, asked for {asked}"
        lines.append(f"  {name}: {_HIDDEN if kind.discretion.hides(name) else said}")
    title = f"{named(kind, id_, base)} was changed in LivePerson since Pulumi last saw it:"
    ways_out = (
        f"Nothing was written. To take over what LivePerson holds: `pulumi refresh {TARGET}`, then "
        f"`pulumi preview --diff` and `pulumi up`. {_OVERWRITE}"
    )
    return "\n".join([title, *lines, ways_out])


def default_message(kind: Kind, holder: Wire, desired: Wire) -> str:
    """Say that somebody else gave the default to another object than the one that Pulumi knew to have it."""
    own = _own_name(kind, desired, "this resource")
    return (
        f"{_other(kind, holder)} was made the default in LivePerson since Pulumi last saw it, and "
        f"{own} would take that from it. Nothing was written. To take over what LivePerson "
        f"holds: `pulumi refresh`, then `pulumi preview --diff` and `pulumi up`. {_OVERWRITE}"
    )


def default_overwritten_message(kind: Kind, holder: Wire) -> str:
    """Say from which object the default is taken on purpose."""
    return f"{_other(kind, holder)}, made the default in LivePerson, lost that on purpose."


def overwritten_message(kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire) -> str:
    """Say what somebody else had written and is overwritten on purpose."""
    before, now = kind.content(base), kind.keep_spelling(base, live)
    changes = []
    for name in fields:
        knew, holds = _apart(before.get(name), now.get(name))
        said = f": {holds}, where Pulumi knew {knew}"
        changes.append(f"{name}{' (secret, or has been)' if kind.discretion.hides(name) else said}")
    said = "; ".join(changes)
    return f"{named(kind, id_, base)} was overwritten, with what was changed in LivePerson: {said}"


def disturbed_message(kind: Kind, disturbed: Iterable[Wire]) -> str:
    """Say that objects to which nothing is done do not stand where Pulumi knew them to stand."""
    several = ", ".join(named(kind, str(each["id"]), each).removeprefix("The ") for each in disturbed)
    return (
        f"The order of the {kind.noun}s is not what Pulumi knew: somebody has moved {several} in LivePerson, "
        "or an update has ended early. The order was left as it is. Take it over with `pulumi refresh`, look "
        "at the difference with `pulumi preview --diff`, and apply with `pulumi up`."
    )


def put_back_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that an object to which nothing else is done was moved, because it stood wrong before."""
    return f"{named(kind, id_, live)} did not stand in the declared order, and was moved back."


def gone_message(kind: Kind, id_: str, base: Wire) -> str:
    """Say that an object that should be updated does not exist any more."""
    return (
        f"{named(kind, id_, base)} was deleted in LivePerson since Pulumi last saw it. Nothing was written. "
        f"Run `pulumi refresh {TARGET}`, and then `pulumi up` creates it again."
    )


def taken_message(kind: Kind, id_: str, live: Wire, desired: Wire) -> str:
    """Say that another object has the name, what both hold, and how to take the existing one over."""
    now, wanted = kind.content(live), kind.content(desired)
    lines = []
    for name in kind.differences(live, desired):
        holds, asked = _apart(now.get(name), wanted.get(name))
        said = f"LivePerson holds {holds}, asked for {asked}"
        lines.append(f"  {name}: {_HIDDEN if kind.discretion.hides(name, id_) else said}")
    title = f"{named(kind, id_, live)} already exists with other content, so it was not created:"
    way_out = (
        f"Give the new one another {kind.key}, or take the existing one over: declare what it holds, and an "
        f"equal object is taken over; or import it: {import_command(kind.type_name, id_)}, and the next "
        "`pulumi up` writes what the program says."
    )
    return "\n".join([title, *lines, way_out])


def namesakes_message(kind: Kind, name: str, held: Mapping[str, str]) -> str:
    """Say that several objects may be the one of a name."""
    own = "" if kind.discretion.hides(kind.key) else f" {_shown(name)}"
    title = f"Which {kind.noun} has the {kind.key}{own} cannot be told, so none was taken over:"
    lines = [
        f"  {named(kind, id_, {kind.key: each})}: {import_command(kind.type_name, id_)}"
        for id_, each in held.items()
    ]
    return "\n".join([title, *lines, f"Import the right one, or give the new one another {kind.key}."])


def owned_message(kind: Kind, name: str) -> str:
    """Say that another resource of the same update has the name."""
    return (
        f"{named(kind, None, {kind.key: name})} belongs to another resource of this update: two resources "
        f"declare the same {kind.key}. Rename one of them, or remove it."
    )


def own_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that an object has to be deleted before its resource can have another one of that name."""
    return (
        f"{named(kind, id_, live)} is to be replaced by one of the same {kind.key}, which LivePerson takes "
        "only after this one is deleted. Nothing was written. Give the resource the option "
        "ResourceOptions(delete_before_replace=True), and run `pulumi up` again."
    )


def imported_twice_message(kind: Kind, id_: str, live: Wire, owner: str) -> str:
    """Say that an import would give an object to a second resource."""
    return (
        f"{named(kind, id_, live)} belongs to another resource of this stack ({owner}), so it was not "
        "imported. Remove one of the two from the program; the object stays with the other."
    )


def shared_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that an object stays although an entry of the state is deleted."""
    return f"{named(kind, id_, live)} stays in LivePerson, because another resource of this stack has it."


def not_yet_free_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that the object that has the name is to be renamed, and has not been."""
    return (
        f"{named(kind, id_, live)} belongs to another resource, which gives that {kind.key} up and has not "
        "been updated yet. Nothing was written. Run `pulumi up --continue-on-error`."
    )


def lost_message(kind: Kind, id_: str, base: Wire, desired: Wire) -> str:
    """Say that a new resource has taken the object over that is to be renamed."""
    return (
        f"{named(kind, id_, base)} was taken over by another resource of this update, so it was not renamed "
        f"to {_own_name(kind, desired, f'another {kind.key}')}. Nothing was written. Run `pulumi up` again."
    )


def in_use_message(kind: Kind, id_: str, live: Wire, skills: Sequence[str]) -> str:
    """Say which skills refer to an object that should be deleted."""
    names = ", ".join(_shown(name) for name in sorted(skills))
    return (
        f"{named(kind, id_, live)} is used by skills ({names}). Nothing was "
        f"deleted. Assign another {kind.noun} there, or none, and run `pulumi up` again."
    )


def unseen_message(kind: Kind, desired: Wire, answer: str) -> str:
    """Say that a create may have taken effect, where no list shows whether it has."""
    return (
        f"{named(kind, None, desired)} may have been created, and no list shows whether it was: {answer} "
        "Run `pulumi up` again, which looks once more."
    )


def default_unseen_message(kind: Kind, answer: str) -> str:
    """Say that an object is not made the default where no list shows from which one that would take it."""
    return (
        f"Which {kind.noun} is the default now is not to be seen, so that was not taken from it: {answer} "
        "Run `pulumi up` again, which looks once more."
    )


def not_told_message(kind: Kind, id_: str) -> str:
    """Say that nobody knows whether an object is there, where a 404 may come from anywhere."""
    return (
        f"So it is not known whether the {kind.noun} {id_} is still there, and nothing was written. "
        "Check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:accountId. If it is surely gone, "
        "take it out of the state: `pulumi state delete <urn>`."
    )


def named(kind: Kind, id_: str | None, wire: Wire) -> str:
    """Name an object by its name, unless that must not be quoted, and by its id, where it has one."""
    name = "" if kind.discretion.hides(kind.key, id_) else f" {_shown(wire.get(kind.key))}"
    return f"The {kind.noun}{name}" + ("" if id_ is None else f" (id {id_})")


def _other(kind: Kind, wire: Wire) -> str:
    return named(kind, str(wire["id"]), wire)


def _own_name(kind: Kind, desired: Wire, instead: str) -> str:
    """Return what the operation's own object is to be called, or something instead of what is hidden."""
    return instead if kind.discretion.hides(kind.key) else _shown(desired.get(kind.key))


def _apart(*values: object) -> list[str]:
    """Return two values as text; of two lists only the items that the other one does not hold."""
    lists = [value for value in values if isinstance(value, list)]
    if len(lists) < len(values):
        return [_shown(value) for value in values]
    return [
        _shown_items([item for item in value if not all(item in other for other in lists)]) for value in lists
    ]


def _shown_items(items: list[object]) -> str:
    shown = ", ".join(_shown(item) for item in items[:_ITEMS]) or "nothing else"
    return shown + (f" and {len(items) - _ITEMS} more" if len(items) > _ITEMS else "")


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
