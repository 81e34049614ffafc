"""Which object is the default of its account, and from whom another one may take that."""

from collections.abc import Container, Iterable

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.writes.collection_cache import CollectionCache


class Defaults:
    """The default among the objects of one collection. Not for several threads at once."""

    def __init__(self, cache: CollectionCache) -> None:
        self._cache = cache
        self._kind = cache.kind

    def holder(self) -> Wire | None:
        """Return the object that is the default, if there is one and the list shows it."""
        return next((item for item in self._cache.listed().values() if self._kind.is_default(item)), None)

    def is_held_by(self, id_: str) -> bool:
        """Tell whether an object is the default now."""
        seen = self._cache.live(id_)
        return seen is not None and self._kind.is_default(seen.wire)

    def gives_way(self, holder: Wire) -> bool:
        """Tell whether a new default may take the flag from an object.

        Where the state has no default, nobody has seen who has the flag, so it may be anybody.
        """
        expected = self._cache.expectations.defaults
        return not expected or self._is_called(holder, expected)

    def was_demoted(self, id_: str) -> bool:
        """Tell whether an object has lost the default to one that the program gives it to, now or before."""
        holder = self.holder()
        is_ours = holder is not None and self._is_called(holder, self._cache.expectations.next_defaults)
        return is_ours or id_ in self._cache.demoted

    def expect_demotion(self, written: Container[str]) -> None:
        """Note which objects lose the default to the write that goes out next.

        The server takes the flag from them (Special Occasions API, create). They are read again before they
        are written, because that changes them.
        """
        for id_, item in self._cache.listed().items():
            if self._kind.is_default(item) and id_ not in written:
                self._cache.demoted.add(id_)
                self._cache.forget_one(id_)

    def _is_called(self, item: Wire, names: Iterable[str]) -> bool:
        """Tell whether an object is the one that is meant by one of some names."""
        return any(self._cache.named(name) == str(item["id"]) for name in tuple(names))  # others add to them
