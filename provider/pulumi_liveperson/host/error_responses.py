"""What goes wrong, as the engine is told: one message, and what is done already.

Pulumi's own servicer answers an error with a prefix or, in newer SDKs, with a traceback.
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

_DETAILS = "grpc-status-details-bin"  # where gRPC puts a google.rpc.Status


class OriginalErrors:
    """A context for Pulumi's servicer, in which an error stays what it is."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def abort(self, _code: Any, details: str) -> NoReturn:
        """Raise the error that Pulumi's servicer is putting into words of its own."""
        raise sys.exception() or RuntimeError(details)


class ErrorResponses:
    """Answers a request with what it raises."""

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
        if isinstance(error, Exception):  # of another dynamic provider, or a mistake of ours
            place = extract_tb(traceback)[-1]
            where = f"{type(error).__name__} in {place.name}, {Path(place.filename).name}:{place.lineno}"
            self._context.abort(grpc.StatusCode.UNKNOWN, SECRETS.printable(f"{error} ({where})"))

    def _keep(self, error: InitFailedError) -> None:
        """Let the engine keep a resource as partly initialised; its next update goes on with it."""
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
