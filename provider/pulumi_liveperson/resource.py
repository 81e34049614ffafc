"""The base class of the resources in programs: each resource is checked with its complete program."""

from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.program import program
from pulumi_liveperson.unchecked_values import marked
from pulumi_liveperson.wire import REVISION, Props


class LivePersonResource(Resource):
    """A resource that is registered after the check of its complete program.

    It adds its own transformation as the last one, so the check sees the results of all others.
    """

    def __init__(
        self,
        provider: LivePersonProvider,
        resource_name: str,
        declared: Props,
        opts: pulumi.ResourceOptions | None,
    ) -> None:
        self._kind_and_model = (provider.kind, provider.model)
        self._is_declared = False
        super().__init__(provider, resource_name, {**marked(declared), REVISION: None}, opts)
        if not self._is_declared:
            raise pulumi.RunError(
                "The check of the program does not work with this version of the Pulumi SDK. Install the "
                "pinned requirements."
            )

    if not TYPE_CHECKING:

        @property
        def _transformations(self) -> list[pulumi.ResourceTransformation]:
            return self._given

        @_transformations.setter
        def _transformations(self, given: list[pulumi.ResourceTransformation]) -> None:
            self._given = [*given, self._declare]

    def _declare(
        self, arguments: pulumi.ResourceTransformationArgs
    ) -> pulumi.ResourceTransformationResult | None:
        if arguments.resource is not self:  # a child, which inherits transformations
            return None
        self._is_declared = True
        current: Any = program.current()
        return current.declare(*self._kind_and_model, arguments) if current else None
