"""The words for an object that is not what its caller knew."""

import json
from collections.abc import Iterable, Mapping, Sequence

from provider.liveperson.kinds import Kind, Wire

_ITEMS = 3  # of a list, such as events, that a message shows


def changed_message(
    kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire, desired: Wire | None
) -> str:
    """Say which fields somebody else changed: what Pulumi knew, what LivePerson holds, what was asked for."""
    before, now = kind.content(base), kind.restated(base, live)
    wanted = kind.content(desired) if desired is not None else {}
    lines = []
    for name in fields:
        knew, holds = _apart(before.get(name), now.get(name))
        asked = "the deletion" if desired is None else _apart(before.get(name), wanted.get(name))[1]
        lines.append(f"  {name}: Pulumi knew {knew}, LivePerson holds {holds}, asked for {asked}")
    return "\n".join(
        [
            f"{_named(kind, id_, base)} was changed in LivePerson since Pulumi last saw it:",
            *lines,
            _WAYS_OUT,
        ]
    )


_WAYS_OUT = (
    "Nothing was written. Take over what LivePerson holds with `pulumi refresh`, look at the difference with "
    "`pulumi preview --diff`, and apply with `pulumi up`; or overwrite it on purpose with "
    'on_conflict="overwrite" (docs/conflicts.md).'
)


def default_message(kind: Kind, holder: Wire, desired: Wire) -> str:
    """Say that somebody else gave the default to another object than the one that Pulumi knew to have it."""
    return (
        f"{_named(kind, str(holder['id']), holder)} was made the default in LivePerson since Pulumi last saw "
        f"it, and {_shown(desired.get(kind.key))} would take that from it. {_WAYS_OUT}"
    )


def default_overwritten_message(kind: Kind, holder: Wire) -> str:
    """Say from which object the default is taken on purpose."""
    return f"{_named(kind, str(holder['id']), holder)}, made the default in LivePerson, lost that on purpose."


def overwritten_message(kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire) -> str:
    """Say what somebody else had written and is overwritten on purpose."""
    before, now = kind.content(base), kind.restated(base, live)
    changes = []
    for name in fields:
        knew, holds = _apart(before.get(name), now.get(name))
        changes.append(f"{name}: {holds}, where Pulumi knew {knew}")
    said = "; ".join(changes)
    return f"{_named(kind, id_, base)} was overwritten, with what was changed in LivePerson: {said}"


def gone_message(kind: Kind, id_: str, base: Wire) -> str:
    """Say that an object that should be updated does not exist any more."""
    return (
        f"{_named(kind, id_, base)} was deleted in LivePerson since Pulumi last saw it. Nothing was written. "
        "Run `pulumi refresh`, and then `pulumi up` creates it again."
    )


def taken_message(kind: Kind, id_: str, live: Wire, desired: Wire) -> str:
    """Say that another object has the name, what both hold, and how to take the existing one over."""
    now, wanted = kind.content(live), kind.content(desired)
    lines = []
    for name in kind.differences(live, desired):
        holds, asked = _apart(now.get(name), wanted.get(name))
        lines.append(f"  {name}: LivePerson holds {holds}, asked for {asked}")
    title = f"{_named(kind, id_, live)} already exists with other content, so it was not created:"
    way_out = (
        f"Give the new one another {kind.key}, or take the existing one over: declare what it holds, and an "
        "equal object is taken over; or import it (docs/conflicts.md)."
    )
    return "\n".join([title, *lines, way_out])


def namesakes_message(kind: Kind, name: str, held: Mapping[str, str]) -> str:
    """Say that several objects may be the one of a name."""
    lines = [f"  {_shown(each)} (id {id_}): {_import_command(kind, id_)}" for id_, each in held.items()]
    title = f"Which {kind.noun} has the {kind.key} {_shown(name)} cannot be told, so none was taken over:"
    return "\n".join([title, *lines, f"Import the right one, or give the new one another {kind.key}."])


def _import_command(kind: Kind, id_: str) -> str:
    return f"`pulumi import <{kind.type_name}> <resource> {id_} --protect=false --generate-code=false`"


def owned_message(kind: Kind, name: str) -> str:
    """Say that another resource of the same update has the name."""
    return (
        f"The {kind.noun} {_shown(name)} belongs to another resource of this update: two resources declare "
        f"the same {kind.key}. Rename one of them, or remove it."
    )


def own_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that an object has to be deleted before its resource can have another one of that name."""
    return (
        f"{_named(kind, id_, live)} is to be replaced by one of the same {kind.key}, which LivePerson takes "
        "only after this one is deleted. Nothing was written. Give the resource the option "
        "ResourceOptions(delete_before_replace=True), and run `pulumi up` again."
    )


def imported_twice_message(kind: Kind, id_: str, live: Wire, owner: str) -> str:
    """Say that an import would give an object to a second resource."""
    return (
        f"{_named(kind, id_, live)} belongs to another resource of this stack ({owner}), so it was not "
        "imported. Remove one of the two from the program; the object stays with the other."
    )


def shared_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that an object stays although an entry of the state is deleted."""
    return f"{_named(kind, id_, live)} stays in LivePerson, because another resource of this stack has it."


def not_yet_free_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that the object that has the name is to be renamed, and has not been."""
    return (
        f"{_named(kind, id_, live)} belongs to another resource, which gives that {kind.key} up and has not "
        "been updated yet. Nothing was written. Run `pulumi up` again with --continue-on-error."
    )


def lost_message(kind: Kind, id_: str, base: Wire, desired: Wire) -> str:
    """Say that a new resource has taken the object over that is to be renamed."""
    return (
        f"{_named(kind, id_, base)} was taken over by another resource of this update, so it was not renamed "
        f"to {_shown(desired.get(kind.key))}. Nothing was written. Run `pulumi up` again."
    )


def in_use_message(kind: Kind, id_: str, live: Wire, skills: Sequence[str]) -> str:
    """Say which skills refer to an object that should be deleted."""
    names = ", ".join(_shown(name) for name in sorted(skills))
    return (
        f"{_named(kind, id_, live)} is used by skills ({names}). Nothing was "
        f"deleted. Assign another {kind.noun} there, or none, and run this again."
    )


def _named(kind: Kind, id_: str, wire: Wire) -> str:
    return f"The {kind.noun} {_shown(wire.get(kind.key))} (id {id_})"


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
