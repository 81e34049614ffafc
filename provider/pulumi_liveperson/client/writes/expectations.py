"""What programs and states contain about all objects of a kind, before any of them is read or written."""

import threading
from collections.abc import Callable, Hashable, Iterable

from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.holders import Holders, StateEntry
from pulumi_liveperson.client.writes.order import Order


class Expectations:
    """The declared and stored values that objects share: the order, the default, and the names."""

    def __init__(self, entries: Callable[[], Iterable[StateEntry]] = tuple) -> None:
        self.holders = Holders(entries)
        self.order = Order()
        """The declared positions."""
        self.defaults: set[str] = set()
        """The names of the objects that are the default in the state."""
        self.next_defaults: set[str] = set()
        """The names of the objects that the program declares as the default."""
        self.declared_names: dict[str, str] = {}
        """The declared names of objects, by id; LivePerson may return them in another format."""
        self.replaced_parts: dict[Hashable, tuple[str, Wire]] = {}
        """The objects of replaced resources that manage a part, each with the part in the state."""
        self._turn = threading.Lock()  # the engine may call `check` during a create
        self._names: dict[str, str] = {}  # the declared names of resources, by their names in the state

    def expect_rename(self, before: str, after: str) -> None:
        """Record the declared name of a resource in the state; a resource that keeps a name has priority."""
        with self._turn:
            if self._names.get(name_key(before)) != name_key(before):
                self._names[name_key(before)] = name_key(after)

    def record_renamed(self, name: str) -> None:
        """Record that the resource of the state that had a name now has its new name."""
        with self._turn:
            if not self.is_free(name):
                del self._names[name_key(name)]

    def is_free(self, name: str) -> bool:
        """Return whether no resource of the state still has a name that it will release."""
        return bool(self._names.get(name_key(name), name_key(name)) == name_key(name))

    def check(self, kind: Kind, before: Wire, after: Wire, orders: object) -> None:
        """Record the declared values of a resource, and compare them with the values in the state.

        `orders` contains the declared positions of the complete program, for `Order.record_program`.
        Values that become known only later are ignored.
        """
        old, new = before.get(kind.key), after.get(kind.key)
        wanted, flag = kind.position_of(after), kind.default_flag
        if isinstance(old, str) and isinstance(new, str):
            self.expect_rename(old, new)
        if isinstance(orders, str):
            self.order.record_program(orders)
        if isinstance(new, str) and isinstance(wanted, int | float):
            self.order.record_announced(new, int(wanted))
        if flag is not None and isinstance(old, str) and before.get(flag):
            self.defaults.add(old)
        if flag is not None and isinstance(new, str) and after.get(flag) is True:
            self.next_defaults.add(new)

    def compare(self, kind: Kind, id_: str, before: Wire, after: Wire, *, may_move_back: bool) -> bool:
        """Record the stored and the declared position; return whether the order must be checked."""
        stored, wanted = kind.position_of(before), kind.position_of(after)
        if isinstance(name := after.get(kind.key), str):
            self.declared_names[id_] = name
        if stored is not None:
            self.order.record_stored(id_, int(stored))
        if not isinstance(wanted, int | float):
            return False
        if wanted != stored:
            self.order.record_declared(id_, int(wanted))
            return False
        return self.order.record_unchanged(id_, int(wanted), may_move_back=may_move_back)
