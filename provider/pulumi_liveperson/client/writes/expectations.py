"""What is known of the objects of one kind together, before any of them is read or written."""

import threading
from collections.abc import Callable, Iterable

from pulumi_liveperson.client.equivalence.names import called
from pulumi_liveperson.client.writes.holders import Holders, StateEntry
from pulumi_liveperson.client.writes.order import Order


class Expectations:
    """What programs declare and states hold, of what objects have to share: an order, one default, names."""

    def __init__(self, entries: Callable[[], Iterable[StateEntry]] = tuple) -> None:
        self.holders = Holders(entries)
        self.order = Order()
        """Where objects belong."""
        self.defaults: set[str] = set()
        """What the objects are called that the state says are the default."""
        self.next_defaults: set[str] = set()
        """What the objects are called that the program wants to be the default."""
        self.spellings: dict[str, str] = {}
        """What the objects are called, by id, in the words of programs; LivePerson may write it otherwise."""
        self._turn = threading.Lock()  # a check may come while a create looks
        self._names: dict[str, str] = {}  # what resources of the state are called now, by what they were

    def rename(self, before: str, after: str) -> None:
        """Note what a resource of the state is called by the program; a name that is kept counts for more."""
        with self._turn:
            if self._names.get(called(before)) != called(before):
                self._names[called(before)] = called(after)

    def renamed(self, name: str) -> None:
        """Note that no resource of the state has a name any more that one was to give up."""
        with self._turn:
            if not self.is_free(name):
                del self._names[called(name)]

    def is_free(self, name: str) -> bool:
        """Tell whether no resource of the state has yet to give up a name."""
        return bool(self._names.get(called(name), called(name)) == called(name))
