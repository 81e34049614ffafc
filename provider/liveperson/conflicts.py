"""The words for an object that is not what its caller knew."""

import json
from collections.abc import Iterable

from provider.liveperson.kinds import Kind, Wire

_WAY_OUT = (
    "Nothing was written. Run `pulumi refresh` to take over what LivePerson holds, look at the difference "
    "with `pulumi preview --diff`, and then run `pulumi up`."
)


def changed_message(
    kind: Kind, id_: str, fields: Iterable[str], *, base: Wire, live: Wire, desired: Wire | None
) -> str:
    """Say which fields somebody else changed: what Pulumi knew, what LivePerson holds, what was asked for."""
    before, now = kind.content(base), kind.content(live)
    lines = []
    for name in fields:
        asked = "to delete it" if desired is None else _shown(kind.content(desired).get(name))
        lines.append(
            f"  {name}: Pulumi knew {_shown(before.get(name))}, LivePerson holds {_shown(now.get(name))}, "
            f"asked for {asked}"
        )
    return "\n".join(
        [f"{_named(kind, id_, base)} was changed in LivePerson since Pulumi last saw it:", *lines, _WAY_OUT]
    )


def gone_message(kind: Kind, id_: str, base: Wire) -> str:
    """Say that an object that should be updated does not exist any more."""
    return (
        f"{_named(kind, id_, base)} was deleted in LivePerson since Pulumi last saw it. Nothing was written. "
        "Run `pulumi refresh`, and then `pulumi up` creates it again."
    )


def taken_message(kind: Kind, id_: str, live: Wire, desired: Wire) -> str:
    """Say that another object has the name, what both hold, and how to take the existing one over."""
    now, wanted = kind.content(live), kind.content(desired)
    lines = [
        f"  {name}: LivePerson holds {_shown(now.get(name))}, asked for {_shown(wanted.get(name))}"
        for name in kind.differences(live, desired)
    ]
    way_out = (
        f"Give the new one another {kind.key}, or declare the content of the existing one: an equal object "
        "is taken over."
    )
    title = f"{_named(kind, id_, live)} already exists with other content, so it was not created:"
    return "\n".join([title, *lines, way_out])


def owned_message(kind: Kind, id_: str, live: Wire) -> str:
    """Say that another resource of the same update has the name."""
    return (
        f"{_named(kind, id_, live)} belongs to another resource of this update: two resources declare the "
        f"same {kind.key}. Rename one of them, or remove it."
    )


def _named(kind: Kind, id_: str, wire: Wire) -> str:
    return f"The {kind.noun} {_shown(wire.get(kind.key))} (id {id_})"


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
