"""The fields that a resource manages: those that its program declares."""

from typing import TYPE_CHECKING, Any

from pulumi_liveperson.request import CURRENT
from pulumi_liveperson.wire import OPTIONS, REVISION, Props, declared_in

if TYPE_CHECKING:
    from pulumi_liveperson.client.kinds.kind import Kind, Wire
    from pulumi_liveperson.client.writes.operation import Known

_CLEARED: tuple[Any, ...] = ("", [])


def managed(kind: "Kind", props: Props) -> Props:
    """Return the props that the resource manages; a program may have left out a field since its last write.

    Only our own host knows the inputs of a resource in the state. Of other kinds, a resource manages all.
    """
    request = CURRENT.get()
    names = props.keys() if request is None or request.inputs is None else request.inputs
    return {name: value for name, value in props.items() if name in names or not kind.is_partial}


def managed_content(live: "Wire", stored: "Wire") -> "Wire":
    """Return the managed fields of live content; an import, which stores nothing yet, manages every value."""
    return {
        name: value
        for name, value in live.items()
        if name in stored or (not stored and value not in _CLEARED)
    }


def leaves_out_only(olds: Props, news: Props) -> bool:
    """Return whether a program leaves out fields, and changes nothing else."""
    old, new = declared_in(olds), declared_in(news)
    same_options = all(old.get(name) == new.get(name) for name in OPTIONS)
    return same_options and len(new) < len(old) and all(old.get(name) == new[name] for name in new)


def outputs(declared: Props, known: "Known") -> Props:
    """Return what the state has of a resource."""
    return {**declared, REVISION: known.revision}
