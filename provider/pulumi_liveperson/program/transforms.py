"""Predicts the props of a resource that the engine will send, after all transforms.

The engine calls the transforms of a resource, of its parents and of the stack, in this order, when the
resource is registered. To know the result earlier, this module calls them in the same order, so each runs
twice. Props in `ignore_changes` are treated as unknown, because only the engine knows their old values.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi.output import Unknown
from pulumi.runtime import is_dry_run, rpc
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import resource_pb2, resource_pb2_grpc
from pulumi.runtime.settings import _get_callbacks, get_monitor

from pulumi_liveperson.program.pending_values import PendingValue
from pulumi_liveperson.validation import is_known
from pulumi_liveperson.wire import Props

_UNKNOWN = Unknown()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Sent:
    """The props of a resource that the engine will send, and the names of the secret ones."""

    props: Props
    secrets: frozenset[str] = frozenset()

    def without(self, names: Iterable[str]) -> "Sent":
        """Return a copy in which the named props are unknown."""
        left = dict.fromkeys(names, _UNKNOWN)
        return Sent({name: left.get(name, value) for name, value in self.props.items()}, self.secrets)


class Transforms:
    """The transforms that a program registers with the engine."""

    def __init__(self) -> None:
        self._of_stack: list[str] = []
        self._of: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}
        monitor = get_monitor()
        if isinstance(monitor, resource_pb2_grpc.ResourceMonitorStub):
            self._record_registrations(monitor)

    async def sent(
        self,
        resource: pulumi.Resource,
        declared: Sent,
        options: pulumi.ResourceOptions,
        parent: PendingValue | None,
    ) -> Sent:
        """Return the props of a resource that the engine will send."""
        ignored = options.ignore_changes or []
        known = parent.value if parent else ""
        if isinstance(known, Unknown):  # so the transforms of the parents are unknown, too
            return declared.without(declared.props)
        for token in [*await _registered(options), *self._inherited(known), *self._of_stack]:
            if not (
                is_dry_run() or is_known(declared.props)
            ):  # in an update, a transform gets only known values
                return declared.without(declared.props)
            request = resource_pb2.TransformRequest(
                type=resource.pulumi_resource_type,
                name=resource.pulumi_resource_name,
                custom=True,
                parent=known,
                properties=await _struct(declared),
                options=resource_pb2.TransformResourceOptions(ignore_changes=ignored),
            )
            answer = await _callback(token)(request.SerializeToString())
            declared = _sent(answer.properties)
            ignored = list(answer.options.ignore_changes) if answer.HasField("options") else ignored
        return declared.without(_ignored(ignored, declared.props))

    def _inherited(self, urn: str) -> Iterable[str]:
        while urn:
            yield from self._of.get(urn, ())
            urn = self._parents.get(urn, "")

    def _record_registrations(self, monitor: Any) -> None:
        """Record the transforms of all resources that are registered from now on, including the root."""
        register, register_of_stack = monitor.RegisterResource, monitor.RegisterStackTransform

        def noted(request: Any, *arguments: Any, **options: Any) -> Any:
            answer = register(request, *arguments, **options)
            self._of[answer.urn] = [each.token for each in request.transforms]
            self._parents[answer.urn] = request.parent
            return answer

        def noted_of_stack(callback: Any, *arguments: Any, **options: Any) -> Any:
            answer = register_of_stack(callback, *arguments, **options)
            self._of_stack.append(callback.token)
            return answer

        monitor.RegisterResource, monitor.RegisterStackTransform = noted, noted_of_stack


async def _registered(options: pulumi.ResourceOptions) -> list[str]:
    """Return the tokens with which the engine will call the own transforms of a resource."""
    callbacks = await _get_callbacks() if options.transforms else None
    return (
        [callbacks.register_transform(each).token for each in options.transforms or []] if callbacks else []
    )


def _callback(token: str) -> Callable[[bytes], Awaitable[Any]]:
    """Return the function that the engine calls for a token, from any callback server of this process."""
    servers = _CallbackServicer._servicers  # noqa: SLF001 - there is no public access
    return next(each._callbacks[token] for each in servers if token in each._callbacks)  # noqa: SLF001


async def _struct(declared: Sent) -> Any:
    def encoded(name: str, value: Any) -> Any:
        return pulumi.Output.secret(value) if name in declared.secrets else value

    props = {name: encoded(name, _with_sentinels(value)) for name, value in declared.props.items()}
    return await rpc.serialize_properties(props, {})


def _with_sentinels(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_sentinels(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_sentinels(item) for item in value]
    return value if is_known(value) else rpc.UNKNOWN


def _sent(properties: Any) -> Sent:
    props = rpc.deserialize_properties(properties, keep_unknowns=True)
    secrets = frozenset(name for name, value in props.items() if rpc.is_rpc_secret(value))
    return Sent({name: rpc.unwrap_rpc_secret(value) for name, value in props.items()}, secrets)


def _ignored(paths: Iterable[str], props: Props) -> Iterable[str]:
    """Yield the names of the props to which the paths of `ignore_changes` belong."""
    for path in paths:
        first = re.match(r'\[?"?([^\[\]".]+)', path)
        name = first[1] if first else ""
        yield from props if name == "*" else [name]
