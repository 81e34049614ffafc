"""The resources of one update together, as they are checked.

A program is looked at as a whole before, but not at what it makes of the outputs of its own resources. Each
update has a host of its own, and only a host knows which resource a check is about.
"""

import threading
from collections.abc import Iterable
from typing import Any

from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from pulumi_liveperson.program.claims import Claim, Claimant, claims, duplicates
from pulumi_liveperson.pulumi_cli.urn import Urn


class CheckedResources:
    """What the resources that have been checked claim, of what only one can have."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holders: dict[Claim, Claimant] = {}
        self._claimed: dict[str, list[Claim]] = {}

    def duplicates(self, urn: str, inputs: Any, secrets: frozenset[str]) -> Iterable[Any]:
        """Return failures for what another resource claims already.

        A resource that is checked again, as for a replacement, is no other one.
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
