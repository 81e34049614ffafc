"""Whether LivePerson rejects a write because other objects have changed.

LivePerson does not publish it, so the process finds it out. A strict server rejects a write after any change
of the collection, a mild server only after a change of a written object.
"""

from enum import Enum


class Strictness(Enum):
    """What this process knows about the server."""

    UNKNOWN = "it may be mild"
    STRICT = "it has rejected unchanged objects"
    UNCLEAR = "it has rejected unchanged objects that our own writes may have moved"

    @property
    def needs_newest_revision(self) -> bool:
        """Whether a write must have the newest revision."""
        return self is not Strictness.UNKNOWN

    @staticmethod
    def after_rejection(*, may_be_ours: bool) -> "Strictness":
        """Return the strictness after a rejected write of unchanged objects without writes of other programs.

        If writes of this process may have changed the objects, a mild server may have rejected them too.
        """
        return Strictness.UNCLEAR if may_be_ours else Strictness.STRICT
