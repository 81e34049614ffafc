"""The words for an operation that is given up because whoever started it has ended it."""

from pulumi_liveperson.client.errors import CancelledError
from pulumi_liveperson.client.writes.arranging import Move
from pulumi_liveperson.client.writes.conflict_messages import named
from pulumi_liveperson.client.writes.operation import Guarded, Operation
from pulumi_liveperson.client.writes.operations import Create, Delete, Update

_DONE: dict[type[Operation], str] = {
    Create: "created",
    Delete: "deleted",
    Move: "put in its place",
    Update: "updated",
}
_NOT_SENT = "this was cancelled before the request for that went out"
_AGAIN = "Run `pulumi up` again, which looks first what is there."


def given_up(operation: Operation) -> CancelledError:
    """Return the error of an operation whose request has not gone out, or whose outcome nobody has seen."""
    done = next(word for kind, word in _DONE.items() if isinstance(operation, kind))
    if operation.is_in_doubt:
        return CancelledError(
            f"{_object(operation)} may be {done} or not: the request for that went out, and this was "
            f"cancelled before LivePerson had confirmed it. {_AGAIN}"
        )
    return CancelledError(f"{_object(operation)} was not {done}: {_NOT_SENT}. {_AGAIN}")


def not_read(noun: str, id_: str) -> CancelledError:
    """Return the error of a read."""
    return CancelledError(f"The {noun} {id_} was not read: {_NOT_SENT}.")


def _object(operation: Operation) -> str:
    if isinstance(operation, Guarded):
        return named(operation.kind, operation.id, operation.base)
    wire = operation.desired if isinstance(operation, Create) else {}
    return named(operation.kind, None, wire)
