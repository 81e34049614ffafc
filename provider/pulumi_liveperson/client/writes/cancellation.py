"""Messages about cancelled operations."""

from pulumi_liveperson.client.errors import CancelledError
from pulumi_liveperson.client.writes.arranging import Move
from pulumi_liveperson.client.writes.create import Create
from pulumi_liveperson.client.writes.delete import Delete
from pulumi_liveperson.client.writes.message_parts import named
from pulumi_liveperson.client.writes.operation import Guarded, Operation
from pulumi_liveperson.client.writes.update import Update

_PARTICIPLES: dict[type[Operation], str] = {
    Create: "created",
    Delete: "deleted",
    Move: "moved to its position",
    Update: "updated",
}
_NOT_SENT = "the run was cancelled before the request was sent"
_AGAIN = "Run `pulumi up` again; it first reads the current content."


def cancelled_error(operation: Operation) -> CancelledError:
    """Return the error of a cancelled operation, whose request was not sent or whose result is unknown."""
    done = next(word for kind, word in _PARTICIPLES.items() if isinstance(operation, kind))
    if operation.is_uncertain:
        return CancelledError(
            f"{_object_name(operation)} may have been {done} or not: the request was sent, and the run was "
            f"cancelled before LivePerson confirmed it. {_AGAIN}"
        )
    return CancelledError(f"{_object_name(operation)} was not {done}: {_NOT_SENT}. {_AGAIN}")


def read_cancelled_error(noun: str, id_: str) -> CancelledError:
    """Return the error of a cancelled read."""
    return CancelledError(f"The {noun} {id_} was not read: {_NOT_SENT}.")


def _object_name(operation: Operation) -> str:
    if isinstance(operation, Guarded):
        return named(operation.kind, operation.id, operation.base)
    wire = operation.desired if isinstance(operation, Create) else {}
    return named(operation.kind, None, wire)
