"""What is known of the objects of one kind together, before any of them is read or written."""

import threading
from collections.abc import Callable, Iterable

from pulumi_liveperson.client.equivalence.names import called
from pulumi_liveperson.client.kinds.kind import Kind, Wire
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

    def check(self, kind: Kind, before: Wire, after: Wire, orders: object) -> None:
        """Note what a resource of the program declares, against what the state holds of it.

        `orders` is where the whole program wants objects, as `Order.expect` takes it. Values that are known
        only later are passed over.
        """
        old, new = before.get(kind.key), after.get(kind.key)
        wanted, flag = kind.position_of(after), kind.default_flag
        if isinstance(old, str) and isinstance(new, str):
            self.rename(old, new)
        if isinstance(orders, str):
            self.order.expect(orders)
        if isinstance(new, str) and isinstance(wanted, int | float):
            self.order.announce(new, int(wanted))
        if flag is not None and isinstance(old, str) and before.get(flag):
            self.defaults.add(old)
        if flag is not None and isinstance(new, str) and after.get(flag) is True:
            self.next_defaults.add(new)

    def compare(self, kind: Kind, id_: str, before: Wire, after: Wire, *, gives_way: bool) -> bool:
        """Note where an object stands and is to stand; tell whether the order must be looked at for it."""
        stored, wanted = kind.position_of(before), kind.position_of(after)
        if isinstance(name := after.get(kind.key), str):
            self.spellings[id_] = name
        if stored is not None:
            self.order.stands(id_, int(stored))
        if not isinstance(wanted, int | float):
            return False
        if wanted != stored:
            self.order.wants(id_, int(wanted))
            return False
        return self.order.keeps(id_, int(wanted), gives_way=gives_way)
