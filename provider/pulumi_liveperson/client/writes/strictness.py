"""Whether LivePerson refuses a write because of other objects, which it does not publish, so it is learnt.

A strict server refuses a write after any change of the collection, a mild one only after one of a written
object.
"""

from enum import Enum


class Strictness(Enum):
    """What this process knows of the server."""

    UNKNOWN = "it may be mild"
    STRICT = "it has refused unchanged objects"
    UNCLEAR = "it has, and our own writes may have moved them"

    @property
    def wants_the_newest(self) -> bool:
        """Whether a write is safe only at the newest revision."""
        return self is not Strictness.UNKNOWN

    @staticmethod
    def after_refusal(*, may_be_ours: bool) -> "Strictness":
        """Return what is known when unchanged objects were refused, and nobody else has written meanwhile.

        A mild server may have done that, too, where writes of this process may have changed them.
        """
        return Strictness.UNCLEAR if may_be_ours else Strictness.STRICT
