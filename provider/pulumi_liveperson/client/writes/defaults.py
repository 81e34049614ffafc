"""Which object is the default of the account, and which object may lose the default to another one."""

from collections.abc import Container, Iterable

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache


class Defaults:
    """The default among the objects of one collection. Only one thread may use it at a time."""

    def __init__(self, cache: CollectionCache) -> None:
        self._cache = cache
        self._kind = cache.kind

    def current(self) -> Wire | None:
        """Return the object that is the default; None if there is none, or if the list does not show it."""
        return next((item for item in self._cache.listed().values() if self._kind.is_default(item)), None)

    def is_default_now(self, id_: str) -> bool:
        """Return whether an object is the default now."""
        seen = self._cache.live(id_)
        return seen is not None and self._kind.is_default(seen.wire)

    def may_lose_default(self, holder: Wire) -> bool:
        """Return whether a new default may take the default from an object.

        If the state contains no default, the default is taken from any object that has it.
        """
        expected = self._cache.expectations.defaults
        return not expected or self._has_name(holder, expected)

    def was_demoted(self, id_: str) -> bool:
        """Return whether an object lost the default to a declared default, in this run or an earlier one."""
        declared = self._cache.expectations.next_defaults
        holder = self.current() if declared else None
        is_ours = holder is not None and self._has_name(holder, declared)
        return is_ours or id_ in self._cache.demoted

    def expect_demotion(self, written: Container[str]) -> None:
        """Record the objects that lose the default to the next write.

        The server removes the default from them (Special Occasions API, create). This changes them, so they
        are read again before they are written.
        """
        for id_, item in self._cache.listed().items():
            if self._kind.is_default(item) and id_ not in written:
                self._cache.demoted.add(id_)
                self._cache.forget_one(id_)

    def _has_name(self, item: Wire, names: Iterable[str]) -> bool:
        """Return whether an object has one of some names."""
        return any(
            self._cache.named(name) == str(item["id"]) for name in tuple(names)
        )  # other threads add names
