"""Two declarations of each kind, which differ in every property, and where their objects live."""

from typing import Any

from liveperson_simulator.server import Simulator
from pulumi_liveperson import registry
from pulumi_liveperson.wire import prop, to_wire
from tests.engine.trial import ACCOUNT
from tests.objects import (
    EVENT,
    another,
    as_declared,
    collection_of,
    declared,
    kind_named,
    list_fields,
    plain_field,
    wire,
)

Props = dict[str, Any]


KINDS = [kind.type_name for kind in registry.object_kinds()]
COLLECTIONS = {kind.type_name: collection_of(kind) for kind in registry.object_kinds()}
KEYS = {kind.type_name: kind.key for kind in registry.object_kinds()}
NOUNS = {kind.type_name: kind.noun for kind in registry.object_kinds()}
PLAIN = {kind.type_name: prop(plain_field(kind)) for kind in registry.object_kinds()}
"""A property of each that means no more than its value."""
FIRST = {kind.type_name: declared(kind, "Lunch") for kind in registry.object_kinds()}
SECOND = {kind.type_name: another(kind, "Coffee") for kind in registry.object_kinds()}
THEIRS = {
    kind.type_name: declared(kind, "Lunch", 2)[PLAIN[kind.type_name]] for kind in registry.object_kinds()
}
"""What a colleague writes into that property."""
WIRE = {kind.type_name: {**wire(kind, "Lunch"), "deleted": False} for kind in registry.object_kinds()}
OCCASION_EVENT = to_wire(EVENT)


def live(simulator: Simulator, kind: str) -> list[Props]:
    """Return what the account holds of a kind, in the form in which states have it."""
    known = kind_named(kind)
    found = [as_declared(known, each) for each in simulator.control.objects(ACCOUNT, COLLECTIONS[kind])]
    if not known.is_partial:
        return found
    return [{name: each.get(name) for name in ("id", *WIRE[kind])} for each in found]


def change(simulator: Simulator, kind: str, id_: str, **changes: object) -> None:
    """Change an object as a colleague does in the console."""
    known = kind_named(kind)
    is_converted = known.is_partial or changes.keys() & {*list_fields(known)}
    body = known.sent(changes) if is_converted else changes
    simulator.control.foreign_update(ACCOUNT, COLLECTIONS[kind], id_, body)


def there(simulator: Simulator, kind: str, **changes: object) -> str:
    """Create an object as a colleague does in the console, and return its id."""
    body = kind_named(kind).sent({**WIRE[kind], **changes})
    return str(simulator.control.foreign_create(ACCOUNT, COLLECTIONS[kind], body)["id"])


def remove(simulator: Simulator, kind: str, id_: str) -> None:
    """Delete an object as a colleague does in the console."""
    simulator.control.foreign_delete(ACCOUNT, COLLECTIONS[kind], id_)


def move_revision(simulator: Simulator, kind: str) -> None:
    """Let a colleague create something else, which moves the revision of the collection."""
    there(simulator, kind, **{KEYS[kind]: "Somebody else's"})


def writes(simulator: Simulator, kind: str) -> list[str]:
    """Return the methods of the requests that wanted to change something of a kind."""
    log = [each for each in simulator.control.requests() if COLLECTIONS[kind] in each["path"]]
    return [each["method"] for each in log if each["method"] != "GET"]
