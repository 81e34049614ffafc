"""What is known of the objects of one kind together, before any of them is read or written."""

from provider.liveperson.names import called
from provider.liveperson.sequence import Sequence


class Declared:
    """What programs declare and states hold, of what objects have to share: an order, and one default."""

    def __init__(self) -> None:
        self.sequence = Sequence()
        """Where objects belong that stand there already, or have been put there by this process."""
        self.stored = Sequence()
        """Where the state says that objects stand which this process has not moved."""
        self.defaults: set[str] = set()
        """What the objects are called that the state says are the default."""

    def is_expected_default(self, name: str) -> bool:
        """Tell whether a new default may take the flag from an object.

        Where the state has no default, nobody has seen who has the flag, so it may be anybody.
        """
        return not self.defaults or called(name) in self.defaults
