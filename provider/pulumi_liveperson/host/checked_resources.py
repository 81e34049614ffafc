"""Checks the resources of one update against each other.

The check of the program does not know values that depend on outputs of the program's own resources; this
check does. Each update has its own host process, and only our host knows the resource of a check.
"""

import threading
from collections.abc import Iterable
from typing import Any

from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson.program.claims import Claim, Claimant, claims, duplicates
from pulumi_liveperson.pulumi_cli.urn import Urn


class CheckedResources:
    """The checked resources of an update and their claims on unique values."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders: dict[Claim, Claimant] = {}
        self._claimed: dict[str, list[Claim]] = {}

    def duplicates(self, urn: str, inputs: Any, secrets: frozenset[str]) -> Iterable[Any]:
        """Return a failure for each unique value that another resource claims already.

        A resource that is checked again, for example for a replacement, does not conflict with itself.
        """
        resource = Urn.of(urn)
        if resource.kind is None:
            return []
        known = rpc.deserialize_properties(inputs, keep_unknowns=True)
        claimant = Claimant(resource.kind, resource.name, known, secrets)
        claimed = list(claims(claimant))
        with self._lock:
            for each in self._claimed.pop(urn, []):
                del self._holders[each]
            others = dict.fromkeys(self._holders[each] for each in claimed if each in self._holders)
            if not others:
                self._claimed[urn] = claimed
                self._holders |= dict.fromkeys(claimed, claimant)
        lines = duplicates([*others, claimant])
        return [provider_pb2.CheckFailure(reason=line) for line in lines]
