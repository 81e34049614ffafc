"""Reports errors to the engine: one message, and the result of an operation that is partly done.

Pulumi's own servicer adds a prefix to the message or, in newer SDKs, a traceback.
"""

import sys
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, NoReturn

import grpc  # type: ignore[import-untyped]  # ships no types
from google.protobuf.struct_pb2 import Struct  # type: ignore[import-untyped]
from pulumi.runtime.proto import provider_pb2, status_pb2

from pulumi_liveperson.base import InitFailedError
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.host.importing import PROVIDER
from pulumi_liveperson.host.secret_values import mark

_DETAILS = "grpc-status-details-bin"  # the key under which gRPC sends a google.rpc.Status


class OriginalErrors:
    """A context for Pulumi's servicer that keeps the original error."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def abort(self, _code: Any, details: str) -> NoReturn:
        """Raise the original error instead of the message of Pulumi's servicer."""
        raise sys.exception() or RuntimeError(details)


class ErrorResponses:
    """Converts an exception in its `with` block to an error response."""

    def __init__(self, request: Any, context: Any) -> None:
        self._request = request
        self._context = context

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, InitFailedError):
            self._keep(error)
        if isinstance(error, LivePersonError):
            self._context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
        if isinstance(error, Exception):  # from another dynamic provider, or a bug of ours
            place = extract_tb(traceback)[-1]
            where = f"{type(error).__name__} in {place.name}, {Path(place.filename).name}:{place.lineno}"
            self._context.abort(grpc.StatusCode.UNKNOWN, SECRETS.printable(f"{error} ({where})"))

    def _keep(self, error: InitFailedError) -> None:
        """Store the resource in the state as partly initialised; the next update completes it."""
        is_update = hasattr(self._request, "news")
        declared = self._request.news if is_update else self._request.properties
        properties = Struct()
        properties.update({**error.outs, PROVIDER: declared[PROVIDER]})
        mark(properties, declared)
        left = provider_pb2.ErrorResourceInitFailed(id=error.id, properties=properties, reasons=[str(error)])
        code = grpc.StatusCode.UNKNOWN
        status = status_pb2.Status(code=code.value[0], message=str(error))
        status.details.add().Pack(left)
        self._context.set_trailing_metadata(((_DETAILS, status.SerializeToString()),))
        self._context.abort(code, str(error))
