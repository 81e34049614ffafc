"""Extends Pulumi's servicer with imports, clean errors, partial results, rows of messages, cancellation."""

import logging
from collections.abc import Callable
from typing import Any

from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson import connection
from pulumi_liveperson.client.notices import ABOUT_OBJECT
from pulumi_liveperson.host import importing
from pulumi_liveperson.host.checked_resources import CheckedResources
from pulumi_liveperson.host.display import Display
from pulumi_liveperson.host.error_responses import ErrorResponses, OriginalErrors
from pulumi_liveperson.host.pulumi_host import stock_host
from pulumi_liveperson.host.schema import schema
from pulumi_liveperson.host.secret_values import marked, without_secret_marks
from pulumi_liveperson.host.trusted_code import use_trusted_code
from pulumi_liveperson.request import CURRENT, Request
from pulumi_liveperson.settings import NAMESPACE

LOG = logging.getLogger(__name__)
ACCOUNT = f"{NAMESPACE}:accountId"
_STOCK = stock_host()
CHANNEL_OPTIONS = _STOCK._GRPC_CHANNEL_OPTIONS  # noqa: SLF001 - the engine and its hosts must use the same options


class Servicer(_STOCK.DynamicResourceProviderServicer):  # type: ignore[name-defined,misc]  # found at run time
    """Handles the engine's requests for all dynamic resources of a stack, ours and others."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._imported: set[str] = set()
        self._checked = CheckedResources()

    def prepare(self) -> None:
        """Serialize the providers, which every operation needs."""
        importing.providers()

    def GetSchema(self, _request: Any, _context: Any) -> Any:  # noqa: N802
        """Return the schema of our types, for the code that `pulumi import` prints."""
        return provider_pb2.GetSchemaResponse(schema=schema())

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Request a replacement of all resources if the account changes.

        If the old or the new configuration names no account, the environment does, possibly the same account.
        """
        old, new = (values.fields[ACCOUNT].string_value for values in (request.olds, request.news))
        if not old or not new or old == new:
            return super().DiffConfig(request, context)
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME, replaces=[ACCOUNT], diffs=[ACCOUNT]
        )

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Read the configuration, and request marks of secrets, because messages must not quote secrets."""
        answer = super().Configure(request, context)
        answer.acceptSecrets = True
        return answer

    def Check(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Check the declared inputs of a resource.

        The engine also checks an object that was just imported, and reports failures there as a bug of the
        provider. So these failures become a warning.
        """
        answer = self._answered(super().Check, request, context)
        if answer.failures and request.urn in self._imported and request.news == request.olds:
            with self._display.resource(request.urn):
                LOG.warning("%s", importing.not_declarable(answer.failures), extra=ABOUT_OBJECT)
            del answer.failures[:]
        if not answer.failures:
            plain, secrets = without_secret_marks(answer)
            answer.failures.extend(self._checked.duplicates(request.urn, plain.inputs, secrets))
        return answer

    def Diff(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Compare the state of a resource with its declared inputs."""
        return self._answered(super().Diff, request, context)

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Create a resource."""
        return self._carried_out(super().Create, request, context)

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Read a resource, or import an object by its type and its id."""
        with ErrorResponses(request, context):
            completed = importing.completed(request)
        is_import = completed is not request and not request.inputs.fields
        if completed is not request:
            self._imported.add(request.urn)
        answer = self._carried_out(super().Read, completed, context, is_import=is_import)
        return (
            answer if answer.id else provider_pb2.ReadResponse()
        )  # without properties if there is no object

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Update a resource."""
        return self._carried_out(super().Update, request, context)

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Delete a resource."""
        return self._carried_out(super().Delete, request, context)

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Let requests in flight end, and start no others."""
        connection.cancel()
        return super().Cancel(request, context)

    def _carried_out(
        self, operation: Callable[..., Any], request: Any, context: Any, *, is_import: bool = False
    ) -> Any:
        """Run an operation; the display shows its messages at its resource."""
        with self._display.resource(request.urn):
            return self._answered(operation, request, context, is_import=is_import)

    def _answered(
        self, operation: Callable[..., Any], request: Any, context: Any, *, is_import: bool = False
    ) -> Any:
        plain, secrets = without_secret_marks(request)
        CURRENT.set(
            Request(request.urn, is_import=is_import, secrets=secrets, inputs=_names_of_inputs(request))
        )
        with ErrorResponses(request, context):
            use_trusted_code(plain)
            return marked(operation(plain, OriginalErrors(context)), request)


def _names_of_inputs(request: Any) -> frozenset[str] | None:
    """Return the names of the inputs in the state; None if the engine did not send them."""
    fields = {field.name for field in request.DESCRIPTOR.fields}
    stored = next((name for name in ("old_inputs", "inputs") if name in fields), None)
    inputs = getattr(request, stored).fields if stored else {}
    return frozenset(inputs) or None
